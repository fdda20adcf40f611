"""A stock of any dates at all, also senseless ones, has on each day the state that its words say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.catalogue import Kpi, kpis
from queries.questions import Window, headline, trend
from queries.warehouse import Warehouse, open_file
from tests.queries.laws import close
from tests.queries.version_file import make_version

# Enters, leaves, achieved, undone, and the number of its project.
Row = tuple[date | None, date | None, date | None, date | None, int]
# Left before it entered, undone before it was achieved, all on one day: whatever may stand in a ledger.
maybe_day = st.one_of(st.none(), st.dates(date(2024, 11, 20), date(2025, 4, 10)))
stock_rows = st.lists(st.tuples(maybe_day, maybe_day, maybe_day, maybe_day, st.integers(1, 3)), min_size=1, max_size=6)


def quoted(day: date | None) -> str:
    """Return a day as SQL."""
    return f"'{day}'" if day else "NULL"


def stock_of(rows: list[Row], shown_as: str) -> Kpi:
    """Return a KPI whose records are ``rows``: enters, leaves, achieved, undone, project number."""
    selects = [
        f"SELECT 'R{number}' AS record_id, {row[4]} AS project_no, 'P' AS project_id, {number + 1} AS numerator, "
        f"1 AS denominator, CAST(NULL AS STRING) AS left_out, 'c' AS category, "
        + ", ".join(
            f"CAST({quoted(day)} AS DATE) AS {name}"
            for name, day in zip(("enters_on", "leaves_on", "achieved_on", "undone_on"), row[:4], strict=True)
        )
        + ", '未到' AS not_yet, '已过' AS no_longer, 1 AS source_batch, 1 AS source_row"
        for number, row in enumerate(rows)
    ]
    kpi = replace(kpis()["start_rate"], name=f"any_{shown_as}", shown_as=shown_as, splits=("category",))
    return replace(kpi, sql=" UNION ALL ".join(selects))


def stands(row: Row, day: date) -> bool:
    """Say, day by day and from the words of the design, whether a row is in the denominator."""
    return row[0] is not None and row[0] <= day and (row[1] is None or day < row[1])


def is_achieved(row: Row, day: date) -> bool:
    achieved, undone = row[2], row[3]
    if achieved is None:
        return False
    if undone is None:
        return achieved <= day
    return achieved <= day < undone if achieved <= undone else day < undone or achieved <= day


@pytest.fixture(scope="module")
def empty_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Return a warehouse without a record: the rows of these tests stand in the KPI itself."""
    warehouse = open_file(make_version(tmp_path_factory.mktemp("town") / "000001.duckdb", {}))
    yield warehouse
    warehouse.close()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=stock_rows, shown_as=st.sampled_from(["share", "count", "distinct", "mean", "median"]))
def test_a_stock_of_any_dates_has_the_state_of_each_day(empty_town: Warehouse, rows: list[Row], shown_as: str) -> None:
    kpi = stock_of(rows, shown_as)
    asked = Window(date(2024, 12, 10), date(2025, 3, 20))
    points = trend(empty_town, kpi, asked, {})
    assert [point.last for point in points] == [date(2024, 12, 31), date(2025, 1, 31), date(2025, 2, 28), asked.last]
    for point in points:
        inside = [(n + 1, row) for n, row in enumerate(rows) if stands(row, point.last)]
        top = [(weight, row) for weight, row in inside if is_achieved(row, point.last)]
        found = headline(empty_town, kpi, Window(asked.first, point.last), {})
        assert (point.numerator, point.denominator) == (found.numerator, found.denominator)
        assert close(point.value, found.value)
        assert sum(found.left_out.values()) == len(rows) - len(inside)
        if shown_as in ("share", "count"):
            assert found.numerator == sum(weight for weight, _ in top)
        if shown_as == "distinct":
            assert found.numerator == len({row[4] for _, row in top})
        if shown_as in ("share", "mean", "median"):
            assert found.denominator == len(inside)
        if shown_as == "mean":
            assert found.numerator == sum(weight for weight, _ in inside)
