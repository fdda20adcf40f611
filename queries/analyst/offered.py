"""What an analyst may read: the relations of a few rooms of the warehouse, with their columns and types."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import duckdb

from queries.catalogue import kpis
from queries.lists import lists
from queries.warehouse import Warehouse

# Not offered are the journal, which tells who loaded what, and the ledgers, which hold undone rows.
ROOMS = ("kpi", "list", "record", "fact", "reference")


@dataclass(frozen=True)
class Relation:
    """One table or view: its room, its name with the room's, such as 'record.visit', and (column, type) in order."""

    room: str
    name: str
    columns: tuple[tuple[str, str], ...]


def relations_offered(warehouse: Warehouse) -> list[Relation]:
    """Return the relations an analyst may read, room by room; makes the view of every KPI and list in this reader."""
    for room, definitions in (("kpi", kpis()), ("list", lists())):
        for name, definition in definitions.items():
            # One that this version cannot answer is not offered.
            with suppress(duckdb.Error):
                warehouse.define(f"{room}.{name}", definition.sql)
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for room, relation, column, kind in warehouse.rows(
        "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = 'memory' AND NOT internal ORDER BY schema_name, table_name, column_index"
    ):
        found.setdefault((room, relation), []).append((column, kind))
    return [
        Relation(room, f"{room}.{relation}", tuple(columns))
        for own in ROOMS
        for (room, relation), columns in found.items()
        if room == own
    ]
