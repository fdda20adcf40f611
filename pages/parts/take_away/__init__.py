"""What is taken away: a table as a workbook, what it says of itself, and the menu in the header of a page."""
