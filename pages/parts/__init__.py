"""What pages are composed of: cards, trends, break-downs, record lists, wording, chart style."""
