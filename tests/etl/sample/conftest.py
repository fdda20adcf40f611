"""What the tests of the sample share: the committed files, and a warehouse that was started with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.first_start import SAMPLE_FOLDER, load_sample
from queries.warehouse import Warehouse, open_warehouse


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Return the committed files, month by month."""
    found = sorted(SAMPLE_FOLDER.glob("*/*.csv"))
    assert found
    return found


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Return the warehouse as the first start makes it from the committed files."""
    folder = tmp_path_factory.mktemp("first_start") / "warehouse"
    assert load_sample(folder) is not None
    warehouse = open_warehouse(folder)
    yield warehouse
    warehouse.close()
