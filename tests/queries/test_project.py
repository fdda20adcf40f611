"""A project's own questions: what the ledger says, what was recorded, and in which numbers it counts and as what."""

from __future__ import annotations

from datetime import date

import pytest

from etl.types.table_schema import record_types
from queries.catalogue import kpis
from queries.project import (
    TOLD,
    is_recorded,
    project_head,
    project_listings,
    project_parts,
    project_records,
)
from queries.questions import Window, record_count, records
from queries.warehouse import Warehouse
from tests.queries.conftest import Opener

PROJECT = {
    "project_id": "P1",
    "project_name": "海湾一号",
    "category": "城市更新",
    "investment_type": "社会投资",
    "street": "中韩街道",
    "status": "在建",
    "contact_name": "某某",
}
VISIT = {"project_id": "P1", "visit_mode": "现场", "workgroup": "用地规划"}
YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def bureau(warehouse_of: Opener) -> Warehouse:
    return warehouse_of(
        {
            "project": [PROJECT],
            "listing": [
                {"project_id": "P1", "list_year": 2024, "level": "市级", "list_class": "建设类", "carried_over": False},
                {"project_id": "P1", "list_year": 2025, "level": "省级", "list_class": "建设类", "carried_over": True},
            ],
            "visit": [
                {**VISIT, "visit_id": "Z1", "visited_on": date(2025, 3, 1)},
                {**VISIT, "visit_id": "Z2", "visited_on": date(2025, 4, 1), "visit_mode": "线上"},
                {**VISIT, "visit_id": "Z3", "visited_on": date(2025, 4, 2), "project_id": "P2"},
            ],
            "milestone": [{"project_id": "P1", "milestone": "X00", "planned_on": date(2025, 2, 1)}],
        }
    )


def test_the_head_is_the_ledgers_row_without_personal_columns(bureau: Warehouse) -> None:
    found = project_head(bureau, "P1")
    assert found is not None
    assert (found["project_name"], found["street"]) == ("海湾一号", "中韩街道")
    assert not [name for name in found if name.startswith("contact")]
    assert [row["list_year"] for row in project_listings(bureau, "P1")] == [2025, 2024]


def test_everything_recorded_is_told_newest_first(bureau: Warehouse) -> None:
    told = project_records(bureau, "P1")
    assert [(one.record_type, one.record_id, one.on) for one in told] == [
        ("visit", "Z2", date(2025, 4, 1)),
        ("visit", "Z1", date(2025, 3, 1)),
        ("milestone", "X00", date(2025, 2, 1)),
    ]
    assert dict(told[1].says) == {"visit_mode": "现场", "workgroup": "用地规划"}


def test_each_kpi_says_as_what_the_project_counts(bureau: Warehouse) -> None:
    own: dict[str, list[tuple[str, str | None, int]]] = {}
    for part in project_parts(bureau, "P1", YEAR):
        own.setdefault(part.kpi, []).append((part.part, part.reason, part.records))
    assert own["site_visits"] == [("counted", None, 1), ("left_out", "非现场", 1)]
    assert own["start_rate"] == [("remainder", None, 1), ("left_out", "往年名单", 1)]
    assert own["projects_served"] == [("counted", None, 2)]
    assert "blockers_open" not in own


def test_a_code_that_nothing_names_is_not_recorded(bureau: Warehouse) -> None:
    assert is_recorded(bureau, "P1")
    assert is_recorded(bureau, "P2")
    assert project_head(bureau, "P2") is None
    assert not is_recorded(bureau, "P9")
    assert project_records(bureau, "P9") == []


def test_no_column_that_is_told_is_personal() -> None:
    personal = {
        (name, column.name) for name, kind in record_types().items() for column in kind.columns if column.personal
    }
    assert personal
    for record_type, (number, day, says) in TOLD.items():
        assert not personal & {(record_type, str(column)) for column in (number, day, *says)}


def test_over_the_town_every_part_has_as_many_records_as_it_says(sample: Warehouse) -> None:
    every = kpis()
    window = Window(date(2025, 1, 1), date(2025, 6, 30))
    codes = records(sample, every["projects_served"], window, {}, limit=4).column("project_id").to_pylist()
    for code in set(codes):
        where = {"project_id": (code,)}
        for part in project_parts(sample, code, window):
            asked = record_count(sample, every[part.kpi], window, where, part.part, part.reason)
            assert asked == part.records > 0, part
