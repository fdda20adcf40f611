"""How long cases took: on random towns the same as the KPIs say, and as plain Python counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from queries import questions
from queries.approvals.cases import CaseGroup, decided_cases
from queries.approvals.compression import compression
from queries.approvals.durations import BY, duration, durations, nearest_rank
from queries.approvals.overdue import overdue, running
from queries.catalogue import kpis
from queries.medians import Heap
from queries.menu.items import item_file
from queries.menu.statutory import statutory_days
from queries.questions import Window
from queries.warehouse import Warehouse, open_file
from tests.queries.town import ITEMS, STREETS, town, window
from tests.queries.version_file import make_version, working_days

ITEM = item_file().items
NUMBER = {day: number for day, _works, number in working_days()}
Row = Mapping[str, Any]


def days_taken(row: Row, until: date) -> int:
    return NUMBER[until] - NUMBER[row["accepted_on"]] - (row["suspended_days"] or 0)


def is_handled(row: Row, days: Window) -> bool:
    on = row["decided_on"]
    return row["outcome"] in ("准予", "不予") and on is not None and days.first <= on <= days.last


@settings(max_examples=15, deadline=None)
@given(town(), window)
def test_all_cases_together_are_the_numbers_of_the_kpis(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    asked = Window(*days)
    with TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "1.duckdb", rows))
        for where in ({}, {"street": STREETS[:1]}, {"workgroup": ("项目立项", "施工许可"), "category": ("公共服务",)}):
            agree_with_kpis(warehouse, asked, where)
        warehouse.close()


def agree_with_kpis(warehouse: Warehouse, asked: Window, where: Mapping[str, Sequence[str]]) -> None:
    cases = decided_cases(warehouse, asked, where)
    said = {
        name: questions.headline(warehouse, kpis()[name], asked, where)
        for name in ("approvals_handled", "approval_days", "approval_on_time_rate")
    }
    assert sum(case.number for case in cases) == said["approvals_handled"].value
    if not cases:
        return
    every = duration(None, cases)
    assert every.mean == pytest.approx(said["approval_days"].value)
    assert every.median == said["approval_days"].median
    on_time = said["approval_on_time_rate"]
    assert (every.on_time, every.timed) == (on_time.numerator, on_time.denominator)
    for by in BY:
        parts = durations(cases, by)
        assert sum(part.number for part in parts) == every.number
        assert sum(part.on_time for part in parts) == every.on_time
        assert [part.number for part in parts] == sorted((part.number for part in parts), reverse=True)


@settings(max_examples=15, deadline=None)
@given(town(), window)
def test_durations_and_compression_are_as_counted_by_hand(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    asked = Window(*days)
    supplements = {row["approval_id"]: at % 3 for at, row in enumerate(rows["approval"])}
    approvals = [{**row, "supplement_count": supplements[row["approval_id"]] or None} for row in rows["approval"]]
    with TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "1.duckdb", {**rows, "approval": approvals}))
        cases = decided_cases(warehouse, asked, {})
        warehouse.close()
    found = {one.label: one for one in durations(cases, "item")}
    for item_id in ITEMS:
        own = [row for row in approvals if row["item_id"] == item_id and is_handled(row, asked)]
        assert (item_id in found) == bool(own)
        if not own:
            continue
        taken = sorted(days_taken(row, row["decided_on"]) for row in own)
        one = found[item_id]
        assert one.median == median(taken)
        assert one.p90 == next(t for t in taken if 10 * sum(other <= t for other in taken) >= 9 * len(taken))
        assert one.supplemented == sum(bool(row["supplement_count"]) for row in own)
        assert one.supplements == pytest.approx(sum(row["supplement_count"] or 0 for row in own) / len(own))
        assert one.suspended_days == pytest.approx(sum(row["suspended_days"] or 0 for row in own) / len(own))
    told = compression(cases, ITEM)
    held = [row for row in approvals if is_handled(row, asked) and row["promised_days"] is not None]
    held = [row for row in held if ITEM[row["item_id"]].statutory_days]
    if told:
        assert told[0].number == len(held)
        assert told[0].promised == sum(row["promised_days"] for row in held)
        assert told[0].actual == sum(days_taken(row, row["decided_on"]) for row in held)
        assert told[0].statutory == pytest.approx(
            sum(days * 5 / 7 if unit == "ND" else days for days, unit in map(legal_limit, held))
        )
        assert told[0].number == sum(one.number for one in told[1:])
        assert sum(one.without for one in told[1:]) == told[0].without
        assert told[0].number + told[0].without == sum(case.number for case in cases)


def legal_limit(row: Row) -> tuple[int, str]:
    item = ITEM[row["item_id"]]
    return item.statutory_days, item.statutory_unit


@settings(max_examples=20, deadline=None)
@given(town(), window)
def test_overdue_cases_are_as_counted_by_hand(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    last = days[1]
    with TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "1.duckdb", rows))
        now = running(warehouse, last, {})
        found = overdue(warehouse, last, {}, limit=100)
        second = overdue(warehouse, last, {}, limit=100, offset=1)
        warehouse.close()
    still = []
    for row in rows["approval"]:
        on, outcome = row["decided_on"], row["outcome"]
        has_ended = outcome is not None and on is not None and on <= last
        was_thrown_out = outcome in ("撤件", "退件") and on is None
        if row["accepted_on"] <= last and not has_ended and not was_thrown_out:
            still.append(row)
    promised = [row for row in still if row["promised_days"] is not None]
    late = {row["approval_id"]: days_taken(row, last) - row["promised_days"] for row in promised}
    late = {approval_id: over for approval_id, over in late.items() if over > 0}
    assert (now.open, now.promised, now.overdue) == (len(still), len(promised), len(late))
    assert {case.approval_id: case.over for case in found} == late
    assert [case.over for case in found] == sorted(late.values(), reverse=True)
    assert second == found[1:]


def test_ninety_percent_is_the_nearest_rank() -> None:
    heap: Heap = Heap({float(days): 1 for days in range(1, 11)})
    assert nearest_rank(heap, Fraction(9, 10)) == 9
    assert nearest_rank(Heap({3.0: 9, 20.0: 1}), Fraction(9, 10)) == 3
    assert nearest_rank(Heap({3.0: 8, 20.0: 1}), Fraction(9, 10)) == 20
    assert nearest_rank(Heap(), Fraction(9, 10)) is None


def test_nine_cases_are_few_and_ten_are_not() -> None:
    case = CaseGroup("A05", None, None, 1, 1, 9, 0, 0, 0)
    assert duration(None, [case]).is_few
    assert not duration(None, [case, CaseGroup("A05", None, None, 2, 1, 1, 0, 0, 0)]).is_few


def test_calendar_days_of_the_law_count_five_sevenths() -> None:
    assert (ITEM["D05"].statutory_days, ITEM["D05"].statutory_unit) == (7, "ND")
    assert statutory_days(ITEM["D05"]) == 5
    assert statutory_days(ITEM["B03"]) == 20
    assert statutory_days(None) == 0
