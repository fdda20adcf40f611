"""How long decided cases took, by item, department or stage: median, P90, promise, on time, supplements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from queries.approvals.cases import CaseGroup
from queries.medians import Heap, median_of, sum_of

BY = ("item", "department", "stage")
# A ninetieth percentile of fewer cases than this hangs on one or two of them.
FEW = 10
P90 = Fraction(9, 10)


@dataclass(frozen=True)
class Duration:
    """One group of decided cases; days are working days, as the KPI approval_days counts them.

    ``promised`` is the median promise of its cases; ``on_time`` of ``timed`` cases with a promise kept it, as the KPI
    approval_on_time_rate counts them; ``supplements`` and ``suspended_days`` are means over all ``number`` cases.
    """

    label: str | None
    number: int
    median: float | None
    p90: float | None
    mean: float | None
    promised: float | None
    on_time: int
    timed: int
    supplemented: int
    supplements: float
    suspended_days: float

    @property
    def is_few(self) -> bool:
        """Whether the P90 says little."""
        return self.number < FEW

    @property
    def supplement_share(self) -> float:
        """The share of cases that were asked for supplements at least once."""
        return self.supplemented / self.number

    @property
    def on_time_share(self) -> float | None:
        """The share of cases with a promise that kept it; None without any."""
        return self.on_time / self.timed if self.timed else None


def durations(cases: Iterable[CaseGroup], by: str) -> list[Duration]:
    """Return the durations of ``cases`` by one of BY, the most cases first."""
    piles: dict[str | None, list[CaseGroup]] = {}
    for case in cases:
        label = {"item": case.item_id, "department": case.department, "stage": case.stage}[by]
        piles.setdefault(label, []).append(case)
    found = [duration(label, pile) for label, pile in piles.items()]
    return sorted(found, key=lambda one: (-one.number, one.label is None, one.label or ""))


def duration(label: str | None, cases: Iterable[CaseGroup]) -> Duration:
    """Return what all of ``cases`` (at least one) took together.

    The median of an even number is the mean of the two in the middle; P90 is the nearest rank: the least number of
    days within which at least nine of ten cases were decided.
    """
    days: Heap = Counter()
    promises: Heap = Counter()
    number = on_time = supplemented = supplements = suspended = 0
    for case in cases:
        number += case.number
        supplemented += case.supplemented
        supplements += case.supplements
        suspended += case.suspended_days
        if case.days is not None:
            days[float(case.days)] += case.number
        if case.promised is not None:
            promises[float(case.promised)] += case.number
            on_time += case.number if case.days is not None and case.days <= case.promised else 0
    return Duration(
        label=label,
        number=number,
        median=median_of(days),
        p90=nearest_rank(days, P90),
        mean=sum_of(days) / number if days else None,
        promised=median_of(promises),
        on_time=on_time,
        timed=promises.total(),
        supplemented=supplemented,
        supplements=supplements / number,
        suspended_days=suspended / number,
    )


def nearest_rank(heap: Heap, share: Fraction) -> float | None:
    """Return the least value that at least ``share`` of the values in ``heap`` do not exceed; None of none.

    The nearest-rank definition of a percentile (Hyndman and Fan 1996, definition 1).
    """
    upto = 0
    for value in sorted(heap):
        upto += heap[value]
        if upto >= share * heap.total():
            return value
    return None
