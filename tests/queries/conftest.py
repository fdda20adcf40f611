"""What the tests of the numbers share: a warehouse made from rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.warehouse import Warehouse, open_file, open_warehouse
from tests.queries.version_file import ROOT, Rows, make_version

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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Return the warehouse of the invented town, brought in the way a person would bring it in."""
    folder = tmp_path_factory.mktemp("warehouse")
    files = sorted((ROOT / "data" / "sample").glob("*/*.csv"))
    assert files, "there is no sample under data/sample"
    from etl.publishing.load import load_files
    from etl.recognising.source import Source

    load_files(folder, [Source(f"{path.parent.name}/{path.name}", path) for path in files], is_sample=True)
    warehouse = open_warehouse(folder)
    yield warehouse
    warehouse.close()
