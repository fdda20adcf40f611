"""The warehouse as one analyst's query meets it: one thread, little memory, no file to spill into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from queries.warehouse import Warehouse

# A heavy query fails alone instead of slowing the machine or filling its disk.
SETTINGS = {
    "threads": "1",
    "memory_limit": "512MB",
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "python_enable_replacements": "false",
    "errors_as_json": "true",
}


class Sandbox(Warehouse):
    """A version of the data, opened with SETTINGS, whose answers are taken batch by batch."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, SETTINGS)

    def in_batches(self, text: str, size: int) -> tuple[list[tuple[str, str]], Iterator[Sequence[tuple[Any, ...]]]]:
        """Run one SELECT; return its columns with their types, and its rows, ``size`` at a time as they are asked for.

        Raises duckdb.Error, also while rows are taken.
        """
        cursor = self._database.cursor()
        cursor.execute(text)
        columns = [(name, str(kind)) for name, kind, *_ in cursor.description or []]
        return columns, iter(lambda: cursor.fetchmany(size), [])
