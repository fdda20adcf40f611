"""What waits for what: on random projects as plain Python finds it pair by pair, and what the menu asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from queries.approvals.courses import courses
from queries.approvals.flow import ENOUGH, FREQUENT, Flow, flow
from queries.approvals.menu_order import MenuOrder, menu_order, menu_orders
from queries.menu.items import GOVERNMENT, SOCIAL, START, item_file
from queries.menu.menu import MenuMistake
from queries.questions import Window
from queries.warehouse import open_file
from tests.queries.conftest import Opener
from tests.queries.version_file import Rows, make_version, working_days

ITEMS = ("A08", "A09", "B01", "B03", "D02", "D05", "E02", "M01")
FIRST = date(2025, 3, 3)
NUMBER = {day: number for day, _works, number in working_days()}
Row = Mapping[str, Any]


def projects(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Return projects that took most of a few items within some weeks, some of them twice, some not to the end."""
    dice = Random(seed)

    def on(first: date, most: int) -> date:
        return first + timedelta(days=dice.randint(0, most))

    known: list[dict[str, Any]] = []
    cases: list[dict[str, Any]] = []
    for at in range(5):
        known.append(
            {
                "project_id": f"P{at}",
                "project_name": "项目",
                "investment_type": dice.choice([GOVERNMENT, SOCIAL]),
                "street": dice.choice(["中韩街道", "北宅街道"]),
                "status": "在建",
                "actual_start_on": dice.choice([None, on(FIRST, 40)]),
            }
        )
        for item_id in dice.choices(ITEMS, k=9):
            accepted = on(FIRST, 25)
            case = {
                "approval_id": f"S{len(cases)}",
                "project_id": f"P{at}",
                "item_id": item_id,
                "accepted_on": accepted,
                "decided_on": dice.choice([None, *[on(accepted, 9) for _ in range(7)]]),
                "outcome": dice.choice(["准予"] * 8 + ["不予", "退件", None]),
            }
            cases.append(case)
    return {"project": known, "approval": cases}


def plain(rows: Rows, days: Window, order: MenuOrder, where: Mapping[str, tuple[str, ...]]) -> dict[Any, list[Any]]:
    """Return per pair (before, after) what is seen of it, a project at a time: the word and the wait."""
    seen: dict[Any, list[Any]] = {}
    for project in rows["project"]:
        if project["investment_type"] != order.investment_type:
            continue
        if where and project["street"] not in where["street"]:
            continue
        course: dict[str, tuple[date, date | None]] = {}
        for item_id in ITEMS:
            own = [r for r in rows["approval"] if (r["project_id"], r["item_id"]) == (project["project_id"], item_id)]
            begun = [r["accepted_on"] for r in own if r["outcome"] != "退件"]
            granted = [r["decided_on"] for r in own if r["outcome"] == "准予" and r["decided_on"]]
            if begun:
                course[item_id] = min(begun), min(granted, default=None)
        if project["actual_start_on"]:
            course[START] = project["actual_start_on"], project["actual_start_on"]
        for after, (started, done) in course.items():
            if done is None or not days.first <= done <= days.last:
                continue
            ends = {
                before: number(course[before][1])
                for before, waiting in order.edges
                if waiting == after and before in course
            }
            all_kept = all(end is not None and end <= NUMBER[started] for end in ends.values())
            for before, (begun_on, ended) in course.items():
                if before == after:
                    continue
                end = number(ended)
                if end is not None and end <= NUMBER[started]:
                    word = "kept"
                else:
                    word = "overlapped" if NUMBER[begun_on] <= NUMBER[done] else "reversed"
                is_last = before in ends and all_kept and end == max(e for e in ends.values() if e is not None)
                wait = NUMBER[started] - end if end is not None and (is_last or word == "kept") else None
                seen.setdefault((before, after), []).append((word, is_last, wait))
    return seen


def number(on: date | None) -> int | None:
    return None if on is None else NUMBER[on]


def asked_flow(rows: Rows, days: Window, where: Mapping[str, tuple[str, ...]]) -> Flow:
    with TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "1.duckdb", rows))
        found = flow(courses(warehouse, days, where), menu_orders())
        warehouse.close()
    return found


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("where", [{}, {"street": ("中韩街道",)}], ids=["all", "one street"])
def test_what_waits_for_what_is_as_counted_pair_by_pair(seed: int, where: Mapping[str, tuple[str, ...]]) -> None:
    rows = projects(seed)
    days = Window(date(2025, 3, 14), date(2025, 4, 30))
    found = {(edge.before, edge.after): edge for edge in asked_flow(rows, days, where).edges}
    expected: dict[Any, list[Any]] = {}
    for order in menu_orders():
        for pair, seen in plain(rows, days, order, where).items():
            if pair in order.edges:
                expected.setdefault(pair, []).extend(seen)
    assert set(found) == set(expected)
    for pair, seen in expected.items():
        edge, said = found[pair], [word for word, _last, _wait in seen]
        counts = (edge.projects, edge.kept, edge.overlapped, edge.reversed)
        assert counts == (len(said), said.count("kept"), said.count("overlapped"), said.count("reversed"))
        waits = [wait for _word, is_last, wait in seen if is_last]
        assert (edge.last, edge.wait) == (len(waits), median(waits) if waits else None)


def many(count: int, later: int) -> Rows:
    """Return projects where M01 was granted before D02 was accepted, but for the last ``later`` of them."""
    known, cases = [], []
    for at in range(count):
        known.append({"project_id": f"P{at}", "project_name": "项目", "investment_type": SOCIAL, "status": "在建"})
        first, second = ("D02", "M01") if at >= count - later else ("M01", "D02")
        for item_id, accepted, decided in (
            (first, date(2025, 3, 3), date(2025, 3, 5)),
            (second, date(2025, 3, 10), date(2025, 3, 12)),
        ):
            cases.append(
                {
                    "approval_id": f"{item_id}{at}",
                    "project_id": f"P{at}",
                    "item_id": item_id,
                    "accepted_on": accepted,
                    "decided_on": decided,
                    "outcome": "准予",
                }
            )
    return {"project": known, "approval": cases}


@pytest.mark.parametrize(("count", "later", "is_told"), [(10, 0, True), (9, 0, False), (10, 2, True), (10, 3, False)])
def test_an_order_the_menu_does_not_ask_for_is_told_when_it_is_frequent(count: int, later: int, is_told: bool) -> None:
    assert (ENOUGH, FREQUENT) == (10, 0.8)
    found = asked_flow(many(count, later), Window(date(2025, 1, 1), date(2025, 6, 30)), {})
    told = [(one.before, one.after, one.projects, one.kept, one.gap) for one in found.others]
    assert told == ([("M01", "D02", count, count - later, 3.0)] if is_told else [])


def test_projects_of_a_type_without_a_menu_are_told(warehouse_of: Opener) -> None:
    rows = many(3, 0)
    strange = [{**row, "investment_type": "其他" if row["project_id"] == "P0" else SOCIAL} for row in rows["project"]]
    strange[1]["investment_type"] = None
    days = Window(date(2025, 1, 1), date(2025, 6, 30))
    found = flow(courses(warehouse_of({**rows, "project": strange}), days, {}), menu_orders())
    assert (found.projects, found.without_menu) == (3, 2)


def test_the_menu_asks_for_every_variant_and_bridges_what_has_no_cases() -> None:
    order = menu_order(item_file().items, GOVERNMENT)
    assert {("D05", START), ("D07", START), ("D07", "D08"), ("E10", "E11"), ("E08", "E09")} <= order.edges
    assert {("A03", "C01"), ("A03", "C02"), ("X01", "E01"), ("X01", "E02")} <= order.edges
    assert not any(after == "X01" for _before, after in order.edges)
    assert "A01" in order.ancestors["D05"]


def test_a_menu_that_makes_no_order_is_refused(tmp_path: Path) -> None:
    text = (Path("data/reference/item.csv")).read_text(encoding="utf-8")
    (tmp_path / "item.csv").write_text(
        text.replace("M,M,S,,all,A08,A08,办事指南口径", "M,M,S,,all,Z99,A08,办事指南口径")
    )
    with pytest.raises(MenuMistake) as mistake:
        menu_orders(tmp_path)
    assert mistake.value.items == ("B01", "Z99")
