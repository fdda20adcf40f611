"""What stands around every page: its header, its filters, the pages beside it, and how a page is opened."""
