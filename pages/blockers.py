"""Blockers as a ledger: how many came, went and stand open, for how long, and who waits for whom."""

from pages.parts.blockers import channels, escalation, ledger, overdue, teams, until_resolved, waits
from pages.parts.place import here

at = here()

ledger.draw(at)
overdue.draw(at)
waits.draw(at)
escalation.draw(at)
until_resolved.draw(at)
teams.draw(at)
channels.draw(at)
