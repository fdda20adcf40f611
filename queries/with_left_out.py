"""What a number would be with the rows it leaves out: for each reason by itself, and for all of them together."""

from __future__ import annotations

from dataclasses import dataclass

from queries.asked_rows import Where, asked_rows
from queries.catalogue import Kpi
from queries.headline import Headline, Number, figures
from queries.warehouse import Warehouse
from queries.windows import Window


@dataclass(frozen=True)
class WithReason:
    """The rows left out for ``reason`` (None: for any), how many, and the number if they counted.

    Of a share they would stand below the line and not above it, as not achieved; a count would grow by each of them, a
    distinct count by their projects not counted yet. ``number`` is None for a mean or median: such rows have no value
    that could be measured.
    """

    reason: str | None
    rows: int
    number: Number | None


def with_left_out(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, now: Headline) -> list[WithReason]:
    """Return what ``now`` (the headline of the same question) would be with each reason's rows, then with all.

    Empty when nothing is left out; one reason alone is not said twice. Raises NoSuchSplit.
    """
    asked: list[tuple[str | None, int]] = list(now.left_out.items())
    if len(asked) > 1:
        asked.append((None, sum(now.left_out.values())))
    return [
        WithReason(reason, rows, _number(warehouse, kpi, window, where, now, reason, rows)) for reason, rows in asked
    ]


def _number(
    warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, now: Headline, reason: str | None, rows: int
) -> Number | None:
    if kpi.shown_as == "share":
        return Number(*figures(kpi, (now.numerator or 0, (now.denominator or 0) + rows, None)))
    if kpi.shown_as == "count":
        return Number(*figures(kpi, ((now.numerator or 0) + rows, 0, None)))
    if kpi.shown_as == "distinct":
        return Number(*figures(kpi, (_projects(warehouse, kpi, window, where, reason), 0, None)))
    return None


def _projects(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, reason: str | None) -> int:
    asked = asked_rows(warehouse, kpi, window, where)
    also = f"({asked.reason}) IS NOT NULL" if reason is None else f"COALESCE({asked.reason}, '') = $reason"
    text = asked.select("COUNT(DISTINCT project_no)", f"(({asked.is_counted}) OR {also})")
    return int(warehouse.rows(text, {**asked.parameters, "reason": reason})[0][0])
