"""The laws of the design, held to every KPI of the catalogue: on the sample and on random towns."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.catalogue import Kpi, kpis
from queries.questions import Window, default_window, groups, headline, records, trend
from queries.warehouse import Warehouse, open_file
from tests.queries.laws import LAWS, close
from tests.queries.recount import JUDGES, recount
from tests.queries.town import Row, town, window
from tests.queries.version_file import make_version

Law = Callable[[Warehouse, Kpi, Window], None]
few = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False
)


def opened(rows: dict[str, list[Row]], folder: str) -> Warehouse:
    """Open a warehouse of one random town, made in ``folder``."""
    return open_file(make_version(Path(folder) / "000001.duckdb", rows))


def test_every_kpi_is_counted_again_by_hand() -> None:
    assert set(JUDGES) == set(kpis())


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("name", kpis())
def test_the_sample_keeps_the_law(name: str, law: Law, sample: Warehouse) -> None:
    law(sample, kpis()[name], default_window(sample))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@settings(few, max_examples=3)
@given(rows=town(), days=window)
def test_a_random_town_keeps_the_law(law: Law, rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(opened(rows, folder)) as warehouse:
        for kpi in kpis().values():
            law(warehouse, kpi, Window(*days))


@few
@given(rows=town(), days=window)
def test_a_slow_plain_recount_agrees(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(opened(rows, folder)) as warehouse:
        for name, kpi in kpis().items():
            answer = headline(warehouse, kpi, Window(*days), {})
            by_hand = recount(name, kpi.shown_as, rows, *days)
            assert answer.left_out == by_hand.left_out, name
            assert close(answer.value, by_hand.value), name
            if kpi.shown_as in ("share", "mean"):
                assert (answer.numerator, answer.denominator) == (by_hand.numerator, by_hand.denominator), name
            listed = records(warehouse, kpi, Window(*days), {}, "counted")
            if kpi.shown_as not in ("mean", "median"):
                assert set(listed.column("record_id").to_pylist()) == by_hand.counted, name


@settings(few, max_examples=8)
@given(rows=town(), days=window, chosen=st.data())
def test_a_filter_counts_as_if_the_other_projects_were_not_there(
    rows: dict[str, list[Row]], days: tuple[date, date], chosen: st.DataObject
) -> None:
    category = chosen.draw(st.sampled_from([row["category"] for row in rows["project"]]))
    kept = {row["project_id"] for row in rows["project"] if row["category"] == category}
    there = {name: [row for row in of_type if row.get("project_id") in kept] for name, of_type in rows.items()}
    with tempfile.TemporaryDirectory() as folder, closing(opened(rows, folder)) as warehouse:
        for name, kpi in kpis().items():
            answer = headline(warehouse, kpi, Window(*days), {"category": (category,)})
            by_hand = recount(name, kpi.shown_as, there, *days)
            assert close(answer.value, by_hand.value), name
            assert answer.left_out == by_hand.left_out, name


@settings(few, max_examples=8)
@given(rows=town(), days=window)
def test_groups_and_trend_agree_with_the_recount(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(opened(rows, folder)) as warehouse:
        for name, kpi in kpis().items():
            for point in trend(warehouse, kpi, Window(*days), {}):
                first = max(days[0], date.fromisoformat(f"{point.month}-01"))
                assert close(point.value, recount(name, kpi.shown_as, rows, first, point.last).value), (name, point)
            for group in groups(warehouse, kpi, Window(*days), {}, "category"):
                kept = {row["project_id"] for row in rows["project"] if row["category"] == group.label}
                if kept:
                    there = {t: [row for row in of if row.get("project_id") in kept] for t, of in rows.items()}
                    assert close(group.value, recount(name, kpi.shown_as, there, *days).value), (name, group)
