"""The third step of the way in: every cell, every row and every table against the rules, each fault told."""
