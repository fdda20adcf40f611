"""The groups at work: load, waiting line and results of each, the gold-medal team, coverage, decisions followed up."""
