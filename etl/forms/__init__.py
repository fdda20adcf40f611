"""What goes out to people: templates to fill in, and the words that say how."""
