"""The key project lists of 2023 to 2025: provincial and municipal ones as the cohorts say, the district's by rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from etl.sample.cohorts import COHORTS
from etl.sample.days import END, NO_DAY, day, only
from etl.sample.dice import Dice, Whole, Yes
from etl.sample.ledger import Ledger
from etl.sample.projects import Projects

YEARS = (2023, 2024, 2025)
LEVELS = ("省级", "市级", "区级")
CLASSES = ("建设类", "准备类")
_PUBLISHED = {2023: day("2023-01-18"), 2024: day("2024-01-22"), 2025: day("2025-01-20")}
_TAKEN_OFF = {2023: day("2023-10-16"), 2024: day("2024-05-27"), 2025: day("2025-05-20")}
_ADDED = {2023: day("2023-09-12"), 2024: day("2024-04-10"), 2025: day("2025-03-25")}
_LATE_PROMISES = ("07-15", "12-10")


def ledger(dice: Dice, projects: Projects) -> Ledger:
    """Return the lists of all three years, in the order in which they were published."""
    n = projects.n
    letters = np.array([list(cohort.lists or "???") for cohort in COHORTS])[projects.lives.cohort]
    # About a third of the key projects are the province's; the others are the city's.
    level = np.where(letters[:, 0] == "?", 2, np.where(dice.yes(0.34, n), 0, 1))
    never_listed = dice.yes(0.1, n)
    parts = [_year(dice, projects, year, letters[:, place], level, never_listed) for place, year in enumerate(YEARS)]
    rows, listed = (np.concatenate([part[key] for part in parts]) for key in ("row", "listed"))
    year = np.concatenate([np.full(len(part["row"]), y) for part, y in zip(parts, YEARS, strict=True)])
    published = np.array([_PUBLISHED[int(y)] for y in YEARS])[year - YEARS[0]]
    book = Ledger("listing", np.where(listed == NO_DAY, published, listed))
    book.text("project_id", projects.codes(rows))
    book.whole("list_year", year)
    book.words("level", LEVELS, level[rows])
    book.words("list_class", CLASSES, np.concatenate([part["class"] for part in parts]))
    book.yes_no("carried_over", np.concatenate([part["carried"] for part in parts]))
    book.days("listed_on", listed)
    book.when("delisted_on", np.concatenate([part["off"] for part in parts]))
    book.days("planned_start_on", np.concatenate([part["plan"] for part in parts]))
    return book


def _year(
    dice: Dice, projects: Projects, year: int, letter: NDArray[np.str_], level: Whole, never_listed: Yes
) -> dict[str, Whole]:
    """Return one year's list: which projects, and how each stands on it."""
    lives, n = projects.lives, projects.n
    begins, ends = day(f"{year}-01-01"), day(f"{year}-12-31")
    carried = (lives.start != NO_DAY) & (lives.start < begins)
    is_open = (lives.completion == NO_DAY) | (lives.completion >= begins)
    was_given_up = (lives.ended != NO_DAY) & (lives.ended < begins)
    knew = lives.known <= _PUBLISHED[year] - 10
    joins_late = ~knew & (lives.known <= _ADDED[year] - 10) & dice.yes(0.5, n)
    by_rule = (letter == "?") & is_open & ~was_given_up & ~never_listed & (knew | joins_late)
    planned = lives.first_plan
    builds = carried | (planned <= ends)
    is_building = np.where(letter == "?", builds, letter != "P")
    on = by_rule | np.isin(letter, list("CNAXP"))
    added = (letter == "A") | (by_rule & joins_late)
    # Some of the district's projects are taken off during the year, as the key projects marked X are.
    off = (letter == "X") | (by_rule & ~carried & dice.yes(0.03, n) & ~added)
    off |= by_rule & (lives.ended != NO_DAY) & (lives.ended > _TAKEN_OFF[year]) & (lives.ended <= ends)
    off_on = np.where(lives.ended != NO_DAY, lives.ended + 10, _TAKEN_OFF[year])
    promise = _promise(dice, projects, year, carried, is_building)
    rows = np.flatnonzero(on)
    values = {
        "class": np.where(is_building, 0, 1),
        "carried": carried.astype(np.int64),
        "listed": only(added, np.full(n, _ADDED[year])),
        "off": only(off & (off_on <= END) & (off_on <= ends), off_on),
        "plan": promise,
    }
    return {"row": rows, **{name: column[rows] for name, column in values.items()}}


def _promise(dice: Dice, projects: Projects, year: int, carried: Yes, is_building: Yes) -> Whole:
    """A new project promises a day of the list's year; one carried over often leaves out the promise it kept."""
    lives, n = projects.lives, projects.n
    low, high = (day(f"{year}-{part}") for part in _LATE_PROMISES)
    in_year = (lives.first_plan >= day(f"{year}-01-01")) & (lives.first_plan <= day(f"{year}-12-31"))
    drawn = np.where(in_year, lives.first_plan, dice.whole(low, high, n))
    kept = only(dice.yes(0.45, n), lives.first_plan)
    return np.where(carried, kept, only(is_building, drawn))
