"""The wall chart: statuses, forecasts, orders, slips and counts, held against a slow recount on random towns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.named_kpis import kpi_of
from queries.questions import headline
from queries.wall.chart import DUE, EVERYTHING, SLIPPED, Asked, sheet
from queries.wall.head import head
from queries.wall.slipped import slipped, slips
from queries.warehouse import open_file
from queries.windows import Window
from tests.queries.conftest import Opener
from tests.queries.town import CATEGORIES, EDGES, GROUPS, STREETS, town
from tests.queries.version_file import make_version
from tests.queries.wall import recount

DAY = date(2025, 6, 30)
filters = st.sampled_from(
    [
        {},
        {"category": (CATEGORIES[0],)},
        {"street": tuple(STREETS[:2])},
        {"workgroup": (GROUPS[0], GROUPS[1])},
        {"level": ("市级", "未列入"), "investment_type": ("社会投资",)},
    ]
)


@settings(max_examples=25, deadline=None)
@given(rows=town(), day=st.sampled_from(EDGES), where=filters)
def test_the_chart_and_its_counts_are_those_of_a_plain_recount(
    rows: dict[str, Any], day: date, where: dict[str, tuple[str, ...]]
) -> None:
    with TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "000001.duckdb", rows))
        counts = head(warehouse, day, where)
        kpi = headline(warehouse, kpi_of("wall", "on_time"), Window(date(day.year, 1, 1), day), where)
        held = sheet(warehouse, day, where, Asked())
        every = sheet(warehouse, day, {}, Asked())
        only = {name: sheet(warehouse, day, {}, Asked(name)) for name in (SLIPPED, DUE)}
        found = slipped(warehouse, day, {})
        listed = slips(warehouse, day, {}, 1_000)
        warehouse.close()

    assert (counts.due, counts.on_time) == ((kpi.denominator or 0), (kpi.numerator or 0))
    assert counts.due == counts.on_time + counts.late + counts.overdue
    assert counts.projects == held.total
    shown = [(project.project_id, one) for project in held.projects for one in project.milestones]
    of_the_year = [one for _, one in shown if one.planned_on and one.planned_on.year == day.year]
    said = Counter(one.status for one in of_the_year if one.planned_on and one.planned_on <= day)
    assert (said["on_time"], said["late"], said["overdue"]) == (counts.on_time, counts.late, counts.overdue)
    assert counts.moved == sum(one.is_moved for one in of_the_year if one.planned_on and one.planned_on <= day)

    milestones = rows["milestone"]
    assert sum(len(project.milestones) for project in every.projects) == len(milestones)
    for project in every.projects:
        own = recount.of_project(rows, project.project_id)
        for one in project.milestones:
            row = next(row for row in own if row["planned_on"] == one.planned_on and matches(row, one.item))
            assert (one.status, one.days, one.put_off_days) == (
                recount.status(row, day), recount.days(row, day), recount.put_off_days(row),
            )  # fmt: skip
            assert one.actual_on == (row["actual_on"] if recount.is_reached(row, day) else None)
            assert one.forecast_on == recount.forecast(row, own, day)

    worst = [recount.worst(recount.of_project(rows, project.project_id), day) for project in every.projects]
    assert worst == sorted(worst, reverse=True)
    gone = [row for row in milestones if recount.has_slipped(row, day)]
    assert {project.project_id for project in only[SLIPPED].projects} == {row["project_id"] for row in gone}
    soon = {row["project_id"] for row in milestones if recount.status(row, day) in ("overdue", "soon")}
    assert {project.project_id for project in only[DUE].projects} == soon
    assert found.total == len(gone) == len(listed)
    for split in ("workgroup", "category", "street"):
        assert sum(group.slipped for group in found.groups if group.split == split) == len(gone)
    assert dict(found.reasons) == Counter(row.get("moved_reason") for row in gone)
    assert sum(group.overdue for group in found.groups if group.split == "street") == sum(
        recount.status(row, day) == "overdue" for row in gone
    )


def matches(row: Mapping[str, Any], item: str) -> bool:
    """Whether a row names ``item``: by its number, or as the menu calls it."""
    return row["milestone"] == item or (item == "X00" and row["milestone"] == "里程碑:实际开工")


def project(number: int, **more: Any) -> dict[str, Any]:
    """Return one project's row."""
    return {
        "project_id": f"P{number}", "project_name": f"项目{number}", "category": CATEGORIES[0], "status": "在建",
        "investment_type": "社会投资", "street": STREETS[0], **more,
    }  # fmt: skip


def milestone(number: int, item: str, planned: date, actual: date | None = None, **more: Any) -> dict[str, Any]:
    """Return one milestone's row."""
    return {"project_id": f"P{number}", "milestone": item, "planned_on": planned, "actual_on": actual, **more}


def test_a_forecast_is_shifted_by_the_latest_slip_and_never_before_the_day(warehouse_of: Opener) -> None:
    rows = [
        milestone(1, "A05", date(2025, 1, 10), date(2025, 3, 1)),
        milestone(1, "A08", date(2025, 6, 20)),
        milestone(1, "B01", date(2025, 2, 1)),
        milestone(1, "X00", date(2025, 9, 1)),
    ]
    found = sheet(warehouse_of({"project": [project(1)], "milestone": rows}), DAY, {}, Asked()).projects[0]
    expected = {one.item: one.forecast_on for one in found.milestones}
    # The latest planned that slipped is A08, by ten days; B01 was planned so early that ten days more are long gone.
    assert expected == {"A05": None, "B01": DAY, "A08": DAY, "X00": date(2025, 9, 11)}


def test_a_day_reached_after_the_day_of_judgement_is_not_known_yet(warehouse_of: Opener) -> None:
    rows = [milestone(1, "A05", date(2025, 6, 1), date(2025, 7, 5)), milestone(1, "A08", date(2025, 6, 30))]
    warehouse = warehouse_of({"project": [project(1)], "milestone": rows})
    now = {one.item: (one.status, one.days) for one in sheet(warehouse, DAY, {}, Asked()).projects[0].milestones}
    assert now == {"A05": ("overdue", 29), "A08": ("overdue", 0)}
    later = sheet(warehouse, date(2025, 7, 5), {}, Asked()).projects[0].milestones
    assert {one.item: (one.status, one.days) for one in later} == {"A05": ("late", 34), "A08": ("overdue", 5)}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(order="slip"), ["P3", "P1", "P2"]),
        (Asked(order="name"), ["P2", "P3", "P1"]),
        (Asked(order="start"), ["P2", "P1", "P3"]),
        (Asked(order="start", by="street"), ["P1", "P3", "P2"]),
        (Asked(EVERYTHING, "slip", "workgroup"), ["P3", "P2", "P1"]),
    ],
)
def test_projects_stand_in_the_order_and_the_groups_asked_for(
    warehouse_of: Opener, asked: Asked, expected: list[str]
) -> None:
    projects = [
        project(1, project_name="C", lead_group=GROUPS[1]),
        project(2, project_name="A", street=STREETS[1], lead_group=GROUPS[0]),
        project(3, project_name="B", lead_group=GROUPS[0]),
    ]
    rows = [
        milestone(1, "A05", date(2025, 5, 1)),
        milestone(2, "A05", date(2025, 4, 1), date(2025, 4, 2)),
        milestone(3, "A05", date(2025, 5, 2)),
        milestone(3, "A08", date(2025, 6, 1)),
        milestone(3, "X00", date(2025, 4, 20)),
    ]
    if asked.order == "start":
        rows[-1]["planned_on"], rows[-1]["actual_on"] = date(2025, 6, 20), None
    warehouse = warehouse_of({"project": projects, "milestone": rows})
    whole = sheet(warehouse, DAY, {}, asked)
    assert [one.project_id for one in whole.projects] == expected
    second = sheet(warehouse, DAY, {}, asked, limit=2, offset=2)
    assert ([one.project_id for one in second.projects], second.total) == (expected[2:], 3)
    if asked.by:
        assert sum(group.projects for group in whole.groups) == 3


def test_a_project_without_milestones_and_a_milestone_without_project_are_counted(warehouse_of: Opener) -> None:
    warehouse = warehouse_of(
        {
            "project": [project(1), project(2), project(3, street=STREETS[1])],
            "milestone": [milestone(1, "A05", date(2025, 5, 1)), milestone(9, "A05", date(2025, 5, 1))],
        }
    )
    counts = head(warehouse, DAY, {})
    assert (counts.projects, counts.without, counts.unknown, counts.due) == (1, 2, 1, 2)
    assert head(warehouse, DAY, {"street": (STREETS[0],)}).without == 1


def test_what_the_menu_does_not_know_stands_under_its_own_name(warehouse_of: Opener) -> None:
    rows = [milestone(1, "管线迁改", date(2025, 5, 1)), milestone(1, "里程碑:实际开工", date(2025, 6, 1))]
    found = sheet(warehouse_of({"project": [project(1)], "milestone": rows}), DAY, {}, Asked()).projects[0]
    assert [one.item for one in found.milestones] == ["管线迁改", "X00"]
