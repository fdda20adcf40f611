"""The records behind a number: exactly what the headline counted, the rest of the denominator, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from queries.asked_rows import AskedRows, Where, asked_rows
from queries.catalogue import Kpi
from queries.warehouse import Warehouse
from queries.windows import Window

if TYPE_CHECKING:
    import pyarrow as pa

PARTS = ("counted", "remainder", "left_out", "all")
STOCK_DAYS = ("enters_on", "leaves_on", "achieved_on", "undone_on")


def records(
    warehouse: Warehouse,
    kpi: Kpi,
    window: Window,
    where: Where,
    part: str = "counted",
    reason: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> pa.Table:
    """Return the records of one ``part`` of the KPI's rows, with a total order: the newest of a flow first, of a stock
    what entered first.

    Parts: 'counted' (what the headline counted), 'remainder' (in the denominator only), 'left_out' (for ``reason``,
    else for any), 'all'. ``numerator`` and ``denominator`` are what each row adds; ``left_out`` is why it is not
    counted (of a stock: on the window's last day). Raises NoSuchSplit, and ValueError for another part.
    """
    asked = asked_rows(warehouse, kpi, window, where)
    days = ("happened_on",) if kpi.kind == "flow" else STOCK_DAYS
    columns = (
        f"record_id, project_id, project_no, CASE WHEN {asked.stands} THEN {asked.top} ELSE 0 END AS numerator, "
        f"CASE WHEN {asked.stands} THEN {asked.bottom} ELSE 0 END AS denominator, {asked.reason} AS left_out, "
        f"{', '.join(kpi.splits)}, {', '.join(days)}, source_batch, source_row"
    )
    condition, parameters = _part(asked, part, reason)
    return warehouse.sql(f"{asked.select(columns, condition)}{_order(kpi)}{_page(limit, offset)}", parameters)


def first_projects(
    warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, part: str = "counted", limit: int = 1
) -> list[str]:
    """Return the project codes of the first ``limit`` records of ``part``, as records() has them, without the rest.

    Raises NoSuchSplit, and ValueError for another part.
    """
    asked = asked_rows(warehouse, kpi, window, where)
    condition, parameters = _part(asked, part, None)
    rows = warehouse.rows(f"{asked.select('project_id', condition)}{_order(kpi)}{_page(limit, 0)}", parameters)
    return [project_id for (project_id,) in rows if project_id is not None]


def record_count(
    warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, part: str = "counted", reason: str | None = None
) -> int:
    """Return how many records ``part`` has; the arguments and exceptions are those of records()."""
    asked = asked_rows(warehouse, kpi, window, where)
    condition, parameters = _part(asked, part, reason)
    # Every row in a flow's window has its day; naming it spares DuckDB a detour that COUNT(*) takes through a UNION.
    counted = "COUNT(happened_on)" if kpi.kind == "flow" else "COUNT(*)"
    return int(warehouse.rows(asked.select(counted, condition), parameters)[0][0])


def _part(asked: AskedRows, part: str, reason: str | None) -> tuple[str, dict[str, Any]]:
    conditions = {
        "counted": asked.is_counted,
        "remainder": asked.is_remainder,
        "left_out": f"({asked.reason}) IS NOT NULL",
        "all": "TRUE",
    }
    if part not in conditions:
        raise ValueError(f"{part!r} is not one of {', '.join(PARTS)}")
    if part == "left_out" and reason is not None:
        # DuckDB 2.0 stumbles over a CASE held against a word that it never says; it does not over COALESCE.
        return f"COALESCE({asked.reason}, '') = $reason", {**asked.parameters, "reason": reason}
    return conditions[part], asked.parameters


def _order(kpi: Kpi) -> str:
    """Return a total order: the newest of a flow first, of a stock what entered first."""
    days = "happened_on DESC NULLS LAST" if kpi.kind == "flow" else "enters_on NULLS LAST"
    return f" ORDER BY {days}, record_id"


def _page(limit: int | None, offset: int) -> str:
    """Whole numbers of ours, never words of a person: they may stand in the text."""
    return f"{f' LIMIT {int(limit)}' if limit is not None else ''}{f' OFFSET {int(offset)}' if offset else ''}"
