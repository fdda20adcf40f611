"""Backward scheduling: what the page pages/schedule.py is composed of."""
