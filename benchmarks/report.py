"""The report: every figure as one line of a Markdown table, with what it must reach and whether it does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from benchmarks.timing import Timed, ratio

HEADER = (
    "| what | the product | measured against | ratio | must reach | reached |\n| --- | --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True)
class Line:
    """One figure. ``reached`` is None when nothing was promised of it."""

    what: str
    product: str
    against: str = ""
    ratio: str = ""
    must_reach: str = ""
    reached: bool | None = None

    def markdown(self) -> str:
        """Return the line as a row of the table."""
        verdict = "" if self.reached is None else "yes" if self.reached else "**no**"
        cells = (self.what, self.product, self.against, self.ratio, self.must_reach, verdict)
        return f"| {' | '.join(cells)} |"


@dataclass
class Section:
    """One benchmark: its title, the lines of its table, and what a reader must know about how they were measured."""

    title: str
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # The lines behind those of the table, for a reader who wants to know each.
    detail: list[Line] = field(default_factory=list)
    # Said only when something is not reached.
    why_not: str = ""

    def markdown(self) -> str:
        """Return the section as Markdown."""
        is_missed = any(line.reached is False for line in self.lines)
        notes = [*self.notes, *([self.why_not] if is_missed and self.why_not else [])]
        parts = [f"## {self.title}", _table(self.lines), "\n".join(f"- {note}" for note in notes)]
        if self.detail:
            parts.append(f"<details><summary>Every line behind it ({len(self.detail)})</summary>\n")
            parts += [_table(self.detail), "</details>"]
        return "\n\n".join(part for part in parts if part)


def _table(lines: Sequence[Line]) -> str:
    return "\n".join([HEADER, *(line.markdown() for line in lines)])


def milliseconds(timed: Timed) -> str:
    """Say how long the runs took: the median, and the shortest and the longest of them."""
    low, high = timed.spread
    if timed.median >= 10_000:
        return f"{timed.median / 1000:.1f} s ({low / 1000:.1f}–{high / 1000:.1f})"
    digits = 0 if timed.median >= 100 else 1
    return f"{timed.median:.{digits}f} ms ({low:.{digits}f}–{high:.{digits}f})"


def compared(what: str, product: Timed, against: str, other: Timed, most: float | None = None) -> Line:
    """Return the line of two ways of the same work; ``most`` is the ratio it may have."""
    times = ratio(product, other)
    return Line(
        what=what,
        product=milliseconds(product),
        against=f"{against}: {milliseconds(other)}",
        ratio=f"{times:.2f} ×",
        must_reach="" if most is None else f"≤ {most} ×",
        reached=None if most is None else times <= most,
    )


def faster(what: str, product: Timed, against: str, other: Timed, least: float | None = None) -> Line:
    """Return the line of a product that should be ``least`` times as fast as something else."""
    times = ratio(other, product)
    return Line(
        what=what,
        product=milliseconds(product),
        against=f"{against}: {milliseconds(other)}",
        ratio=f"{times:.1f} × faster",
        must_reach="" if least is None else f"≥ {least:g} × faster",
        reached=None if least is None else times >= least,
    )


def whole(sections: Sequence[Section], machine: str, today: date) -> str:
    """Return the report as one Markdown text."""
    opening = (
        "# Benchmarks\n\n"
        f"Made by `make bench` on {today.isoformat()}; it measures again on your machine and writes this file.\n\n"
        f"{machine}\n\n"
        "Every pair is measured in one run, in turns (A B B A …); figures are medians, with the shortest and the "
        "longest run in brackets. A ratio is median by median."
    )
    return "\n\n".join([opening, *(section.markdown() for section in sections)]) + "\n"


def keeping(text: str, other: str, names: Sequence[str]) -> str:
    """Return the report ``text`` with the sections ``names`` as they stand in ``other``, at its end."""
    for name in names:
        section = re.compile(rf"^## {re.escape(name)} · .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
        found = section.search(other)
        if found:
            text = f"{section.sub('', text).rstrip()}\n\n{found[0].strip()}\n"
    return text
