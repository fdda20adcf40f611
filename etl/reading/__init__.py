"""The first step of the way in: the bytes of a file become tables of text cells."""
