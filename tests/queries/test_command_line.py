"""``python -m queries``: its options and JSON shapes, Chinese for a person, CSV for Excel, and its exit codes."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries.catalogue import kpis
from queries.lists import lists
from tests.queries.asking import ask, asked, publish

PROJECTS = [
    {"project_id": "P1", "category": "城市更新", "actual_start_on": date(2025, 2, 1)},
    {"project_id": "P2", "category": "公共服务", "actual_start_on": date(2025, 8, 1)},
    {"project_id": "P3", "category": "公共服务"},
]
LISTED = {"list_year": 2025, "level": "市级", "list_class": "建设类"}
VISIT = {"project_id": "P1", "visit_mode": "现场"}
BLOCKER = {"project_id": "P1", "found_on": date(2025, 2, 1), "blocker_type": "手续办理"}
ROWS: dict[str, list[dict[str, Any]]] = {
    "project": PROJECTS,
    "listing": [{**LISTED, "project_id": f"P{n}", "level": "区级" if n == 3 else "市级"} for n in (1, 2, 3)],
    "visit": [
        {**VISIT, "visit_id": "V1", "visited_on": date(2025, 1, 10)},
        {**VISIT, "visit_id": "=V2", "visited_on": date(2025, 6, 10)},
        {**VISIT, "visit_id": "V3", "visited_on": date(2025, 6, 11), "visit_mode": "线上"},
        {**VISIT, "visit_id": "V4", "visited_on": date(2024, 6, 11)},
    ],
    "blocker": [
        {**BLOCKER, "blocker_id": "B1", "verified_on": date(2025, 2, 11), "owner_team": "金牌团队"},
        {**BLOCKER, "blocker_id": "B2", "verified_on": date(2025, 2, 4), "owner_team": "审批会客厅"},
    ],
    "district_month": [
        {"district": d, "month": date(2025, m, 1), "joint_accepted": j, "total_accepted": 10}
        for m in (1, 2)
        for d, j in (("崂山区", 9), ("市南区", 5))
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse of two versions; in the first, nothing had started yet."""
    made = tmp_path_factory.mktemp("warehouse")
    publish(made, 1, {**ROWS, "project": [{**row, "actual_start_on": None} for row in PROJECTS]})
    publish(made, 2, ROWS)
    return made


def test_without_a_kpi_it_lists_the_kpis_and_lists_there_are_also_without_a_warehouse(tmp_path: Path) -> None:
    said = ask(tmp_path).text
    for name, one in {**kpis(), **lists()}.items():
        assert name in said
        assert one.title.zh in said
    found = asked(tmp_path, "--json")
    assert [one["kpi"] for one in found["kpis"]] == list(kpis())
    assert [one["list"] for one in found["lists"]] == list(lists())
    assert ask(tmp_path, "--csv").text.splitlines()[1].startswith("start_rate,开工率,Start rate,")


def test_the_headline_as_json_has_the_shape_of_the_contract(folder: Path) -> None:
    found = asked(folder, "start_rate", "--json")
    assert found == {
        "kpi": "start_rate",
        "from": "2025-01-01",
        "to": "2025-06-30",
        "where": {},
        "version": 2,
        "numerator": 1,
        "denominator": 2,
        "value": 0.5,
        "left_out": {"区级": 1},
    }
    assert list(found) == ["kpi", "from", "to", "where", "version", "numerator", "denominator", "value", "left_out"]


@pytest.mark.parametrize(
    ("name", "numerator", "denominator", "value"),
    [
        ("site_visits", 2, None, 2),
        ("projects_served", 1, None, 1),
        ("blocker_days", None, 2, 6.5),
        ("approval_days", 0, 0, None),
        ("blocker_resolution_rate", 2, 2, 1.0),
        ("blockers_open", 0, None, 0),
    ],
)
def test_what_a_kpi_does_not_show_is_null(
    name: str, numerator: int | None, denominator: int | None, value: float | None, folder: Path
) -> None:
    found = asked(folder, name, "--json")
    assert (found["numerator"], found["denominator"], found["value"]) == (numerator, denominator, value)


def test_groups_points_and_records_are_added_when_asked_for(folder: Path) -> None:
    found = asked(folder, "开工率", "--by", "category", "--trend", "--records", "--json")
    assert found["kpi"] == "start_rate"
    assert found["groups"] == [
        {"label": "城市更新", "numerator": 1, "denominator": 1, "value": 1.0},
        {"label": "公共服务", "numerator": 0, "denominator": 1, "value": 0.0},
    ]
    assert [point["month"] for point in found["points"]] == [f"2025-0{month}" for month in range(1, 7)]
    assert [point["numerator"] for point in found["points"]] == [0, 1, 1, 1, 1, 1]
    assert found["points"][-1]["is_complete"]
    assert [row["record_id"] for row in found["records"]] == ["P1 · 2025"]
    assert found["records"][0]["achieved_on"] == "2025-02-01"
    assert (found["records"][0]["source_batch"], found["records"][0]["source_row"]) == (1, 2)


def test_each_part_of_the_records_can_be_listed(folder: Path) -> None:
    listed = {
        part: [row["record_id"] for row in asked(folder, "start_rate", "--part", part, "--json")["records"]]
        for part in ("counted", "remainder", "left_out", "all")
    }
    assert listed == {
        "counted": ["P1 · 2025"],
        "remainder": ["P2 · 2025"],
        "left_out": ["P3 · 2025"],
        "all": ["P1 · 2025", "P2 · 2025", "P3 · 2025"],
    }


def test_window_filters_and_version_are_held_to(folder: Path) -> None:
    late = asked(folder, "start_rate", "--to", "2025-08-01", "--json")
    assert (late["from"], late["to"], late["numerator"]) == ("2025-01-01", "2025-08-01", 2)
    year_before = asked(folder, "site_visits", "--to", "2024-12-31", "--json")
    assert (year_before["from"], year_before["value"]) == ("2024-01-01", 1)
    june = asked(folder, "site_visits", "--from", "2025-06-01", "--where", "category=城市更新", "--json")
    assert (june["value"], june["where"]) == (1, {"category": ["城市更新"]})
    both = asked(folder, "start_rate", "--where", "category=城市更新", "--where", "category=公共服务", "--json")
    assert both["denominator"] == 2
    assert asked(folder, "start_rate", "--where", "street=", "--json")["denominator"] == 2
    assert asked(folder, "start_rate", "--where", "category=总部与商务楼宇", "--json")["denominator"] == 0
    old = asked(folder, "start_rate", "--version", "1", "--json")
    assert (old["version"], old["numerator"], old["denominator"]) == (1, 0, 2)


def test_a_person_reads_the_fraction_first_and_why_the_rest_is_not_counted(folder: Path) -> None:
    lines = ask(folder, "start_rate", "--by", "category", "--records").text.splitlines()
    assert lines[0] == "开工率（start_rate）：1/2 = 50.0 %"
    assert lines[1] == "2025-06-30 当日，数据完整至 2025-06-30，第 2 版"
    assert lines[2] == "未计入：区级 1"
    assert any(line.split() == ["城市更新", "1/1", "100.0", "%"] for line in lines)
    assert any(line.startswith("明细（已计入） 1 条") for line in lines)


def test_nothing_below_the_line_is_a_dash_and_a_month_that_is_not_over_has_no_percentage(folder: Path) -> None:
    assert "0/0 = —" in ask(folder, "start_rate", "--to", "2024-05-31").text
    lines = ask(folder, "start_rate", "--to", "2025-06-15", "--trend").text.splitlines()
    assert lines[-1].split() == ["2025-06", "1/2", "—", "月份未完"]
    assert lines[-2].split() == ["2025-05", "1/2", "50.0", "%"]
    assert "数据只完整到 2025-06-30" in ask(folder, "start_rate", "--to", "2025-07-31").text


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_is_for_excel_one_table_at_a_time(folder: Path) -> None:
    head = read_csv(ask(folder, "start_rate", "--csv").out)
    assert head[0][:4] == ["kpi", "from", "to", "version"]
    assert dict(zip(*head, strict=True))["left_out: 区级"] == "1"
    by = read_csv(ask(folder, "start_rate", "--by", "category", "--csv").out)
    assert by == [
        ["label", "numerator", "denominator", "value"],
        ["城市更新", "1", "1", "1.0"],
        ["公共服务", "0", "1", "0.0"],
    ]
    assert len(read_csv(ask(folder, "start_rate", "--trend", "--csv").out)) == 7
    visits = read_csv(ask(folder, "site_visits", "--records", "--csv").out)
    assert [row[0] for row in visits] == ["record_id", "'=V2", "V1"]
    nothing = read_csv(ask(folder, "site_visits", "--to", "2023-01-31", "--records", "--csv").out)
    assert nothing[0][0] == "record_id"
    assert len(nothing) == 1


def test_a_list_answers_by_the_same_command(folder: Path) -> None:
    found = asked(folder, "district_rank", "--json")
    assert (found["list"], found["from"], found["to"], found["version"]) == (
        "district_rank",
        "2025-01-01",
        "2025-06-30",
        2,
    )
    assert [(row["month"], row["district"], row["rank"]) for row in found["rows"]][:2] == [
        ("2025-01-01", "崂山区", 1),
        ("2025-01-01", "市南区", 2),
    ]
    ours = asked(folder, "district_rank", "--where", "is_ours=是", "--from", "2025-02-01", "--json")
    assert [(row["district"], row["months_first"]) for row in ours["rows"]] == [("崂山区", 2)]
    assert "崂山区" in ask(folder, "联合验收率全市排名").text
    assert read_csv(ask(folder, "district_rank", "--csv").out)[0][0] == "month"


def test_a_list_that_is_added_up_gives_sums_and_its_rows_when_asked(folder: Path) -> None:
    found = asked(folder, "blockers_by_team", "--json")
    assert found["rows"] == [{"gold": 1, "hall_or_studio": 1, "both": 0, "either": 2}]
    rows = asked(folder, "blockers_by_team", "--records", "--where", "gold=1", "--json")["rows"]
    assert [row["record_id"] for row in rows] == ["B1"]
    assert asked(folder, "blockers_by_team", "--to", "2025-01-31", "--json")["rows"][0]["either"] == 0
    assert "任一参与：2" in ask(folder, "blockers_by_team").text


def test_a_command_starts_without_the_libraries_of_the_pages() -> None:
    from subprocess import run

    heavy = "{'pandas', 'streamlit', 'plotly', 'pyarrow'}"
    code = f"import sys, queries.__main__; sys.exit(bool({heavy} & set(sys.modules)))"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
