"""The values a split has: those of its reference table, in the bureau's order, and any other that a record says."""

from __future__ import annotations

from queries.catalogue import Kpi, kpis
from queries.warehouse import Warehouse


def split_values(warehouse: Warehouse, split: str, kpi: Kpi | None = None) -> list[str]:
    """Return the values of ``split`` over every KPI that has it, or over ``kpi`` alone; empty when none has it."""
    asked = [kpi] if kpi else list(kpis().values())
    views = []
    for one in asked:
        if split in one.splits:
            warehouse.define(f"kpi.{one.name}", one.sql)
            views.append(f"SELECT DISTINCT {split} AS value FROM kpi.{one.name}")
    if not views:
        return []
    known = _reference_values(warehouse, split)
    found = warehouse.rows(f"SELECT DISTINCT value FROM ({' UNION ALL '.join(views)}) AS said WHERE value IS NOT NULL")
    return [*known, *sorted({value for (value,) in found} - set(known))]


def _reference_values(warehouse: Warehouse, split: str) -> list[str]:
    if not {split, "position"} <= set(warehouse.columns.get(f"reference.{split}", ())):
        return []
    rows = warehouse.rows(f"SELECT {split} FROM reference.{split} ORDER BY position NULLS LAST, {split} NULLS LAST")
    return [value for (value,) in rows]
