"""Between choosing files and loading them: checks that are kept, under an address, until they are loaded or dropped."""
