"""The approval menu: what the page pages/menu.py is composed of."""
