"""The values splits have: those of their reference tables, in the bureau's order, and any other that a record says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from queries.catalogue import Kpi, kpis
from queries.warehouse import Warehouse


def split_values(warehouse: Warehouse, split: str, kpi: Kpi | None = None) -> list[str]:
    """Return the values of ``split`` over every KPI that has it, or over ``kpi`` alone; empty when none has it."""
    return values_of_splits(warehouse, [split], kpi)[split]


def values_of_splits(warehouse: Warehouse, splits: Sequence[str], kpi: Kpi | None = None) -> dict[str, list[str]]:
    """Return the values of each of ``splits`` as split_values() does, in one pass over what the KPIs are drawn from."""
    asked: dict[str, set[str]] = {}
    for one in [kpi] if kpi else kpis().values():
        for split in set(splits) & set(one.splits):
            asked.setdefault(_relation(warehouse, one, split), set()).add(split)
    found: dict[str, set[str]] = {split: set() for split in splits}
    for relation, columns in asked.items():
        listed = sorted(columns)
        rows = warehouse.rows(f"SELECT DISTINCT {', '.join(listed)} FROM {relation}")
        for split, values in zip(listed, zip(*rows, strict=True), strict=False):
            found[split].update(value for value in values if value is not None)
    known = _reference_values(warehouse, [split for split in splits if any(split in names for names in asked.values())])
    return {split: _in_order(known.get(split, []), found[split]) for split in splits}


def _in_order(known: list[str], said: Iterable[str]) -> list[str]:
    return [*known, *sorted(set(said) - set(known))]


def _relation(warehouse: Warehouse, kpi: Kpi, split: str) -> str:
    """Return what has the values of ``split``: the stepping stone itself when ``kpi`` takes the column as it stands.

    KPIs drawn from the same stone then share one pass over it.
    """
    stone = re.search(r"\bFROM (fact\.\w+)\s*$", kpi.sql)
    if stone and re.search(rf"^\s*{split},\s*$", kpi.sql, re.MULTILINE):
        return stone[1]
    warehouse.define(f"kpi.{kpi.name}", kpi.sql)
    return f"kpi.{kpi.name}"


def _reference_values(warehouse: Warehouse, splits: Sequence[str]) -> dict[str, list[str]]:
    """Return the values of the splits that have a reference table of their name, with its column position."""
    known = {}
    for split in splits:
        if {split, "position"} <= set(warehouse.columns.get(f"reference.{split}", ())):
            rows = warehouse.rows(
                f"SELECT {split} FROM reference.{split} ORDER BY position NULLS LAST, {split} NULLS LAST"
            )
            known[split] = [value for (value,) in rows]
    return known
