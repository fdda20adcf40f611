"""The groups' figures add up to the headlines of their KPIs, and what waits is what a recount finds waiting."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from queries.approvals.overdue import running
from queries.groups_at_work.load import IN_HAND, SPLIT, in_hand_window, loads, waiting_list
from queries.named_kpis import named_kpis
from queries.questions import headline, record_count
from queries.wall.head import head
from queries.warehouse import Warehouse, open_file
from queries.windows import Window
from tests.queries import town as town_of
from tests.queries.conftest import Opener
from tests.queries.recount_rows import working_days_after
from tests.queries.version_file import ROOT, make_version

Row = dict[str, Any]
LINES = (ROOT / "data" / "reference" / "workgroup.csv").read_text("utf-8").split("\n")[1:]
EIGHT = [line.split(",")[1] for line in LINES if line]
HALF_YEAR = Window(date(2025, 1, 1), date(2025, 6, 30))


def agree_with_the_kpis(warehouse: Warehouse, window: Window) -> None:
    """Hold the sums over the groups, and each group's own records, to the KPIs they open into."""
    found, named = loads(warehouse, window, {}), named_kpis("groups_at_work")
    for name in ("visits", "met", "blockers", "resolved", "decided"):
        assert sum(getattr(one, name) for one in found) == headline(warehouse, named[name], window, {}).value, name
    milestones = headline(warehouse, named["milestones"], window, {})
    assert sum(one.due for one in found) == milestones.denominator
    assert sum(one.on_time for one in found) == milestones.numerator
    for one in found:
        own = {SPLIT: (one.workgroup,)}
        assert one.visits == record_count(warehouse, named["visits"], window, own)
        assert one.met == headline(warehouse, named["met"], window, own).value
        assert one.blockers == record_count(warehouse, named["blockers"], window, own)
        days = in_hand_window(window)
        assert one.in_hand == record_count(warehouse, named["decided"], days, own, "left_out", IN_HAND)
    assert sum(one.in_hand for one in found) == headline(warehouse, named["decided"], days, {}).left_out.get(IN_HAND, 0)


@settings(max_examples=10, deadline=None)
@given(town_of.town(), town_of.window)
def test_sums_over_the_groups_are_the_headlines(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    window = Window(*days)
    late_milestones = [
        row
        for row in rows["milestone"]
        if row["planned_on"] <= window.last and (row["actual_on"] is None or row["actual_on"] > window.last)
    ]
    late_approvals = [row for row in rows["approval"] if days_over(row, window.last) > 0]
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "000001.duckdb", rows))
        agree_with_the_kpis(warehouse, window)
        found = loads(warehouse, window, {})
        assert sum(one.slipped for one in found) == len(late_milestones)
        assert sum(one.overdue for one in found) == len(late_approvals)
        of_the_wall = head(warehouse, window.last, {})
        assert of_the_wall.overdue + of_the_wall.overdue_before == len(late_milestones)
        assert running(warehouse, window.last, {}).overdue == len(late_approvals)
        listed = waiting_list(warehouse, "slipped", window, {})
        assert Counter((one.project_id, one.late) for one in listed) == Counter(
            (row["project_id"], (window.last - row["planned_on"]).days) for row in late_milestones
        )
        assert Counter(one.workgroup for one in listed) == {one.workgroup: one.slipped for one in found if one.slipped}
        overdue = waiting_list(warehouse, "overdue", window, {})
        assert {one.record_id: one.late for one in overdue} == {
            row["approval_id"]: days_over(row, window.last) for row in late_approvals
        }
        assert [one.late for one in overdue] == sorted((one.late for one in overdue), reverse=True)
        assert waiting_list(warehouse, "overdue", window, {}, limit=2, offset=1) == overdue[1:3]
        warehouse.close()


def days_over(row: Row, on: date) -> int:
    """Return by how many working days an approval that runs on a day is over its promise, 0 when it is not."""
    decided = row["outcome"] and row["decided_on"] and row["decided_on"] <= on
    gone = row["outcome"] in ("撤件", "退件") and row["decided_on"] is None
    if decided or gone or row["accepted_on"] > on or row["promised_days"] is None:
        return 0
    taken = working_days_after(row["accepted_on"], on) - (row["suspended_days"] or 0)
    return max(taken - row["promised_days"], 0)


def test_the_eight_groups_stand_in_their_order_with_the_unnamed_last(warehouse_of: Opener) -> None:
    blocker = {"project_id": "P1", "found_on": date(2025, 6, 1), "owner_team": "金牌团队"}
    warehouse = warehouse_of(
        {
            "project": [{"project_id": "P1", "project_name": "项目"}],
            "blocker": [{**blocker, "blocker_id": "B1"}, {**blocker, "blocker_id": "B2", "workgroup": "市政公用接入"}],
        }
    )
    found = loads(warehouse, HALF_YEAR, {})
    assert [one.workgroup for one in found] == [*EIGHT, None]
    assert {one.workgroup: one.blockers for one in found if not one.is_idle} == {"市政公用接入": 1, None: 1}


def test_a_milestone_not_reached_at_the_end_of_its_day_waits(warehouse_of: Opener) -> None:
    planned = {"project_id": "P1", "workgroup": "施工许可"}
    rows = [
        {**planned, "milestone": "A05", "planned_on": date(2025, 7, 1)},
        {**planned, "milestone": "自定节点", "planned_on": HALF_YEAR.last},
        {**planned, "milestone": "D05", "planned_on": date(2025, 6, 1), "actual_on": date(2025, 6, 30)},
    ]
    warehouse = warehouse_of({"project": [{"project_id": "P1", "project_name": "湾畔"}], "milestone": rows})
    (only,) = waiting_list(warehouse, "slipped", HALF_YEAR, {})
    assert (only.project_name, only.what, only.workgroup, only.late) == ("湾畔", "自定节点", "施工许可", 0)
    assert waiting_list(warehouse, "slipped", HALF_YEAR, {SPLIT: ("招标投标",)}) == []


def test_the_groups_of_the_sample_agree_with_its_kpis(sample: Warehouse) -> None:
    agree_with_the_kpis(sample, HALF_YEAR)
