"""The rows a question is about: one KPI's view held to a window and filters, as SQL that every answer is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from queries.catalogue import Kpi
from queries.warehouse import Warehouse
from queries.windows import Window

Where = Mapping[str, Sequence[str | None]]

# What such a KPI shows is measured on its rows: each of them counts, whatever its numerator.
MEASURED = ("mean", "median")

# A stock's row on the day $last, from its dates. What left is said before what has not come yet, and that before why
# a row never counts.
HAS_LEFT = "leaves_on <= $last"
HAS_COME = "enters_on <= $last"
STOCK_REASON = (
    f"CASE WHEN {HAS_LEFT} THEN no_longer WHEN left_out IS NOT NULL AND (enters_on IS NULL OR {HAS_COME}) "
    f"THEN left_out WHEN {HAS_COME} THEN NULL ELSE not_yet END"
)
# Undone before it was achieved: achieved before the one and again from the other, such as a blocker open, then
# signed off, then open again because it was reopened.
IS_ACHIEVED = (
    "(achieved_on <= $last AND (undone_on IS NULL OR undone_on > $last OR undone_on < achieved_on)) "
    "OR (undone_on < achieved_on AND undone_on > $last)"
)


class NoSuchSplit(LookupError):
    """A KPI was asked by, or filtered by, a split it does not have."""


@dataclass(frozen=True)
class AskedRows:
    """SQL over a KPI's view, with the parameters it needs.

    ``reason`` says why a row is not counted (NULL when it is), ``top`` and ``bottom`` what it adds to numerator and
    denominator, ``condition`` which rows are asked about at all.
    """

    kpi: Kpi
    view: str
    reason: str
    top: str
    bottom: str
    condition: str
    parameters: dict[str, Any] = field(hash=False)

    @property
    def is_counted(self) -> str:
        """The condition of what the headline's number counts: the numerator, or for a mean or median every row."""
        if self.kpi.shown_as in MEASURED:
            return "reason IS NULL"
        return "reason IS NULL AND top <> 0"

    @property
    def is_remainder(self) -> str:
        """The condition of what is in the denominator but not in the numerator."""
        return "reason IS NULL AND FALSE" if self.kpi.shown_as in MEASURED else "reason IS NULL AND top = 0"

    def select(self, *columns: str) -> str:
        """Return the SELECT of ``columns`` of the view, and of reason, top and bottom, for the rows asked about."""
        listed = ", ".join([*columns, f"{self.reason} AS reason", f"{self.top} AS top", f"{self.bottom} AS bottom"])
        return f"SELECT {listed} FROM {self.view} WHERE {self.condition}"


def asked_rows(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where) -> AskedRows:
    """Return the rows of ``kpi`` in ``window`` that pass the filters ``where`` (split → accepted values, None = empty).

    Makes the view of the KPI in this reader. Raises NoSuchSplit.
    """
    view = f"kpi.{kpi.name}"
    warehouse.define(view, kpi.sql)
    parameters: dict[str, Any] = {"last": window.last}
    conditions = []
    if kpi.kind == "flow":
        parameters["first"] = window.first
        conditions.append("happened_on >= $first AND happened_on <= $last")
    conditions += _filters(kpi, where, parameters)
    is_flow = kpi.kind == "flow"
    top = "numerator" if is_flow or kpi.shown_as in MEASURED else f"CASE WHEN {IS_ACHIEVED} THEN numerator ELSE 0 END"
    return AskedRows(
        kpi=kpi,
        view=view,
        reason="left_out" if is_flow else STOCK_REASON,
        top=top,
        bottom="denominator",
        condition=" AND ".join(conditions) or "TRUE",
        parameters=parameters,
    )


def _filters(kpi: Kpi, where: Where, parameters: dict[str, Any]) -> list[str]:
    conditions = []
    for number, (split, values) in enumerate(where.items()):
        has_split(kpi, split)
        texts = [value for value in values if value is not None]
        names = [f"w{number}_{at}" for at in range(len(texts))]
        parameters.update(zip(names, texts, strict=True))
        accepted = [f"{split} IN ({', '.join(f'${name}' for name in names)})"] if names else []
        if len(texts) < len(values):
            accepted.append(f"{split} IS NULL")
        if accepted:
            conditions.append(f"({' OR '.join(accepted)})")
    return conditions


def has_split(kpi: Kpi, split: str) -> None:
    """Raise NoSuchSplit unless ``kpi`` can be split by ``split``."""
    if split not in kpi.splits:
        raise NoSuchSplit(f"{kpi.name} has no split {split!r}; it has {', '.join(kpi.splits)}")


def whole(value: float | None) -> float | int:
    """Return a sum as the count it is, when it is one; an empty sum is 0."""
    if value is None:
        return 0
    return int(value) if float(value).is_integer() else value
