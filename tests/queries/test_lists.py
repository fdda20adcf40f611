"""The lists under queries/list answer as a person counting by hand would."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from queries.catalogue import kpis
from tests.queries.conftest import Opener
from tests.queries.version_file import ROOT

LISTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "queries" / "list").glob("*.sql"))}
HEADER = ("title", "question", "one row is", "drawn from", "windowed by", "added up", "ordered by", "columns")


def published(district: str, month: int, joint: int, total: int, year: int = 2025) -> dict[str, Any]:
    """Return one district's published figures of one month."""
    return {"district": district, "month": date(year, month, 1), "joint_accepted": joint, "total_accepted": total}


def ranks(warehouse_of: Opener, *rows: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the rows of district_rank by (month, district)."""
    found = warehouse_of({"district_month": rows}).sql(LISTS["district_rank"]).to_pylist()
    return {(f"{row['month']:%Y-%m}", row["district"]): row for row in found}


def test_districts_are_ranked_by_the_share_and_not_by_the_number(warehouse_of: Opener) -> None:
    found = ranks(
        warehouse_of, published("崂山区", 3, 9, 10), published("市南区", 3, 80, 100), published("李沧区", 3, 0, 5)
    )
    assert [found["2025-03", name]["rank"] for name in ("崂山区", "市南区", "李沧区")] == [1, 2, 3]
    assert found["2025-03", "崂山区"]["is_ours"]
    assert not found["2025-03", "市南区"]["is_ours"]
    assert found["2025-03", "崂山区"]["districts"] == 3


def test_equal_rates_share_a_rank(warehouse_of: Opener) -> None:
    found = ranks(
        warehouse_of, published("崂山区", 3, 2, 3), published("市南区", 3, 4, 6), published("李沧区", 3, 1, 2)
    )
    assert [found["2025-03", name]["rank"] for name in ("崂山区", "市南区", "李沧区")] == [1, 1, 3]


def test_a_district_that_accepted_nothing_has_no_rank(warehouse_of: Opener) -> None:
    found = ranks(warehouse_of, published("崂山区", 3, 0, 0), published("市南区", 3, 1, 6))
    assert found["2025-03", "崂山区"]["rank"] is None
    assert found["2025-03", "崂山区"]["rate"] is None
    assert found["2025-03", "市南区"]["rank"] == 1
    assert found["2025-03", "市南区"]["districts"] == 1


def test_months_in_a_row_run_over_the_year_end_and_stop_at_a_lost_or_missing_month(warehouse_of: Opener) -> None:
    ours = [published("崂山区", month, 9, 10, year) for year, month in ((2024, 11), (2024, 12), (2025, 1))]
    ours += [published("崂山区", 2, 1, 10), published("崂山区", 3, 9, 10), published("崂山区", 5, 9, 10)]
    others = [published("市南区", row["month"].month, 5, 10, row["month"].year) for row in ours]
    found = ranks(warehouse_of, *ours, *others)
    months = ("2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-05")
    assert [found[month, "崂山区"]["months_first"] for month in months] == [1, 2, 3, 0, 1, 1]


BLOCKER = {
    "project_id": "P1",
    "found_on": date(2025, 1, 5),
    "verified_on": date(2025, 2, 5),
    "blocker_type": "手续办理",
}


def test_teams_are_matched_by_whole_words_and_the_two_counts_may_overlap(warehouse_of: Opener) -> None:
    blockers = [
        {**BLOCKER, "blocker_id": "DD1", "owner_team": "金牌团队"},
        {**BLOCKER, "blocker_id": "DD2", "owner_team": "审批会客厅", "helper_teams": "心服务工作室；金牌团队"},
        {**BLOCKER, "blocker_id": "DD3", "owner_team": "心服务工作室"},
        {**BLOCKER, "blocker_id": "DD4", "owner_team": "心服务工作室", "blocker_type": "用地"},
        {**BLOCKER, "blocker_id": "DD5", "owner_team": "其他", "helper_teams": "小金牌团队二组；非审批会客厅"},
        {**BLOCKER, "blocker_id": "DD6", "owner_team": "金牌团队", "verified_on": None},
    ]
    found = warehouse_of({"project": [{"project_id": "P1"}], "blocker": blockers}).sql(LISTS["blockers_by_team"])
    sums = {name: sum(found.column(name).to_pylist()) for name in ("gold", "hall_or_studio", "both", "either")}
    assert sums == {"gold": 2, "hall_or_studio": 2, "both": 1, "either": 3}
    assert found.num_rows == 5


def test_blockers_by_team_are_the_records_that_blockers_resolved_counts(warehouse_of: Opener) -> None:
    blockers = [
        {**BLOCKER, "blocker_id": "DD1", "owner_team": "金牌团队"},
        {**BLOCKER, "blocker_id": "DD2", "owner_team": "金牌团队", "reopened_on": date(2025, 3, 1)},
        {**BLOCKER, "blocker_id": "DD3", "owner_team": "审批会客厅", "reopened_on": date(2025, 2, 5)},
    ]
    warehouse = warehouse_of({"project": [{"project_id": "P1"}], "blocker": blockers})
    counted = f"SELECT record_id, happened_on FROM ({kpis()['blockers_resolved'].sql}) WHERE left_out IS NULL"
    listed = f"SELECT record_id, happened_on FROM ({LISTS['blockers_by_team']})"
    assert sorted(warehouse.rows(listed)) == sorted(warehouse.rows(counted))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_opens_with_its_definition_and_names_every_column(name: str, warehouse_of: Opener) -> None:
    header = re.sub(r"\n--\s{2,}", " ", LISTS[name])
    found = dict(re.findall(r"^-- ([a-z ]+): (.+)$", header, re.MULTILINE))
    assert tuple(found)[: len(HEADER)] == HEADER
    named = [part.split("=")[0].strip() for part in found["columns"].split(";")]
    assert sorted(named) == sorted(warehouse_of({}).sql(LISTS[name]).column_names)


def test_decisions_are_the_meetings_that_decided_something_each_with_its_owner(warehouse_of: Opener) -> None:
    on = date(2025, 3, 5)
    of = {"project_id": "P1", "held_on": on, "meeting_type": "联合会商"}
    meetings = [
        {"meeting_id": "M1", **of, "decision": "确定接口", "owner_department": "供水企业", "due_on": date(2025, 3, 20)},
        {"meeting_id": "M2", **of},
    ]
    found = warehouse_of({"project": [{"project_id": "P1"}], "meeting": meetings}).sql(LISTS["decisions"]).to_pylist()
    assert [(row["record_id"], row["owner_department"], row["due_on"]) for row in found] == [
        ("M1 · P1", "供水企业", date(2025, 3, 20))
    ]
