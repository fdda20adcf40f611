"""How far promises undercut the law, and what was needed undercuts both: sums of days over decided cases, by stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from queries.approvals.cases import CaseGroup
from queries.menu.items import Item
from queries.menu.statutory import statutory_days


@dataclass(frozen=True)
class Compression:
    """The days of the cases of a stage (None: of all) that have a legal limit, a promise and days: each summed up.

    ``statutory``, ``promised`` and ``actual`` are sums of working days over the same ``number`` cases;
    ``calendar_number`` of them have a limit in calendar days; ``without`` cases have no limit, no promise or no days.
    """

    stage: str | None
    number: int
    statutory: float
    promised: int
    actual: int
    calendar_number: int
    without: int

    @property
    def promised_cut(self) -> float | None:
        """By what share promises undercut the law; below 0 when they exceed it. None without cases."""
        return 1 - self.promised / self.statutory if self.statutory else None

    @property
    def actual_cut(self) -> float | None:
        """By what share what was needed undercuts the law."""
        return 1 - self.actual / self.statutory if self.statutory else None

    @property
    def actual_of_promised(self) -> float | None:
        """What share of the promised days was needed."""
        return self.actual / self.promised if self.promised else None


def compression(cases: Iterable[CaseGroup], items: Mapping[str, Item]) -> list[Compression]:
    """Return the compression of all ``cases`` (stage None, first; none without any) and by stage, in the menu's order.

    Cases of an item without a stage count in the first line only.
    """
    every = list(cases)
    order = {item.stage: at for at, item in reversed(list(enumerate(items.values())))}
    stages = sorted(
        {case.stage for case in every if case.stage}, key=lambda stage: (order.get(stage, len(order)), stage)
    )
    found = [_of(None, every, items)] if every else []
    return [*found, *(_of(stage, [case for case in every if case.stage == stage], items) for stage in stages)]


def _of(stage: str | None, cases: list[CaseGroup], items: Mapping[str, Item]) -> Compression:
    number = promised = actual = calendar = without = 0
    statutory = Fraction(0)
    for case in cases:
        item = items.get(case.item_id)
        limit = statutory_days(item)
        if not limit or case.promised is None or case.days is None:
            without += case.number
            continue
        number += case.number
        statutory += limit * case.number
        promised += case.promised * case.number
        actual += case.days * case.number
        calendar += case.number if item and item.statutory_unit == "ND" else 0
    return Compression(stage, number, float(statutory), promised, actual, calendar, without)
