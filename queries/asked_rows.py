"""The rows a question is about: one KPI's view held to a window and filters, as SQL that every answer is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from queries.catalogue import OF_EVERY_RECORD, Kpi
from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse
from queries.windows import Window

# What such a KPI shows is measured on its rows: each of them counts, whatever its numerator.
MEASURED = ("mean", "median")

# A stock's row on the day $last, from its dates. What left is said before what has not come yet, and that before why
# a row never counts.
STOCK_REASON = (
    "CASE WHEN leaves_on <= $last THEN no_longer "
    "WHEN left_out IS NOT NULL AND (enters_on IS NULL OR enters_on <= $last) THEN left_out "
    "WHEN enters_on <= $last THEN NULL ELSE not_yet END"
)
STOCK_STANDS = "left_out IS NULL AND enters_on <= $last AND (leaves_on IS NULL OR leaves_on > $last)"


def is_achieved(day: str, until: str = "<=") -> str:
    """Return the condition that a stock's row is achieved at the end of ``day``, a day in SQL; with ``until`` '<', at
    the end of the day before.

    Undone before it was achieved means achieved until the one and again from the other, such as a blocker open, then
    signed off, then open again because it was reopened.
    """
    return (
        f"CASE WHEN undone_on IS NULL THEN achieved_on {until} {day} "
        f"WHEN undone_on < achieved_on THEN achieved_on {until} {day} OR NOT undone_on {until} {day} "
        f"ELSE achieved_on {until} {day} AND NOT undone_on {until} {day} END"
    )


class NoSuchSplit(LookupError):
    """A KPI was asked by, or filtered by, a split it does not have."""


@dataclass(frozen=True)
class AskedRows:
    """SQL over a KPI's view, with the parameters it needs.

    ``reason`` says why a row is not counted (NULL when it is) and ``stands`` that there is no such reason; ``top`` and
    ``bottom`` are what a row adds to numerator and denominator, ``condition`` which rows are asked about at all.
    """

    kpi: Kpi
    view: str
    reason: str
    stands: str
    top: str
    bottom: str
    condition: str
    parameters: dict[str, Any] = field(hash=False)

    @property
    def shows_denominator(self) -> bool:
        """Whether the KPI shows what stands below the line; where it does not, nothing is added up there."""
        return self.kpi.shown_as not in ("count", "distinct")

    @property
    def sums(self) -> str:
        """The sums of numerator and denominator."""
        bottom = f"SUM({self.bottom})" if self.shows_denominator else "0"
        return f"CAST(SUM({self.top}) AS DOUBLE), CAST({bottom} AS DOUBLE)"

    @property
    def is_counted(self) -> str:
        """The condition of what the headline's number counts: the numerator, or for a mean or median every row."""
        return self.stands if self.kpi.shown_as in MEASURED else f"{self.stands} AND {self.top} <> 0"

    @property
    def is_remainder(self) -> str:
        """The condition of what is in the denominator but not in the numerator."""
        return "FALSE" if self.kpi.shown_as in MEASURED else f"{self.stands} AND {self.top} = 0"

    def select(self, columns: str, only: str = "TRUE", group_by: str = "") -> str:
        """Return the SELECT of ``columns`` from the rows asked about for which ``only`` holds."""
        grouped = f" GROUP BY {group_by}" if group_by else ""
        return f"SELECT {columns} FROM {self.view} WHERE {self.condition} AND {only}{grouped}"


def asked_rows(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where) -> AskedRows:
    """Return the rows of ``kpi`` in ``window`` that pass the filters ``where`` (split → accepted values, None = empty).

    Makes the view of the KPI in this reader. Raises NoSuchSplit.
    """
    view = f"kpi.{kpi.name}"
    warehouse.define(view, kpi.sql)
    is_flow = kpi.kind == "flow"
    parameters: dict[str, Any] = {"first": window.first, "last": window.last} if is_flow else {"last": window.last}
    conditions = ["happened_on >= $first AND happened_on <= $last"] if is_flow else []
    for split in where:
        if split not in OF_EVERY_RECORD:
            has_split(kpi, split)
    conditions += conditions_of(where, parameters)
    achieved = f"CASE WHEN {is_achieved('$last')} THEN numerator ELSE 0 END"
    return AskedRows(
        kpi=kpi,
        view=view,
        reason="left_out" if is_flow else STOCK_REASON,
        stands="left_out IS NULL" if is_flow else STOCK_STANDS,
        top="numerator" if is_flow or kpi.shown_as in MEASURED else achieved,
        bottom="denominator",
        condition=" AND ".join(conditions) or "TRUE",
        parameters=parameters,
    )


def has_split(kpi: Kpi, split: str) -> None:
    """Raise NoSuchSplit unless ``kpi`` can be split by ``split``."""
    if split not in kpi.splits:
        raise NoSuchSplit(f"{kpi.name} has no split {split!r}; it has {', '.join(kpi.splits)}")


def whole(value: float | None) -> float | int:
    """Return a sum as the count it is, when it is one; an empty sum is 0."""
    if value is None:
        return 0
    return int(value) if float(value).is_integer() else value
