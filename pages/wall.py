"""The wall chart: projects by milestones, planned against actual, what slipped and why."""

from pages.parts.place import here
from pages.parts.wall import chart, slips

at = here()

chart.draw(at)
slips.draw(at)
