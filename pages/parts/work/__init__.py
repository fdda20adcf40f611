"""The bureau's systems at a glance: what the page pages/work.py is composed of."""
