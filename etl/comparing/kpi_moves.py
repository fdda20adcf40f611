"""How a load moves the numbers: the headline of every KPI before and after, in the window of the version after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.language import said, spoken
from queries import catalogue, questions
from queries.catalogue import Kpi
from queries.questions import Change, Headline, Number, change
from queries.rounding import half_up, percent
from queries.stepping_stones import relations_behind
from queries.warehouse import Warehouse, open_file, version_path


@dataclass(frozen=True)
class Move:
    """One KPI before and after; ``before`` is None when there was no version before."""

    kpi: str
    before: Headline | None
    after: Headline

    def as_json(self) -> dict[str, Any]:
        """Return the move as the command line writes it."""
        split = self.split
        return {
            "kpi": self.kpi,
            "before": _numbers(self.before),
            "after": _numbers(self.after),
            "split": vars(split) if split else None,
        }

    @property
    def split(self) -> Change | None:
        """How much of the change comes from above the line and how much from below; None without a number before."""
        return change(self.after, self.before, catalogue.kpis()[self.kpi]) if self.before else None

    def words(self) -> str:
        """Return the move as one line in the language spoken now."""
        kpi = catalogue.kpis()[self.kpi]
        title = kpi.title.en if spoken() == "en" else kpi.title.zh
        words = f"{figure(kpi, self.before)} → {figure(kpi, self.after)}"
        return said("{where}：{words}", where=title, words=words) + self._causes(kpi)

    def _causes(self, kpi: Kpi) -> str:
        split = self.split
        if kpi.shown_as != "share" or split is None or split.by_numerator is None or split.by_denominator is None:
            return ""
        top = _cause(said("分子"), split.numerator or 0, split.by_numerator)
        bottom = _cause(said("分母"), split.denominator or 0, split.by_denominator)
        return said("；{top}，{bottom}", top=top, bottom=bottom)


def _cause(part: str, counted: float, by: float) -> str:
    if not counted:
        return said("{part}不变", part=part)
    points = f"{half_up(by * 100):+}"
    return said("{part} {counted}（使比率 {points} 个百分点）", part=part, counted=f"{counted:+}", points=points)


def figure(kpi: Kpi, headline: Number | None) -> str:
    """Return a number as one says it: a fraction before its rate, so that it stays explained."""
    if headline is None:
        return "—"
    if kpi.shown_as == "share":
        rate = percent(headline.numerator or 0, headline.denominator or 0)
        words = "—" if rate is None else f"{rate} %"
        return said("{count}（{rate}）", count=f"{headline.numerator}/{headline.denominator}", rate=words)
    if kpi.shown_as in ("mean", "median"):
        return "—" if headline.value is None else str(half_up(headline.value))
    return str(headline.numerator)


def _numbers(headline: Headline | None) -> dict[str, Any] | None:
    if headline is None:
        return None
    return {"numerator": headline.numerator, "denominator": headline.denominator, "value": headline.value}


def find_moves(folder: Path, before: int | None, candidate: Path, moved: Iterable[str]) -> list[Move]:
    """Ask every KPI that reads one of the relations ``moved`` in version ``before`` and in the file ``candidate``.

    Returns those whose headline is not the same. The candidate must be closed for writing.
    """
    changed = set(moved)
    asked = [kpi for kpi in catalogue.kpis().values() if relations_behind(kpi.sql) & changed]
    after = open_file(candidate)
    old = open_file(version_path(folder, before)) if before is not None else None
    try:
        return [move for kpi in asked if (move := _move(old, after, kpi))]
    finally:
        after.close()
        if old:
            old.close()


def _move(old: Warehouse | None, after: Warehouse, kpi: Kpi) -> Move | None:
    window = questions.default_window(after)
    now = questions.headline(after, kpi, window, {})
    was = questions.headline(old, kpi, window, {}) if old else None
    if _numbers(was) == _numbers(now) or (was is None and not now.numerator and not now.denominator):
        return None
    return Move(kpi.name, was, now)
