"""Benchmark b: every KPI's headline, break-downs and 24-month trend on ten million records, against SQL by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

from benchmarks.by_hand import Answer, ByHand, questions_of, read_answer, read_rows, sql_of
from benchmarks.large_town import large_town, record_count
from benchmarks.report import Line, Section, compared
from benchmarks.timing import Timed, in_turns, ratio, stopwatch
from queries import questions
from queries.catalogue import Kpi, kpis
from queries.questions import Group, Headline, Point, Window
from queries.warehouse import Warehouse

ROUNDS = 7
MOST_TIMES = 1.5
MOST_MILLISECONDS = 300
TREND_MONTHS = 24
Compared = list[tuple[str, str, Timed, Timed]]


def run(warehouse: Warehouse | None = None, rounds: int = ROUNDS) -> Section:
    """Ask every question both ways and return the section; raises AssertionError when an answer differs."""
    opened = warehouse or large_town()
    by_hand = ByHand.open(opened.path)
    measured: Compared = []
    for kpi in kpis().values():
        for question in questions_of(kpi):
            window = window_of(opened, question)
            ask = product_question(opened, kpi, question, window)
            sql = sql_of(kpi, question)
            difference = differences(read_answer(kpi, ask()), read_rows(kpi, question, by_hand.ask(sql, window)))
            assert not difference, f"{kpi.name}, {question}: {difference}"
            ways = {"product": stopwatch(ask), "by hand": stopwatch(lambda s=sql, w=window: by_hand.ask(s, w))}  # type: ignore[misc]
            timed = in_turns(ways, rounds)
            measured.append((kpi.name, question, timed["product"], timed["by hand"]))
    by_hand.connection.close()
    return _section(measured, record_count(opened))


def window_of(warehouse: Warehouse, question: str) -> Window:
    """Return the days asked about: this year so far, and for a trend the 24 months that end with them."""
    year = questions.default_window(warehouse)
    if question != "trend":
        return year
    number = year.last.year * 12 + year.last.month - TREND_MONTHS
    return Window(date(number // 12, number % 12 + 1, 1), year.last)


def product_question(
    warehouse: Warehouse, kpi: Kpi, question: str, window: Window
) -> Callable[[], Headline | list[Group] | list[Point]]:
    """Return the product's way to one question."""
    if question == "headline":
        return lambda: questions.headline(warehouse, kpi, window, {})
    if question == "trend":
        return lambda: questions.trend(warehouse, kpi, window, {})
    return lambda: questions.groups(warehouse, kpi, window, {}, question.removeprefix("by "))


def differences(product: Answer, by_hand: Answer) -> str:
    """Return the first thing in which two answers differ, or nothing. An empty month or group may be absent."""
    for key in product | by_hand:
        one, other = product.get(key, ()), by_hand.get(key, ())
        if len(one) != len(other) and any(one) and any(other):
            return f"{key}: {one} and {other}"
        if len(one) == len(other):
            same = all(_same(a, b) for a, b in zip(one, other, strict=True))
        else:
            same = not any(one) and not any(other)
        if not same:
            return f"{key}: {one} and {other}"
    return ""


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return not one and not other
    return math.isclose(one, other, rel_tol=1e-9)


def _section(measured: Compared, records: int) -> Section:
    section = Section(f"b · The numbers, on {records:,} records")
    for kind in ("headline", "by …", "trend"):
        mine = [m for m in measured if m[1] == kind or (kind == "by …" and m[1].startswith("by "))]
        section.lines += _summary(kind, mine)
    section.detail = [
        compared(f"{name}, {question}", product, "by hand", other, MOST_TIMES)
        for name, question, product, other in measured
    ]
    section.notes = [
        f"Headline and break-downs over this year so far, trend over {TREND_MONTHS} months; two threads both sides; "
        f"{ROUNDS} rounds. The hand-written SQL stands in benchmarks/by_hand; its answers are asserted equal before "
        "anything is timed, reasons of rows left out, medians and sums to date included.",
        "The product's time is that of the whole call in Python; the hand-written SQL runs on a plain connection to "
        "the same file. Under about 2 ms the ratio is that of planning a query, which both sides pay.",
    ]
    section.why_not = (
        "Why some are farther: by hand it is known that a plan ends with its year, that nothing is signed off before "
        "it is found, and that each kind of service has a table of its own. The product asks every KPI alike: each "
        "of a stock's four dates in a pass of its own, and a break-down's labels as the records have them."
    )
    return section


def _summary(kind: str, mine: Compared) -> list[Line]:
    name = "break-down" if kind == "by …" else kind
    slow = max(mine, key=lambda m: m[2].median)
    far = max(mine, key=lambda m: ratio(m[2], m[3]))
    within = sum(ratio(m[2], m[3]) <= MOST_TIMES for m in mine)
    fast = sum(m[2].median < MOST_MILLISECONDS for m in mine)
    typical = sorted(ratio(m[2], m[3]) for m in mine)[len(mine) // 2]
    return [
        Line(
            f"{name}, slowest of {len(mine)}: {slow[0]}",
            f"{slow[2].median:.0f} ms",
            f"by hand: {slow[3].median:.0f} ms",
            f"{ratio(slow[2], slow[3]):.2f} ×",
            f"every one < {MOST_MILLISECONDS} ms",
            fast == len(mine),
        ),
        Line(
            f"{name}, farthest from by hand: {far[0]}",
            f"{far[2].median:.1f} ms",
            f"by hand: {far[3].median:.1f} ms",
            f"{ratio(far[2], far[3]):.2f} × (middle {typical:.2f} ×; {within} of {len(mine)} within)",
            f"every one ≤ {MOST_TIMES} ×",
            within == len(mine),
        ),
    ]
