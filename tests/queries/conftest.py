"""What the tests of the numbers share: a warehouse made from rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.warehouse import Warehouse, open_file
from tests.queries.version_file import Rows, make_version

Opener = Callable[..., Warehouse]


@pytest.fixture
def warehouse_of(tmp_path: Path) -> Iterator[Opener]:
    """Return a function that opens a warehouse holding the rows it is given; all are closed after the test."""
    opened: list[Warehouse] = []

    def open_rows(rows: Rows, **options: Any) -> Warehouse:
        path = make_version(tmp_path / f"{len(opened) + 1:06d}.duckdb", rows, **options)
        opened.append(open_file(path))
        return opened[-1]

    yield open_rows
    for warehouse in opened:
        warehouse.close()
