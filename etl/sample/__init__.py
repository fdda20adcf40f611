"""The invented town: a seeded generator of every monthly file of a bureau that does not exist."""
