"""Who had a part in blockers, and where they came from: gold-medal team, hall or studio, both, either; channels."""

from __future__ import annotations

from dataclasses import dataclass

from queries.asked_rows import Where, asked_rows
from queries.named_kpis import kpi_of
from queries.warehouse import Warehouse
from queries.windows import Window

YES, NO = "是", "否"


@dataclass(frozen=True)
class Teams:
    """How many blockers the gold-medal team alone, hall or studio alone, both or neither had a part in.

    Hall or studio have a part only in blockers about paperwork. Rule: records.md, blockers_resolved; brief, F4 and F8.
    """

    gold_only: int = 0
    hall_only: int = 0
    both: int = 0
    neither: int = 0

    @property
    def gold(self) -> int:
        """In how many the gold-medal team had a part."""
        return self.gold_only + self.both

    @property
    def hall_or_studio(self) -> int:
        """In how many about paperwork the reception hall or the studio had a part."""
        return self.hall_only + self.both

    @property
    def either(self) -> int:
        """In how many at least one of them had a part: the two added up, less what would be counted twice."""
        return self.gold + self.hall_or_studio - self.both

    @property
    def all(self) -> int:
        """All there are."""
        return self.either + self.neither


def teams(warehouse: Warehouse, window: Window, where: Where, place: str) -> Teams:
    """Return who had a part in what the KPI at ``place`` ('resolved' or 'open') counts."""
    asked = asked_rows(warehouse, kpi_of("blockers", place), window, where)
    by = "gold_team, hall_or_studio"
    rows = warehouse.rows(asked.select(f"{by}, COUNT(*)", asked.is_counted, by), asked.parameters)
    found = {(gold == YES, hall == YES): number for gold, hall, number in rows}
    return Teams(
        gold_only=found.get((True, False), 0),
        hall_only=found.get((False, True), 0),
        both=found.get((True, True), 0),
        neither=found.get((False, False), 0),
    )


def found_by(warehouse: Warehouse, window: Window, where: Where, split: str) -> dict[str | None, int]:
    """Return how many blockers were found in ``window``, for each value of ``split`` (None: not filled in)."""
    asked = asked_rows(warehouse, kpi_of("blockers", "open"), window, where)
    rows = asked.select(f"{split}, COUNT(*)", "enters_on >= $first AND enters_on <= $last", split)
    return dict(warehouse.rows(rows, asked.parameters | {"first": window.first}))
