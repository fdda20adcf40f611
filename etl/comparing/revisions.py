"""Which monthly numbers, once published, a load changes after the fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.comparing.kpi_moves import figure
from etl.language import clauses, said, spoken
from queries import catalogue, questions
from queries.catalogue import Kpi
from queries.questions import Number, Window
from queries.rounding import half_up
from queries.stepping_stones import relations_behind
from queries.warehouse import Warehouse, open_file, version_path
from queries.windows import months


@dataclass(frozen=True)
class Revision:
    """One month of one KPI that was complete in the version before and reads otherwise now; ``month`` is YYYY-MM."""

    kpi: str
    month: str
    before: Number
    after: Number

    @property
    def by(self) -> float:
        """By how much the value changed: of a share as a part of one; where it had none before, or has none now, 0."""
        if self.before.value is None or self.after.value is None:
            return 0.0
        return self.after.value - self.before.value

    def words(self) -> str:
        """Return the revision as one line in the language spoken now."""
        kpi = catalogue.kpis()[self.kpi]
        title = kpi.title.en if spoken() == "en" else kpi.title.zh
        return f"{title} {self.month}  {figure(kpi, self.before)} → {figure(kpi, self.after)}"

    def as_json(self) -> dict[str, Any]:
        """Return the revision as the command line writes it."""
        return {"kpi": self.kpi, "month": self.month, "before": vars(self.before), "after": vars(self.after)}


@dataclass(frozen=True)
class Largest:
    """The largest change of one kind: of shares in percentage points, of the rest in their own unit."""

    points: float
    others: float


def largest(revisions: Iterable[Revision]) -> Largest:
    """Return the largest change among shares, and among all other numbers."""
    kpis = catalogue.kpis()
    sizes: dict[bool, list[float]] = {True: [0.0], False: [0.0]}
    for one in revisions:
        sizes[kpis[one.kpi].shown_as == "share"].append(abs(one.by))
    return Largest(max(sizes[True]) * 100, max(sizes[False]))


def note(revisions: list[Revision]) -> str:
    """Return the revision note as one sentence in the language spoken now."""
    if not revisions:
        return said("已公布的月度数值都不变。")
    up, down = sum(one.by > 0 for one in revisions), sum(one.by < 0 for one in revisions)
    sizes = largest(revisions)
    parts = [said("{up} 升 {down} 降", up=up, down=down)]
    if sizes.others and sizes.points:
        parts.append(said("数量最大 ±{n}", n=_plain(sizes.others)))
        parts.append(said("比率最大 ±{n} 个百分点", n=half_up(sizes.points)))
    elif sizes.others:
        parts.append(said("最大 ±{n}", n=_plain(sizes.others)))
    elif sizes.points:
        parts.append(said("最大 ±{n} 个百分点", n=half_up(sizes.points)))
    words = said("修订 {n} 个已公布的月度数值", n=len(revisions))
    return said("{where}：{words}", where=words, words=clauses(parts)) + ("." if spoken() == "en" else "。")


def _plain(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(half_up(value))


def find_revisions(folder: Path, before: int | None, candidate: Path, moved: Iterable[str]) -> list[Revision]:
    """Hold every month that was complete in version ``before`` against the same month in the file ``candidate``.

    Only KPIs that read one of the relations ``moved`` are asked. The candidate must be closed for writing. Returns
    the months that differ, in the order of the KPIs, the oldest first.
    """
    if before is None:
        return []
    changed = set(moved)
    asked = [kpi for kpi in catalogue.kpis().values() if relations_behind(kpi.sql) & changed]
    after, old = open_file(candidate), open_file(version_path(folder, before))
    try:
        return [revision for kpi in asked for revision in _revised(old, after, kpi)]
    finally:
        after.close()
        old.close()


def _revised(old: Warehouse, after: Warehouse, kpi: Kpi) -> list[Revision]:
    first, last = old.first_day, questions.complete_to(old, kpi)
    if first is None or last is None or last < first:
        return []
    published = [month for month in months(Window(first.replace(day=1), last)) if month.ends]
    windows = [Window(month.first, month.last) for month in published]
    was = questions.over_windows(old, kpi, windows, {})
    now = questions.over_windows(after, kpi, windows, {})
    return [
        Revision(kpi.name, month.name, one, other)
        for month, one, other in zip(published, was, now, strict=True)
        if one != other
    ]
