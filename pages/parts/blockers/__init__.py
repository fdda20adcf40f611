"""The ledger of blockers: what the page pages/blockers.py is composed of."""
