"""Every cell of every pivot opens its own records: its address, read again, gives the number in the cell."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlparse

import pytest

from etl.first_start import load_sample
from pages.parts import address
from pages.parts.explore.asked import Asked
from pages.parts.explore.cells import records_of
from pages.parts.explore.order import Order
from pages.parts.place import Here
from queries.axes import PERIODS, Mark, axes_of
from queries.catalogue import Kpi, kpis
from queries.questions import default_window, headline, pivot, record_count, values_of_splits
from queries.warehouse import Warehouse, open_warehouse


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Return the warehouse of the invented town."""
    folder = tmp_path_factory.mktemp("town") / "warehouse"
    load_sample(folder)
    warehouse = open_warehouse(folder)
    yield warehouse
    warehouse.close()


def cells_open_their_records(warehouse: Warehouse, kpi: Kpi, rows: str, columns: str | None) -> int:
    """Follow the address of every place of one pivot, and return how many there were."""
    window = default_window(warehouse)
    values = values_of_splits(warehouse, address.FILTERS)
    choice = address.read({"investment_type": ("社会投资", "政府财力投资")}, window, values)
    found = pivot(warehouse, kpi, window, dict(choice.where), rows, columns)
    asked = Asked(kpi, rows, columns, Order())
    followed = 0
    for row in (*found.rows, Mark.ALL):
        for column in (*found.columns, Mark.ALL):
            number = found.at(row, column)
            href = records_of(Here("explore", choice, warehouse), asked, found, row, column)
            assert bool(href) == (number is not None)
            if number is None:
                continue
            page = urlparse(href)
            opened = address.read(parse_qs(page.query), window, values)
            assert (page.path, opened.kpi) == ("kpi", kpi.name)
            again = headline(warehouse, kpi, opened.window, dict(opened.where))
            assert (again.numerator, again.denominator) == (number.numerator, number.denominator), href
            assert again.value == pytest.approx(number.value), href
            listed = record_count(warehouse, kpi, opened.window, dict(opened.where), opened.part)
            if kpi.shown_as in ("share", "count"):
                below = number.denominator if opened.part == "remainder" else number.numerator
                assert listed == below, href
            followed += 1
    return followed


@pytest.mark.parametrize("name", kpis())
def test_every_cell_opens_exactly_its_records(name: str, sample: Warehouse) -> None:
    kpi = kpis()[name]
    splits = [axis for axis in axes_of(kpi) if axis not in PERIODS]
    followed = sum(
        cells_open_their_records(sample, kpi, split, "quarter" if at % 2 else splits[at - 1])
        for at, split in enumerate(splits)
    )
    assert followed + cells_open_their_records(sample, kpi, "month", None) > 20
