"""What the address asks to explore: one KPI, what stands in its rows and columns, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

from pages.parts.explore.order import Order, read_order
from pages.parts.kpi.pick import must_be_reached
from pages.parts.markup import sentence
from pages.parts.names import column_name
from pages.parts.place import Here
from pages.parts.words import _, language
from queries.axes import PERIODS, axes_of
from queries.catalogue import Kpi, kpis
from queries.questions import Window

NO_COLUMNS = "none"
# From this many months on, quarters are read more easily.
MANY_MONTHS = 24


@dataclass(frozen=True)
class Asked:
    """One pivot as asked for: the KPI, the name of each axis (no columns: None), and the order of rows and columns."""

    kpi: Kpi
    rows: str
    columns: str | None
    order: Order

    @property
    def period(self) -> str | None:
        """The axis of periods, if one of the two is."""
        return next((name for name in (self.rows, self.columns) if name in PERIODS), None)

    @property
    def is_state(self) -> bool:
        """Whether the numbers are states at the end of each period: then the margin over them is the last one."""
        return self.kpi.kind == "stock" and self.period is not None


def asked_here(at: Here) -> Asked:
    """Return what the address asks for; what is not there is said in a sentence, and the nearest taken instead.

    Without any KPI the first one of the overview is taken. Stops the page when the filters do not reach the KPI.
    """
    every = kpis()
    name = at.choice.kpi
    if name and name not in every:
        sentence(
            _(
                "没有名为“{name}”的指标，可能已改名。下面是“{first}”。",
                name=name[:60],
                first=_first(every).title.in_(language()),
            )
        )
    kpi = every.get(name or "", _first(every))
    must_be_reached(at, kpi)
    rows = _axis(kpi, at.choice.rows, _("行"), kpi.splits[0])
    columns = _columns(at, kpi, rows)
    return Asked(kpi, rows, columns, read_order(at.choice.sort))


def _first(every: dict[str, Kpi]) -> Kpi:
    return next(iter(every.values()))


def _axis(kpi: Kpi, name: str | None, side: str, otherwise: str) -> str:
    if name and name not in axes_of(kpi):
        said = _(
            "“{kpi}”不能按“{split}”分{side}，下面按{first}分。",
            kpi=kpi.title.in_(language()),
            split=name[:40],
            side=side,
            first=column_name(otherwise),
        )
        sentence(said)
    return name if name in axes_of(kpi) else otherwise


def _columns(at: Here, kpi: Kpi, rows: str) -> str | None:
    usual = default_columns(kpi, rows, at.window)
    if at.choice.columns == NO_COLUMNS:
        return None
    columns = _axis(kpi, at.choice.columns, _("列"), usual)
    if columns in axes_beside(kpi, rows):
        return columns
    if at.choice.columns:
        sentence(_("行和列说的是同一件事，下面的列改按{first}分。", first=column_name(usual)))
    return usual


def axes_beside(kpi: Kpi, rows: str) -> tuple[str, ...]:
    """Return what the columns may be beside ``rows``: another split, or a period unless the rows are one."""
    return tuple(name for name in axes_of(kpi) if name != rows and not (name in PERIODS and rows in PERIODS))


def default_columns(kpi: Kpi, rows: str, window: Window) -> str:
    """Return the columns shown when none are asked for: time, or the first split when the rows are time."""
    if rows in PERIODS:
        return kpi.splits[0]
    months = (window.last.year - window.first.year) * 12 + window.last.month - window.first.month + 1
    return "month" if months <= MANY_MONTHS else "quarter"
