"""The order of a pivot's rows, as the address says it: by the label, by the total or by one column; and its links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from queries.axes import Key, Mark
from queries.pivot import Pivot

LABEL, TOTAL, AT = "label", "total", "at:"


@dataclass(frozen=True)
class Order:
    """By what the rows are sorted ('label', 'total' or 'at:' and a column's key), and whether the largest is first.

    Without ``by`` they stand as the pivot has them: the largest group first, periods as they passed.
    """

    by: str = ""
    is_falling: bool = False

    @property
    def said(self) -> str:
        """The order as the address says it: a minus before it is 'the largest first'."""
        return f"{'-' if self.is_falling else ''}{self.by}"

    def turned(self, by: str) -> Order:
        """Return the order that a click on the head of ``by`` asks for: the largest first, then the smallest."""
        if by == self.by:
            return Order(by, not self.is_falling)
        return Order(by, by != LABEL)


def read_order(asked: str | None) -> Order:
    """Read the order from the address; one that says nothing is that of the pivot."""
    is_falling = bool(asked) and str(asked).startswith("-")
    by = str(asked or "").removeprefix("-")
    return Order(by, is_falling) if by in (LABEL, TOTAL) or by.startswith(AT) else Order()


def name_of(key: Key) -> str:
    """Return how the address names the head of one column."""
    if key is Mark.ALL:
        return TOTAL
    return f"{AT}{'' if key is None else '*' if key is Mark.REST else key}"


def is_known(order: Order, found: Pivot) -> bool:
    """Return whether the column that ``order`` names is there."""
    return order.by in ("", LABEL, TOTAL, *map(name_of, found.columns))


def in_order(found: Pivot, order: Order, labels: Sequence[str]) -> list[Key]:
    """Return the row keys of ``found`` in ``order``. ``labels`` is the bureau's own order of the rows' words.

    Rows without a value come last either way, and what is equal stays as it was.
    """
    rows = list(found.rows)
    if order.by == LABEL:
        place = {label: at for at, label in enumerate(labels)}
        rows.sort(key=lambda key: (place.get(str(key), len(place)), key is Mark.REST, str(key)))
        return rows[::-1] if order.is_falling else rows
    column = next((key for key in (Mark.ALL, *found.columns) if name_of(key) == order.by), None)
    if not order.by or (column is None and order.by != AT):
        return rows
    values = {row: number.value for row in rows if (number := found.at(row, column))}
    sign = -1.0 if order.is_falling else 1.0
    rows.sort(key=lambda row: (values.get(row) is None, sign * (values.get(row) or 0.0)))
    return rows
