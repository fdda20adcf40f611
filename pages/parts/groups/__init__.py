"""What the page on working groups and the gold-medal team is composed of."""
