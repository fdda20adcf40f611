"""The movements of blockers: opening + found + reopened − resolved = closing, for each month and the whole window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from queries.asked_rows import AskedRows, Where, asked_rows
from queries.named_kpis import kpi_of
from queries.warehouse import Warehouse
from queries.windows import Window, months

# On which day a row moves, and which rows do; what is dated before the day it was found moves on that day.
FOUND, REOPENED, RESOLVED = "found", "reopened", "resolved"
MOVES = (
    (FOUND, "enters_on", "enters_on <= $last"),
    (RESOLVED, "GREATEST(enters_on, achieved_on)", "achieved_on IS NOT NULL"),
    (REOPENED, "GREATEST(enters_on, undone_on)", "undone_on IS NOT NULL"),
)


@dataclass(frozen=True)
class Movement:
    """What happened to the blockers from ``first`` to ``last``, both included.

    ``opening`` stood open at the end of the day before. ``resolved`` counts every signing-off on its day, of which
    ``back_since`` were reopened on a later day, be it after ``last``: the flow of resolved blockers leaves those out.
    """

    first: date
    last: date
    opening: int
    found: int
    reopened: int
    resolved: int
    back_since: int

    @property
    def closing(self) -> int:
        """How many stand open at the end of ``last``."""
        return self.opening + self.found + self.reopened - self.resolved


def movements(warehouse: Warehouse, window: Window, where: Where) -> list[Movement]:
    """Return the movements of each month that ``window`` touches, oldest first, the first and last cut to its days.

    ``where`` is split → accepted values, None = empty. Rule: records.md, blocker: resolved on day D when verified_on
    is not later than D, unless it was reopened after that and by D.
    """
    asked = asked_rows(warehouse, kpi_of("blockers", "resolution_rate"), window, where)
    union = " UNION ALL ".join(_moved(asked, *move) for move in MOVES)
    moved: dict[date | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, month, rows, back in warehouse.rows(union, asked.parameters | {"first": window.first}):
        moved[month][kind] += rows
        if kind == RESOLVED:
            moved[month]["back_since"] += back or 0
    before = moved[None]
    opening = before[FOUND] + before[REOPENED] - before[RESOLVED]
    found = []
    for month in months(window):
        own = moved[month.first.replace(day=1)]
        one = Movement(month.first, month.last, opening, own[FOUND], own[REOPENED], own[RESOLVED], own["back_since"])
        found.append(one)
        opening = one.closing
    return found


def _moved(asked: AskedRows, kind: str, day: str, only: str) -> str:
    """Return SQL of (kind, month, rows, of which reopened since); what moved before the window has no month."""
    month = f"CASE WHEN {day} >= $first THEN month_of({day}) END"
    back = "CAST(SUM(CASE WHEN undone_on IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT)"
    return asked.select(
        f"'{kind}' AS kind, {month} AS month, COUNT(*) AS n, {back} AS back", f"{only} AND {day} <= $last", "month"
    )


def together(each: Sequence[Movement]) -> Movement:
    """Return the movements of neighbouring spans, oldest first and at least one, as those of the whole span."""
    first, last = each[0], each[-1]
    return Movement(
        first.first,
        last.last,
        first.opening,
        sum(one.found for one in each),
        sum(one.reopened for one in each),
        sum(one.resolved for one in each),
        sum(one.back_since for one in each),
    )
