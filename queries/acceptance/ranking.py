"""The rank of each district's joint-acceptance rate month by month, and the districts that did not report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from queries.lists import list_rows, lists
from queries.warehouse import Warehouse
from queries.windows import Window, month_end, months


@dataclass(frozen=True)
class Place:
    """One district in one month: its rank and rate (None when it accepted nothing), and months first in a row."""

    rank: int | None
    ranked: int
    numerator: int
    denominator: int
    rate: float | None
    months_first: int


@dataclass(frozen=True)
class Ranking:
    """The months shown, the districts in their order, and ``places``: (district, month) → Place.

    ``missing`` names, for each month, the districts of the city that did not report it; ``ours`` is our district.
    """

    months: tuple[str, ...]
    districts: tuple[str, ...]
    ours: str | None
    places: dict[tuple[str, str], Place]
    missing: dict[str, tuple[str, ...]]

    @property
    def latest(self) -> str | None:
        """The last month that any district reported, None when none did."""
        return max((month for _, month in self.places), default=None)


def whole_months(window: Window) -> Window:
    """Return the whole months that ``window`` touches: what is published of a month speaks of all of it."""
    return Window(window.first.replace(day=1), month_end(window.last))


def ranking(warehouse: Warehouse, window: Window) -> Ranking:
    """Return the ranks in the months that ``window`` touches, from the first reported month to the last that is due.

    Equal rates share a rank (1, 1, 3); a district without acceptances has none (queries/list/district_rank.sql).
    """
    every = whole_months(window)
    rows = list_rows(warehouse, lists()["district_rank"], every, {})
    places = {
        (row["district"], f"{row['month']:%Y-%m}"): Place(
            row["rank"],
            row["districts"],
            row["numerator"],
            row["denominator"],
            row["rate"],
            int(row["months_first"]),
        )
        for row in rows
    }
    known = warehouse.rows("SELECT district, is_ours FROM reference.district ORDER BY position NULLS LAST, district")
    city = [district for district, _ in known]
    others = sorted({district for district, _ in places} - set(city))
    shown = _shown(warehouse, every)
    return Ranking(
        months=shown,
        districts=(*city, *others),
        ours=next((district for district, is_ours in known if is_ours), None),
        places=places,
        missing={month: _missing(city, places, month) for month in shown},
    )


def _shown(warehouse: Warehouse, every: Window) -> tuple[str, ...]:
    """A month before any report, or one that is not due yet, is not missing: it is not shown."""
    first, last = warehouse.rows("SELECT MIN(month), MAX(month) FROM record.district_month")[0]
    if first is None:
        return ()
    due = warehouse.freshness.get("district_month") or last
    ends = min(every.last, month_end(max(last, date(due.year, due.month, 1))))
    begins = max(every.first, first)
    return tuple(month.name for month in months(Window(begins, ends))) if begins <= ends else ()


def _missing(city: Sequence[str], places: dict[tuple[str, str], Place], month: str) -> tuple[str, ...]:
    return tuple(district for district in city if (district, month) not in places)
