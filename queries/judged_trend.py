"""The XmR chart of a KPI's trend: which KPIs and which of their months are judged, and from when limits start anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from queries.catalogue import Kpi
from queries.windows import shift
from queries.xmr import FEWEST, Row, chart

HALF_A_MONTH = 15


class MonthKnown(Protocol):
    """A month of a KPI, as 2025-06, with its value and whether all of it is there."""

    @property
    def month(self) -> str: ...

    @property
    def value(self) -> float | None: ...

    @property
    def is_complete(self) -> bool: ...


def judged(kpi: Kpi, points: Sequence[MonthKnown], starts: Sequence[str] = ()) -> list[Row]:
    """Return the months of a flow held against their natural limits (queries.xmr.chart); no rows for a stock.

    Each month of a stock contains the one before, so its points are no separate tries of one process and have no
    natural limits. A month that is not whole is not judged. Source of the rule: design, "On the screen".
    """
    if kpi.kind != "flow":
        return []
    months = [point.month for point in points]
    values = [point.value if point.is_complete else None for point in points]
    ceiling = 1.0 if kpi.shown_as == "share" else None
    return chart(months, values, starts, floor=0.0, ceiling=ceiling)


def first_month_after(on: date) -> str:
    """Return the first month that an event changes for the most part: its own, or the next when it was late in it."""
    return f"{shift(on.replace(day=1), 0 if on.day <= HALF_A_MONTH else 1):%Y-%m}"


def can_start(rows: Sequence[Row], month: str) -> bool:
    """Say whether there are months enough before and from ``month`` on for limits of their own."""
    known = [row.month < month for row in rows if row.value is not None]
    return known.count(True) >= FEWEST and known.count(False) >= FEWEST
