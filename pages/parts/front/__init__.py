"""What stands in front of the pages: the server's doors, its first moments, and what it says when something fails."""
