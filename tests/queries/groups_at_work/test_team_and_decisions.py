"""The team's levels, coverage of the key list, the matrix of categories and decisions: held against a recount."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from queries.groups_at_work.categories import ALL, categories
from queries.groups_at_work.coverage import SCOPES, coverage, not_reached
from queries.groups_at_work.decisions import STANDINGS, followed, overdue_count, overdue_list
from queries.groups_at_work.team import founded_on, levels_at_work, top_meetings
from queries.named_kpis import kpi_of
from queries.questions import headline
from queries.warehouse import open_file
from queries.windows import Window
from tests.queries import town as town_of
from tests.queries.conftest import Opener
from tests.queries.version_file import make_version

Row = dict[str, Any]
HALF_YEAR = Window(date(2025, 1, 1), date(2025, 6, 30))


@st.composite
def town_with_decisions(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Draw a town whose meetings decided something, due on some day, done on another."""
    rows = draw(town_of.town())
    for row in rows["meeting"]:
        row["decision"] = draw(town_of.maybe(st.just("限期办结")))
        row |= {name: draw(town_of.maybe_day) for name in ("due_on", "done_on")}
        row["chair_level"] = draw(town_of.maybe(town_of.words("局领导", "区领导")))
    return rows


def standing(row: Row, on: date) -> str:
    """Say how a decision stands at the end of a day."""
    if row["due_on"] is None:
        return "none" if row["done_on"] is None and row["decision"] is None else "no_day"
    if row["done_on"] is not None and row["done_on"] <= on:
        return "on_time" if row["done_on"] <= row["due_on"] else "late"
    return "overdue" if row["due_on"] < on else "not_due"


def held(rows: list[Row], name: str, window: Window) -> list[Row]:
    """Return the rows whose day ``name`` lies in the window."""
    return [row for row in rows if window.first <= row[name] <= window.last]


@settings(max_examples=10, deadline=None)
@given(town_with_decisions(), town_of.window)
def test_any_town_is_counted_as_a_person_would(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    window = Window(*days)
    meetings, visits = held(rows["meeting"], "held_on", window), held(rows["visit"], "visited_on", window)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "000001.duckdb", rows))
        for by, column in (("type", "meeting_type"), ("owner", "owner_department")):
            found = followed(warehouse, window, {}, by)
            assert {
                (one.label, name): getattr(one, name) for one in found for name in STANDINGS if getattr(one, name)
            } == (Counter((row[column], standing(row, window.last)) for row in meetings))
            assert all(one.rows == sum(getattr(one, name) for name in STANDINGS) for one in found)
        over = [r for r in rows["meeting"] if r["held_on"] <= window.last and standing(r, window.last) == "overdue"]
        assert overdue_count(warehouse, window, {}) == (len(over), len([row for row in over if row in meetings]))
        assert Counter((one.meeting_id, one.project_id, one.days) for one in overdue_list(warehouse, window, {})) == (
            Counter((row["meeting_id"], row["project_id"], (window.last - row["due_on"]).days) for row in over)
        )
        for one in levels_at_work(warehouse, window, {}):
            own = [row for row in visits if row["team_level"] == one.level]
            on_site = [row for row in own if row["visit_mode"] in ("现场", "上门")]
            projects = {row["project_id"] for row in own}
            assert (one.visits, one.on_site, one.projects) == (len(own), len(on_site), len(projects))
        top = [row for row in meetings if row["meeting_type"] == "顶格协调"]
        assert {one.chair_level: one.rows for one in top_meetings(warehouse, window, {})} == Counter(
            row["chair_level"] for row in top
        )
        covered_as_recounted(warehouse, rows, window)
        warehouse.close()


def covered_as_recounted(warehouse: Any, rows: dict[str, list[Row]], window: Window) -> None:
    """Hold coverage and the list of those not reached to a recount, listing by listing."""
    listed = [
        row
        for row in rows["listing"]
        if row["list_year"] == window.last.year
        and (row["listed_on"] or date(row["list_year"], 1, 1)) <= window.last
        and (row["delisted_on"] is None or row["delisted_on"] > window.last)
    ]
    seen = {row["project_id"] for row in held(rows["visit"], "visited_on", window)}
    met = {row["project_id"] for row in held(rows["meeting"], "held_on", window)}
    parts = coverage(warehouse, window, {})
    assert {(one.level, one.list_class): one.listed for one in parts} == Counter(
        (row["level"], row["list_class"]) for row in listed
    )
    assert sum(one.visited for one in parts) == sum(row["project_id"] in seen for row in listed)
    assert sum(one.met for one in parts) == sum(row["project_id"] in met for row in listed)
    missed = {row["project_id"] for row in listed} - seen - met
    assert sum(one.neither for one in parts) == len(missed)
    assert {one.project_id for one in not_reached(warehouse, window, {}, "all")} == missed
    key = {r["project_id"] for r in listed if r["level"] in ("省级", "市级") and r["list_class"] == "建设类"}
    assert {one.project_id for one in not_reached(warehouse, window, {}, "key")} == missed & key
    assert set(SCOPES) == {"key", "all"}


@settings(max_examples=6, deadline=None)
@given(town_of.town(), town_of.window)
def test_the_matrix_adds_up_to_all_projects_and_to_the_start_rate(
    rows: dict[str, list[Row]], days: tuple[date, date]
) -> None:
    window = Window(*days)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "000001.duckdb", rows))
        found = categories(warehouse, window, {})
        cells = [(category, kind) for category in found.categories for kind in found.types]
        assert len(found.categories) >= 7
        assert found.count(ALL, ALL) == sum(found.count(*cell) for cell in cells) == len(rows["project"])
        start = headline(warehouse, kpi_of("groups_at_work", "started"), window, {})
        for name in ("numerator", "denominator"):
            assert sum(getattr(found.started(*cell), name) for cell in cells) == getattr(start, name)
        assert found.started(ALL, ALL).value == start.value
        warehouse.close()


def test_the_founding_day_is_read_from_the_events_and_not_known_before(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({})
    assert founded_on(warehouse, date(2025, 6, 30)) == date(2025, 1, 2)
    assert founded_on(warehouse, date(2025, 1, 1)) is None


def test_filters_reach_every_list(warehouse_of: Opener) -> None:
    projects = [
        {"project_id": f"P{n}", "project_name": "项目", "street": s} for n, s in ((1, "北宅街道"), (2, "中韩街道"))
    ]
    listing = {"list_year": 2025, "level": "市级", "list_class": "建设类", "carried_over": False}
    meeting = {"held_on": date(2025, 2, 1), "meeting_type": "顶格协调", "decision": "限期", "due_on": date(2025, 3, 1)}
    rows = {
        "project": projects,
        "listing": [{"project_id": one["project_id"], **listing} for one in projects],
        "meeting": [{"meeting_id": f"H{n}", "project_id": f"P{n}", **meeting} for n in (1, 2)],
    }
    warehouse, where = warehouse_of(rows), {"street": ("北宅街道",)}
    assert [one.listed for one in coverage(warehouse, HALF_YEAR, where)] == [1]
    assert overdue_count(warehouse, HALF_YEAR, where) == (1, 1)
    assert [one.project_id for one in overdue_list(warehouse, HALF_YEAR, where)] == ["P1"]
    assert [one.rows for one in followed(warehouse, HALF_YEAR, where, "type")] == [1]
    assert [one.projects for one in top_meetings(warehouse, HALF_YEAR, where)] == [1]
    assert not_reached(warehouse, Window(date(2025, 3, 1), date(2025, 6, 30)), where, "key")[0].project_id == "P1"
