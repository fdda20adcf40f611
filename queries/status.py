"""The status of a number: reached, near, to be watched or in need of someone, by rules that the bureau edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from queries.catalogue import Kpi
from queries.change import difference
from queries.headline import Number
from queries.rounding import half_up

GAP_TO_TARGET, GAP_TO_PLAN, MONTHS_WORSE = RULES = ("gap_to_target", "gap_to_plan", "months_worse")
# From the worst to the best; NONE where no rule can say anything.
ACT, WATCH, NEAR, REACHED, NONE = LEVELS = ("act", "watch", "near", "reached", "none")


@dataclass(frozen=True)
class Rule:
    """One line of data/reference/status.csv: from which size on a gap is watched, and from which it needs someone.

    ``kind`` is one of RULES. The size of gap_to_target is in percentage points for a share, else in the KPI's unit; of
    gap_to_plan in percent of the plan; of months_worse in months. A limit that is reached counts; None never does.
    """

    kind: str
    watch: Decimal | None
    act: Decimal | None


@dataclass(frozen=True)
class Reason:
    """What one rule found: the level, and the size of the gap as a page shows it.

    ``amount`` is the gap to the target in percentage points or the KPI's unit, the number lacking to the plan, or the
    number of months; 0 when the aim is reached.
    """

    rule: Rule
    level: str
    amount: Decimal


@dataclass(frozen=True)
class Status:
    """The worst level that any rule found, and the reasons, the worst first."""

    level: str
    reasons: tuple[Reason, ...] = ()

    @property
    def why(self) -> tuple[Reason, ...]:
        """The reasons that ask for attention."""
        return tuple(reason for reason in self.reasons if reason.level in (ACT, WATCH))


@dataclass(frozen=True)
class Judged:
    """What rules look at: the number, its target and plan, and its whole months, oldest first."""

    now: Number
    target: float | None = None
    plan: int | None = None
    months: Sequence[float | None] = ()


def decide(kpi: Kpi, judged: Judged, rules: Sequence[Rule]) -> Status:
    """Return the status of ``kpi`` by ``rules``. A rule that lacks its number, target or plan says nothing.

    Only what is better higher or lower is judged, and by the numbers as shown: a gap of 2.0 on the page is one of 2.0.
    Source: issue "Pages", 1: status by rules in reference data.
    """
    if kpi.better == "neither" or judged.now.value is None:
        return Status(NONE)
    finders = {GAP_TO_TARGET: _gap_to_target, GAP_TO_PLAN: _gap_to_plan, MONTHS_WORSE: _months_worse}
    found = [reason for rule in rules if (reason := finders[rule.kind](kpi, judged, rule))]
    found.sort(key=lambda reason: LEVELS.index(reason.level))
    return Status(found[0].level if found else NONE, tuple(found))


def _level(rule: Rule, size: Decimal, below: str) -> str:
    if rule.act is not None and size >= rule.act:
        return ACT
    return WATCH if rule.watch is not None and size >= rule.watch else below


def _gap_to_target(kpi: Kpi, judged: Judged, rule: Rule) -> Reason | None:
    value = judged.now.value
    if judged.target is None or value is None or (rule.watch is None and rule.act is None):
        return None
    missed = value > judged.target if kpi.better == "lower" else value < judged.target
    if not missed:
        return Reason(rule, REACHED, Decimal(0))
    gap = abs(difference(kpi, judged.now, Number(None, None, judged.target)) or Decimal(0))
    return Reason(rule, _level(rule, gap, NEAR), gap)


def _gap_to_plan(kpi: Kpi, judged: Judged, rule: Rule) -> Reason | None:
    if not judged.plan or kpi.better == "lower" or (rule.watch is None and rule.act is None):
        return None
    lacking = Decimal(judged.plan) - Decimal(str(judged.now.numerator or 0))
    if lacking <= 0:
        return Reason(rule, REACHED, Decimal(0))
    return Reason(rule, _level(rule, half_up(lacking / judged.plan * 100, 1), NEAR), lacking)


def _months_worse(kpi: Kpi, judged: Judged, rule: Rule) -> Reason | None:
    """Count the months at the end that were each worse than the one before."""
    worse = 0
    for before, after in reversed(list(zip(judged.months, judged.months[1:], strict=False))):
        moved = difference(kpi, Number(None, None, after), Number(None, None, before))
        if moved is None:
            break
        if moved >= 0 if kpi.better == "higher" else moved <= 0:
            break
        worse += 1
    level = _level(rule, Decimal(worse), NONE) if worse else NONE
    return Reason(rule, level, Decimal(worse)) if level != NONE else None
