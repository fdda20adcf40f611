"""The last step of the way in: a new version of the warehouse, or a batch taken back."""
