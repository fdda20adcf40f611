"""Blockers as a ledger: how many came, went and stand open, how long they take, and who they wait for."""
