"""Groups and the gold-medal team: load, waiting line and results, coverage of the key list, decisions followed up."""

from pages.parts.groups import categories, coverage, decisions, escalations, load, team, waiting
from pages.parts.place import here

at = here()

load.draw(at)
waiting.draw(at)
team.draw(at)
coverage.draw(at)
categories.draw(at)
decisions.draw(at)
escalations.draw(at)
