"""The blockers open on the last day of a window: how old they are, and at whose door, stage and level they wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from queries.asked_rows import Where, asked_rows
from queries.medians import median_of
from queries.named_kpis import kpi_of
from queries.warehouse import Warehouse
from queries.windows import Window

# The oldest of each group of ages, in days since it was found; the last group has no end.
AGES: tuple[int | None, ...] = (7, 15, 30, 90, None)


@dataclass(frozen=True)
class Waiting:
    """``number`` blockers wait for ``department``, in ``stage``, taken up to ``escalation``; None where not filled."""

    department: str | None
    stage: str | None
    escalation: str | None
    number: int


@dataclass(frozen=True)
class Ages:
    """How old the open ones are: for each level of escalation (None: not filled in) days since found → how many."""

    by_escalation: Mapping[str | None, Mapping[int, int]]

    @property
    def days(self) -> dict[int, int]:
        """Days since found → how many, of all levels."""
        found: dict[int, int] = {}
        for heap in self.by_escalation.values():
            for days, number in heap.items():
                found[days] = found.get(days, 0) + number
        return found

    @property
    def groups(self) -> list[int]:
        """How many there are in each of AGES."""
        counts = [0] * len(AGES)
        for days, number in self.days.items():
            counts[next(at for at, most in enumerate(AGES) if most is None or days <= most)] += number
        return counts

    def median(self, escalation: str | None) -> float | None:
        """Return the median age in days at one level, None when none is open there."""
        heap = self.by_escalation.get(escalation)
        return median_of(Counter({float(days): number for days, number in heap.items()})) if heap else None


def waiting(warehouse: Warehouse, window: Window, where: Where) -> list[Waiting]:
    """Return how many blockers are open on the last day, for each department, stage and level there is, most first."""
    asked = asked_rows(warehouse, kpi_of("blockers", "open"), window, where)
    by = "department, stage, escalation"
    rows = warehouse.rows(asked.select(f"{by}, COUNT(*)", asked.is_counted, by), asked.parameters)
    found = [Waiting(*row) for row in rows]
    return sorted(found, key=lambda one: (-one.number, one.department or "", one.stage or "", one.escalation or ""))


def ages(warehouse: Warehouse, window: Window, where: Where) -> Ages:
    """Return how old the blockers open on the last day are then: calendar days since they were found.

    One that was reopened is as old as the problem: it counts from the day it was first found.
    """
    asked = asked_rows(warehouse, kpi_of("blockers", "open"), window, where)
    columns = "escalation, days_between(enters_on, $last) AS days, COUNT(*)"
    found: dict[str | None, dict[int, int]] = {}
    for level, days, number in warehouse.rows(
        asked.select(columns, asked.is_counted, "escalation, days"), asked.parameters
    ):
        found.setdefault(level, {})[days] = number
    return Ages(found)


def stages(warehouse: Warehouse) -> list[str]:
    """Return the stages of the approval menu in the order of a project's life."""
    rows = warehouse.rows("SELECT stage_name, MIN(stage_no) FROM reference.item GROUP BY stage_name")
    return [name for name, _number in sorted(rows, key=lambda row: (row[1], row[0]))]
