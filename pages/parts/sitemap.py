"""The pages there are besides the overview, whose address is the empty one; in the order of the navigation."""

PAGES = ("kpi", "upload", "definitions", "data")
