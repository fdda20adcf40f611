"""The ledgers: how the rows of each record type are kept, as its Table Schema says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from etl.types.table_schema import record_types


@dataclass(frozen=True)
class Ledger:
    """One record type as the warehouse keeps it: ``columns`` is name → database type."""

    name: str
    title: str
    columns: dict[str, str]
    key: tuple[str, ...]
    personal: tuple[str, ...]
    date_column: str | None

    @property
    def table(self) -> str:
        """The table of all rows ever accepted."""
        return f"ledger.{self.name}"

    @property
    def refers_to_project(self) -> bool:
        """Whether its rows belong to a project (the project ledger itself does not)."""
        return self.name != "project" and "project_id" in self.columns


@lru_cache
def ledgers() -> dict[str, Ledger]:
    """Return the ledgers by record type, projects first: what refers to a project is loaded after it."""
    return {
        name: Ledger(
            name=name,
            title=schema.title,
            columns={column.name: schema.stored(column) for column in schema.columns},
            key=schema.key,
            personal=tuple(column.name for column in schema.columns if column.personal),
            date_column=schema.date_column,
        )
        for name, schema in record_types().items()
    }
