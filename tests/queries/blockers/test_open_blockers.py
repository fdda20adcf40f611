"""Who waits for whom, how old, how late, and who had a part: each agrees with a recount and with the KPIs."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from queries.blockers.overdue import count_late, overdue
from queries.blockers.parts_in import Teams, found_by, teams
from queries.blockers.standing import AGES, ages, waiting
from queries.lists import list_sums, lists
from queries.named_kpis import kpi_of
from queries.questions import groups, headline
from queries.warehouse import open_file
from queries.windows import Window
from tests.queries import town as town_of
from tests.queries.blockers.test_movements import stands_open
from tests.queries.conftest import Opener
from tests.queries.version_file import make_version

JUNE = Window(date(2025, 1, 1), date(2025, 6, 30))


@settings(max_examples=12, deadline=None)
@given(town_of.town(), town_of.window)
def test_any_town_is_counted_as_a_person_would(rows: dict[str, list[dict[str, Any]]], days: tuple[date, date]) -> None:
    window = Window(*days)
    standing = [row for row in rows["blocker"] if stands_open(row, window.last)]
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "000001.duckdb", rows))
        found = waiting(warehouse, window, {})
        assert {(one.department, one.stage, one.escalation): one.number for one in found} == Counter(
            (row["department"], row["stage"], row["escalation"]) for row in standing
        )
        total = sum(one.number for one in found)
        assert total == headline(warehouse, kpi_of("blockers", "open"), window, {}).value
        old = ages(warehouse, window, {})
        assert old.days == Counter((window.last - row["found_on"]).days for row in standing)
        assert sum(old.groups) == total
        for group in groups(warehouse, kpi_of("blockers", "open"), window, {}, "escalation"):
            assert sum(old.by_escalation.get(group.label, {}).values()) == group.value
        resolved = teams(warehouse, window, {}, "resolved")
        listed = list_sums(warehouse, lists()["blockers_by_team"], window, {})
        assert listed == {
            "gold": resolved.gold,
            "hall_or_studio": resolved.hall_or_studio,
            "both": resolved.both,
            "either": resolved.either,
        }
        assert resolved.either == listed["gold"] + listed["hall_or_studio"] - listed["both"]
        assert resolved.all == headline(warehouse, kpi_of("blockers", "resolved"), window, {}).value
        assert teams(warehouse, window, {}, "open").all == total
        assert found_by(warehouse, window, {}, "channel") == Counter(
            row["found_channel"] for row in rows["blocker"] if window.first <= row["found_on"] <= window.last
        )
        warehouse.close()


def blocker(number: int, found: date, due: date | None, verified: date | None = None, **more: Any) -> dict[str, Any]:
    """Return one blocker's row."""
    return {
        "blocker_id": f"B{number}",
        "project_id": "P1",
        "found_on": found,
        "due_on": due,
        "verified_on": verified,
        "owner_team": "金牌团队",
        "department": "区住建局",
        **more,
    }


def test_the_late_are_listed_the_longest_late_first(warehouse_of: Opener) -> None:
    rows = [
        blocker(1, date(2025, 6, 1), date(2025, 6, 29), escalation="市级"),
        blocker(2, date(2025, 6, 1), date(2025, 6, 30)),
        blocker(3, date(2025, 1, 1), date(2025, 3, 1)),
        blocker(4, date(2025, 1, 1), date(2025, 3, 1), date(2025, 6, 30)),
        blocker(5, date(2025, 1, 1), date(2025, 3, 1), date(2025, 7, 1)),
        blocker(6, date(2025, 1, 1), None),
        blocker(7, date(2025, 1, 1), date(2025, 3, 1), date(2025, 4, 1), reopened_on=date(2025, 5, 1)),
        blocker(8, date(2025, 1, 1), date(2025, 3, 1), date(2025, 4, 1), reopened_on=date(2025, 7, 1)),
    ]
    warehouse = warehouse_of({"project": [{"project_id": "P1", "project_name": "项目"}], "blocker": rows})
    found = overdue(warehouse, JUNE, {})
    assert [(one.record_id, one.days) for one in found] == [("B3", 121), ("B5", 121), ("B7", 121), ("B1", 1)]
    assert (found[0].team, found[0].department) == ("金牌团队", "区住建局")
    assert overdue(warehouse, JUNE, {}, limit=2, offset=1) == found[1:3]
    late = count_late(warehouse, JUNE, {})
    assert (late.open, late.late, late.without_day) == (6, 4, 1)
    assert late.by_escalation == {None: 3, "市级": 1}
    assert overdue(warehouse, JUNE, {"department": ("区财政局",)}) == []


def test_ages_fall_into_their_groups_at_the_very_day(warehouse_of: Opener) -> None:
    edges = [0, 7, 8, 15, 16, 30, 31, 90, 91, 400]
    rows = [blocker(number, date.fromordinal(JUNE.last.toordinal() - days), None) for number, days in enumerate(edges)]
    warehouse = warehouse_of({"project": [{"project_id": "P1", "project_name": "项目"}], "blocker": rows})
    found = ages(warehouse, JUNE, {})
    assert AGES == (7, 15, 30, 90, None)
    assert found.groups == [2, 2, 2, 2, 2]
    assert found.median(None) == 23
    assert found.median("市级") is None


def test_either_is_never_the_plain_sum() -> None:
    one = Teams(gold_only=5, hall_only=3, both=2, neither=1)
    assert (one.gold, one.hall_or_studio, one.either, one.all) == (7, 5, 10, 11)
