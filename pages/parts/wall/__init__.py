"""The wall chart, projects by milestones: what the page pages/wall.py is composed of."""
