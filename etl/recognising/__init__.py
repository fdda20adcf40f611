"""The second step of the way in: which record type a table is, and which column is which."""
