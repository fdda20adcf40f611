"""A project's own path: what its records show of each item, and the days left by trying every path that is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.menu.items import GOVERNMENT, INVESTMENT_TYPES, SOCIAL, START, item_file
from queries.menu.menu import MenuChoice, build_menu
from queries.menu.project_course import Case, Course, Node, NoInvestmentType, choice_of, project_course
from queries.menu.project_path import ProjectPath, building_days, project_path
from queries.menu.working_days import WorkingDays, working_days
from tests.queries.conftest import Opener
from tests.queries.town import town
from tests.queries.version_file import is_working_day

ITEMS = item_file().items
DAY = date(2025, 6, 30)
few = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
PROJECT = {"project_id": "P1", "project_name": "海湾一号", "investment_type": SOCIAL, "status": "前期"}


def case(item_id: str, accepted: date, decided: date | None = None, outcome: str = "准予", promised: int = 5) -> Case:
    return Case(item_id, accepted, decided, outcome if decided else "", promised, 0)


def course(*cases: Case, kind: str = SOCIAL, day: date = DAY, **more: Any) -> Course:
    return Course("P1", day, kind, tuple(sorted(cases, key=lambda one: one.accepted_on)), **{"nodes": {}, **more})


@pytest.fixture
def days(warehouse_of: Opener) -> WorkingDays:
    return working_days(warehouse_of({}))


def states(path: ProjectPath) -> dict[str, str]:
    return {item_id: step.state for item_id, step in path.steps.items()}


def longest_left(path: ProjectPath) -> int:
    """Return the working days of the longest chain of items not finished, by trying every one."""
    open_ = {item_id: step.days_left for item_id, step in path.steps.items() if step.state not in ("done", "presumed")}

    def longest(item_id: str) -> int:
        return open_[item_id] + max((longest(one) for one in path.menu.after(item_id) if one in open_), default=0)

    return max(map(longest, open_), default=0)


def worked(first: date, last: date) -> int:
    """Count the working days after ``first`` up to ``last``, day by day."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def recounted(rows: Mapping[str, list[dict[str, Any]]], project: Mapping[str, Any], item_id: str) -> str:
    """Say from the bare rows whether an item is 'done', 'running' or neither, as known on DAY."""
    own = [
        row
        for row in rows["approval"]
        if (row["project_id"], row["item_id"]) == (project["project_id"], item_id) and row["accepted_on"] <= DAY
    ]
    if any(row["outcome"] == "准予" and row["decided_on"] and row["decided_on"] <= DAY for row in own):
        return "done"
    reached = [
        row["actual_on"]
        for row in rows["milestone"]
        if (row["project_id"], row["milestone"]) == (project["project_id"], item_id)
    ]
    reached += {"X00": [project["actual_start_on"]], "X01": [project["actual_completion_on"]]}.get(item_id, [])
    if any(on and on <= DAY for on in reached):
        return "done"
    still = [row for row in own if not row["decided_on"] or row["decided_on"] > DAY or not row["outcome"]]
    over = [row for row in still if row["outcome"] in ("撤件", "退件") and not row["decided_on"]]
    return "running" if len(still) > len(over) else ""


@settings(few, max_examples=8)
@given(rows=town())
def test_every_projects_path_is_what_the_bare_rows_say(rows: dict[str, Any], warehouse_of: Opener) -> None:
    warehouse = warehouse_of(rows)
    calendar = working_days(warehouse)
    for project in rows["project"]:
        path = project_path(project_course(warehouse, project["project_id"], DAY), ITEMS, calendar)
        assert path.days_left == longest_left(path)
        if path.finish_on and not path.waits_for_works:
            assert worked(DAY, path.finish_on) == path.days_left
        for item_id, step in path.steps.items():
            told = recounted(rows, project, item_id)
            assert told == {"done": "done", "running": "running"}.get(step.state, ""), item_id
            if step.state == "running" and step.begun_on:
                own = next(case for case in path.course.of_item(item_id) if not case.decided_on)
                assert step.days_so_far == max(worked(step.begun_on, DAY) - own.suspended_days, 0)
                assert step.days_left >= 1


anything = st.builds(
    lambda item_id, begun, takes, outcome, promised: case(
        item_id, begun, begun + timedelta(days=takes) if takes is not None else None, outcome, promised
    ),
    st.sampled_from(sorted(ITEMS)),
    st.dates(date(2024, 1, 1), date(2026, 3, 31)),
    st.none() | st.integers(0, 60),
    st.sampled_from(["准予", "准予", "准予", "不予", "撤件", "退件"]),
    st.integers(0, 20),
)


def as_of(known: list[Case], day: date) -> list[Case]:
    """Return the cases as they are known on ``day``."""
    return [
        one if one.decided_on and one.decided_on <= day else case(one.item_id, one.accepted_on)
        for one in known
        if one.accepted_on <= day
    ]


@settings(few, max_examples=30)
@given(known=st.lists(anything, max_size=25), kind=st.sampled_from(INVESTMENT_TYPES))
def test_what_is_left_is_the_longest_chain_and_an_item_is_next_when_nothing_open_is_before_it(
    known: list[Case], kind: str, days: WorkingDays
) -> None:
    path = project_path(course(*as_of(known, DAY), kind=kind), ITEMS, days)
    assert path.days_left == longest_left(path)
    assert sum(path.steps[item_id].days_left for item_id in path.shortest) == path.days_left
    found = states(path)
    for item_id, state in found.items():
        open_before = [one for one in path.menu.before(item_id) if found[one] not in ("done", "presumed")]
        assert state != "next" or not open_before, item_id
        assert state != "waiting" or open_before, item_id
        if state == "presumed":
            assert any(found[one] == "done" for one in networkx.descendants(path.menu.graph, item_id))
    to_start = START in path.left.items
    assert (path.days_to_start is not None) == to_start


@settings(few, max_examples=40)
@given(known=st.lists(anything, max_size=15), kind=st.sampled_from(INVESTMENT_TYPES), later=st.integers(1, 200))
def test_on_one_menu_a_later_day_never_takes_back_what_was_finished(
    known: list[Case], kind: str, later: int, days: WorkingDays
) -> None:
    now, then = course(*as_of(known, DAY), kind=kind), DAY + timedelta(days=later)
    after = course(*as_of(known, then), kind=kind, day=then)
    first, second = project_path(now, ITEMS, days), project_path(after, ITEMS, days)
    if choice_of(now, ITEMS) != choice_of(after, ITEMS):
        return
    for item_id, state in states(first).items():
        if state in ("done", "presumed"):
            # What was presumed may turn out to be running when its case comes to be known.
            assert states(second)[item_id] in (("done",) if state == "done" else ("done", "presumed", "running"))


def test_a_project_with_nothing_recorded_has_its_whole_menu_before_it(days: WorkingDays) -> None:
    path = project_path(course(), ITEMS, days)
    assert (path.days_left, path.days_to_start) == (30, 21)
    assert path.start_on == days.after(DAY, 21)
    assert {step.item.item_id for step in path.of_state("next")} == {
        item_id for item_id in path.menu.items if not path.menu.before(item_id)
    }


def test_what_runs_takes_what_is_left_of_its_promise_and_late_at_least_a_day(days: WorkingDays) -> None:
    begun = case("A08", days.after(DAY, -2), promised=3)
    path = project_path(course(begun), ITEMS, days)
    step = path.steps["A08"]
    assert (step.state, step.days_so_far, step.days_left, step.is_late) == ("running", 2, 1, False)
    late = project_path(course(case("A08", days.after(DAY, -9), promised=3)), ITEMS, days).steps["A08"]
    assert (late.days_so_far, late.days_over, late.days_left, late.is_late) == (9, 6, 1, True)


def test_what_was_granted_shows_that_what_it_waits_for_is_done(days: WorkingDays) -> None:
    path = project_path(course(case("B03", date(2025, 3, 3), date(2025, 3, 5))), ITEMS, days)
    assert {item_id for item_id, state in states(path).items() if state == "presumed"} == {
        "A05",
        "A06",
        "A08",
        "A09",
        "B01",
    }
    assert path.steps["D02"].state == "next"


def test_a_refusal_leaves_the_item_to_be_applied_for_again(days: WorkingDays) -> None:
    path = project_path(course(case("A05", date(2025, 3, 3), date(2025, 3, 5), "不予")), ITEMS, days)
    assert (path.steps["A05"].state, path.steps["A05"].turned_down) == ("next", "不予")


def test_the_variants_and_optional_items_are_those_its_records_show() -> None:
    phased = course(case("D07", date(2025, 3, 3)), case("C01", date(2025, 3, 3)))
    assert choice_of(phased, ITEMS) == MenuChoice(SOCIAL, is_phased=True, wanted=frozenset({"C01"}))
    whole = course(case("D07", date(2025, 3, 3)), case("D05", date(2025, 4, 1), date(2025, 4, 3)))
    assert not choice_of(whole, ITEMS).is_phased
    withdrawn = course(case("C01", date(2025, 3, 3), date(2025, 3, 4), "撤件"))
    assert choice_of(withdrawn, ITEMS).wanted == frozenset()
    planned = course(nodes={"E11": Node("E11", date(2026, 1, 5), None, None, "", "")})
    assert choice_of(planned, ITEMS).is_segmented
    assert choice_of(course(is_in_segments=True, kind=GOVERNMENT), ITEMS).is_segmented


def test_the_finish_waits_for_the_planned_completion_of_the_works(days: WorkingDays) -> None:
    done = course(started_on=date(2025, 3, 3), planned_completion_on=date(2026, 6, 30))
    path = project_path(done, ITEMS, days)
    after = sum(build_menu(ITEMS, choice_of(done, ITEMS)).items[one].days for one in ("E02", "E08", "E09", "E12"))
    assert path.waits_for_works
    assert path.finish_on == days.after(date(2026, 6, 30), after)
    assert (path.days_to_start, path.start_on) == (None, None)


def test_the_works_take_what_the_ledger_plans_for_them(days: WorkingDays) -> None:
    planned = {"planned_start_on": date(2025, 9, 1), "planned_completion_on": date(2026, 6, 30)}
    to_come = project_path(course(**planned), ITEMS, days)
    assert building_days(to_come, days) == worked(date(2025, 9, 1), date(2026, 6, 30))
    started = project_path(course(started_on=date(2025, 3, 3), **planned), ITEMS, days)
    assert building_days(started, days) == worked(DAY, date(2026, 6, 30))
    done = course(started_on=date(2025, 3, 3), completed_on=DAY, **planned)
    assert building_days(project_path(done, ITEMS, days), days) == 0
    assert building_days(project_path(course(), ITEMS, days), days) == 0


def test_a_day_planned_that_went_by_is_told_with_its_working_days(days: WorkingDays) -> None:
    nodes = {"A08": Node("A08", days.after(DAY, -4), None, None, "", "")}
    assert project_path(course(nodes=nodes), ITEMS, days).steps["A08"].days_behind == 4


@pytest.mark.parametrize("rows", [[], [{**PROJECT, "investment_type": None}], [{**PROJECT, "investment_type": "外商"}]])
def test_without_an_investment_type_there_is_no_menu_to_go_by(
    rows: list[dict[str, Any]], warehouse_of: Opener, days: WorkingDays
) -> None:
    with pytest.raises(NoInvestmentType):
        project_path(project_course(warehouse_of({"project": rows}), "P1", DAY), ITEMS, days)


def test_what_is_dated_after_the_day_is_not_known_yet(warehouse_of: Opener) -> None:
    cases = [
        {"approval_id": "S1", "project_id": "P1", "item_id": "A05", "outcome": "准予"}
        | {"accepted_on": date(2025, 6, 27), "decided_on": date(2025, 7, 1)},
        {"approval_id": "S2", "project_id": "P1", "item_id": "A08", "accepted_on": date(2025, 7, 1)},
    ]
    reached = [{"project_id": "P1", "milestone": "B01", "planned_on": DAY, "actual_on": date(2025, 7, 2)}]
    warehouse = warehouse_of({"project": [PROJECT], "approval": cases, "milestone": reached})
    found = project_course(warehouse, "P1", DAY)
    assert [(one.item_id, one.decided_on) for one in found.cases] == [("A05", None)]
    assert found.nodes["B01"].actual_on is None
