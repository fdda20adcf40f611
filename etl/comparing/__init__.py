"""The fourth step of the way in: what the rows and the numbers would become."""
