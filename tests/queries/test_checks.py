"""Every check of queries/check passes on good rows and returns the row that is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.queries.conftest import Opener
from tests.queries.version_file import ROOT, Rows

CHECKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "queries" / "check").glob("*.sql"))}
COLUMNS = ["record_type", "record_id", "column_name", "value", "source_batch", "source_row"]
P1 = {"project_id": "P1", "category": "城市更新", "street": "北宅街道", "lead_group": "项目立项"}
GOOD: Rows = {
    "project": [P1],
    "listing": [{"project_id": "P1", "list_year": 2025, "level": "市级", "list_class": "建设类"}],
    "visit": [{"visit_id": "F1", "project_id": "P1", "visited_on": date(2025, 3, 1), "workgroup": "施工许可"}],
    "approval": [{"approval_id": "SL1", "project_id": "P1", "item_id": "A05", "accepted_on": date(2025, 3, 3)}],
    "acceptance": [{"acceptance_id": "YS1", "project_id": "P1", "mode": "联合验收", "applied_on": date(2025, 3, 3)}],
    "milestone": [{"project_id": "P1", "milestone": "里程碑:实际开工", "planned_on": date(2025, 3, 1)}],
    "district_month": [
        {"district": "崂山区", "month": date(2025, 3, 1), "joint_accepted": 3, "total_accepted": 3},
    ],
    "consultation": [{"consultation_id": "ZX1", "received_on": date(2025, 3, 1)}],
}
VISIT = GOOD["visit"][0]

# check → rows that add one fault to the good ones, and the record the check should name.
FAULTS: dict[str, tuple[Rows, Sequence[Any]]] = {
    "unknown_project": ({"visit": [{**VISIT, "project_id": "P9"}]}, ["F1"]),
    "unknown_reference": ({"project": [{**P1, "category": "其他类"}]}, ["P1"]),
    "two_current": ({"visit": [VISIT, {**VISIT, "visited_on": date(2025, 3, 2)}]}, ["F1"]),
    "wrong_current": ({"visit": [VISIT, {**VISIT, "batch_no": 2, "is_current": False}]}, ["F1"]),
    "joint_over_total": (
        {"district_month": [{**GOOD["district_month"][0], "total_accepted": 2}]},
        ["崂山区 · 2025-03-01"],
    ),
    "days_not_countable": (
        {
            "approval": [
                {
                    **GOOD["approval"][0],
                    "decided_on": date(2025, 3, 4),
                    "outcome": "准予",
                    "suspended_days": 5,
                }
            ]
        },
        ["SL1"],
    ),
    "acceptance_without_day": ({"acceptance": [{**GOOD["acceptance"][0], "applied_on": None}]}, ["YS1"]),
    "never_on_list": ({"listing": [{**GOOD["listing"][0], "delisted_on": date(2025, 1, 1)}]}, ["P1 · 2025"]),
}
# What no record can break: the calendar and the marks of the reference tables. A repeated row has its own test below.
NEVER_FROM_RECORDS = {"calendar_gap", "not_one_ours"}


@pytest.mark.parametrize("name", CHECKS)
def test_good_rows_pass(name: str, warehouse_of: Opener) -> None:
    answer = warehouse_of(GOOD).sql(CHECKS[name])
    assert answer.column_names == COLUMNS
    assert answer.num_rows == 0


@pytest.mark.parametrize("name", sorted(set(CHECKS) - NEVER_FROM_RECORDS - {"lost_rows"}))
def test_a_wrong_row_is_returned(name: str, warehouse_of: Opener) -> None:
    rows, expected = FAULTS[name]
    answer = warehouse_of({**GOOD, **rows}).sql(CHECKS[name])
    assert answer.column("record_id").to_pylist() == expected


def test_a_current_row_of_an_undone_batch_is_returned(warehouse_of: Opener) -> None:
    rows = {**GOOD, "visit": [{**VISIT, "batch_no": 7}]}
    answer = warehouse_of(rows, undone=[7]).sql(CHECKS["wrong_current"])
    assert answer.column("source_batch").to_pylist() == [7]


def test_an_earlier_row_replaced_by_a_later_one_is_not_wrong(warehouse_of: Opener) -> None:
    rows = {**GOOD, "visit": [{**VISIT, "is_current": False}, {**VISIT, "batch_no": 2}]}
    assert warehouse_of(rows).sql(CHECKS["wrong_current"]).num_rows == 0


def test_a_join_that_repeats_rows_is_seen(warehouse_of: Opener) -> None:
    answer = warehouse_of({**GOOD, "project": [P1, P1]}).sql(CHECKS["lost_rows"]).to_pylist()
    assert ("visit", "1 → 2") in {(row["record_type"], row["value"]) for row in answer}


@pytest.mark.parametrize("name", CHECKS)
def test_the_header_says_what_a_row_means_in_both_languages(name: str) -> None:
    header = re.match(
        r"-- a row is: [^|]*[\u4e00-\u9fff][^|]*\|\s*(--\s+)?[a-z][^|]*\n"
        r"-- severity: (stop|notice)\n-- what to do: [^|]*[\u4e00-\u9fff][^|]*\|\s*(--\s+)?[a-z]",
        CHECKS[name],
    )
    assert header
