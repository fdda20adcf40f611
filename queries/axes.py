"""The axes of a pivot: a split with its groups, months, quarters or years, or nothing; what each is in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from queries.asked_rows import has_split
from queries.bins import bin_of
from queries.catalogue import Kpi
from queries.windows import Window, months

PERIODS = ("month", "quarter", "year")
# More groups than a person reads are gathered in one, which is counted from its own rows like any other.
MOST_GROUPS = 30
# No group of a record is called so: it stands for the gathered ones inside the database only.
GATHERED = "\ue000"


class Mark(Enum):
    """What stands on an axis beside its groups: all of them together, and the many small ones gathered."""

    ALL = "all"
    REST = "rest"


@dataclass(frozen=True)
class Period:
    """One month, quarter or year of a window, cut to its days; ``name`` is 2025-03, 2025-Q1 or 2025."""

    name: str
    first: date
    last: date


# A group's label (None for records that do not say), the name of a period, or a mark.
Key = str | None | Mark


@dataclass(frozen=True)
class Axis:
    """One axis: its name, the SQL of a row's place on it, the parameters that needs, and its periods if it has any."""

    name: str | None
    sql: str
    parameters: dict[str, Any] = field(default_factory=dict, hash=False)
    periods: tuple[Period, ...] = ()

    @property
    def bits(self) -> str:
        """The SQL of one bit for each period of a flow: together they say in which of them something happened."""
        ends = [f"${name}" for name in self.parameters]
        return bin_of("happened_on", ends, [2**at for at in range(len(self.periods))])

    def key(self, found: Any) -> Key:
        """Return the key that the value ``found`` by the SQL stands for."""
        if self.name is None:
            return Mark.ALL
        if self.periods:
            return self.periods[int(found)].name
        return Mark.REST if found == GATHERED else found


def periods(window: Window, size: str) -> tuple[Period, ...]:
    """Return the months, quarters or years that ``window`` touches, oldest first, the outer ones cut to its days."""
    found: dict[str, Period] = {}
    for month in months(window):
        year, number = month.name.split("-")
        quarter = f"{year}-Q{(int(number) + 2) // 3}"
        name = {"month": month.name, "quarter": quarter, "year": year}[size]
        first = found[name].first if name in found else month.first
        found[name] = Period(name, first, month.last)
    return tuple(found.values())


def axis(kpi: Kpi, window: Window, name: str | None, place: str, kept: Sequence[str] = ()) -> Axis:
    """Return the axis called ``name``: a split of ``kpi``, a size of period, or None for no axis.

    ``place`` makes its parameters its own. With ``kept``, all groups but those are gathered in one. Raises NoSuchSplit.
    """
    if name is None:
        return Axis(None, "0")
    if name in PERIODS:
        every = periods(window, name)
        if kpi.kind == "stock":
            return Axis(name, "0", periods=every)
        ends = {f"{place}_{at}": period.last for at, period in enumerate(every)}
        piece = bin_of("happened_on", [f"${end}" for end in ends], range(len(every)))
        return Axis(name, piece, ends if len(every) > 1 else {}, every)
    has_split(kpi, name)
    if not kept:
        return Axis(name, name)
    labels = {f"{place}_{at}": label for at, label in enumerate(kept)}
    listed = ", ".join(f"${label}" for label in labels)
    folded = (
        f"CASE WHEN {name} IS NULL THEN NULL WHEN CAST({name} AS STRING) IN ({listed}) THEN CAST({name} AS STRING) "
        f"ELSE ${place}_rest END"
    )
    return Axis(name, folded, {**labels, f"{place}_rest": GATHERED})


def axes_of(kpi: Kpi) -> tuple[str, ...]:
    """Return what the rows or columns of a pivot of ``kpi`` may be: its splits, then months, quarters and years."""
    return (*(split for split in kpi.splits if split not in PERIODS), *PERIODS)
