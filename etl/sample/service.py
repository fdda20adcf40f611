"""Who is served on a day: a project of the ledger that is on its way, key projects more often than others."""

from __future__ import annotations

import numpy as np

from etl.sample.dice import Dice, Whole
from etl.sample.projects import Projects

NOBODY = -1
_TRIES = 16


def pick(dice: Dice, projects: Projects, days: Whole) -> Whole:
    """Return a project for each day, drawn among those then on their way; NOBODY where none turned up."""
    found = np.full(len(days), NOBODY)
    for _ in range(_TRIES):
        open_rows = np.flatnonzero(found == NOBODY)
        if not len(open_rows):
            break
        drawn = dice.choose(projects.weight, len(open_rows))
        fits = projects.lives.active_on(drawn, days[open_rows])
        found[open_rows[fits]] = drawn[fits]
    return found
