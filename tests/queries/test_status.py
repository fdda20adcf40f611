"""The status of a number is decided by the rules in the reference data, at the very limits as well as between them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from queries.catalogue import kpis
from queries.headline import Number
from queries.reference_rows import FOLDER, Mistake
from queries.status import GAP_TO_PLAN, GAP_TO_TARGET, MONTHS_WORSE, Judged, Rule, decide
from queries.status_rules import rule_book

SHARE = replace(next(kpi for kpi in kpis().values() if kpi.shown_as == "share"), better="higher")
COUNT = replace(SHARE, shown_as="count")
DAYS = replace(SHARE, shown_as="mean", better="lower")
TARGET = Rule(GAP_TO_TARGET, Decimal(0), Decimal(2))
PLAN = Rule(GAP_TO_PLAN, Decimal(5), Decimal(10))
MONTHS = Rule(MONTHS_WORSE, Decimal(3), None)


def share(numerator: int, denominator: int) -> Number:
    return Number(numerator, denominator, numerator / denominator if denominator else None)


@pytest.mark.parametrize(
    ("numerator", "level", "gap"),
    [
        (750, "reached", "0"),
        (800, "reached", "0"),
        (749, "watch", "0.1"),
        (731, "watch", "1.9"),
        (730, "act", "2.0"),
        (700, "act", "5.0"),
    ],
)
def test_a_share_is_held_against_its_target_in_percentage_points(numerator: int, level: str, gap: str) -> None:
    status = decide(SHARE, Judged(share(numerator, 1000), target=0.75), [TARGET])
    assert (status.level, status.reasons[0].amount) == (level, Decimal(gap))


def test_a_target_missed_by_less_than_the_page_shows_is_not_reached() -> None:
    status = decide(SHARE, Judged(share(74_999, 100_000), target=0.75), [TARGET])
    assert (status.level, status.reasons[0].amount) == ("watch", Decimal(0))


def test_below_the_first_limit_a_missed_target_is_near_and_never_reached() -> None:
    lenient = Rule(GAP_TO_TARGET, Decimal(5), Decimal(10))
    assert decide(SHARE, Judged(share(701, 1000), target=0.75), [lenient]).level == "near"
    assert decide(SHARE, Judged(share(700, 1000), target=0.75), [lenient]).level == "watch"


@pytest.mark.parametrize(("days", "level"), [(4.9, "reached"), (5.0, "reached"), (5.1, "watch"), (7.0, "act")])
def test_where_lower_is_better_the_gap_is_upwards(days: float, level: str) -> None:
    assert decide(DAYS, Judged(Number(days * 10, 10, days), target=5), [TARGET]).level == level


@pytest.mark.parametrize(
    ("started", "level", "lacking"),
    [(20, "reached", 0), (21, "reached", 0), (19, "watch", 1), (18, "act", 2), (0, "act", 20)],
)
def test_what_lacks_to_the_plan_is_counted_and_judged_in_percent_of_it(started: int, level: str, lacking: int) -> None:
    status = decide(SHARE, Judged(share(started, 30), plan=20), [PLAN])
    assert (status.level, status.reasons[0].amount) == (level, Decimal(lacking))


def test_less_than_the_first_limit_of_the_plan_is_near() -> None:
    assert decide(SHARE, Judged(share(96, 200), plan=100), [PLAN]).level == "near"
    assert decide(SHARE, Judged(share(95, 200), plan=100), [PLAN]).level == "watch"


@pytest.mark.parametrize(
    ("months", "level"),
    [
        ([9, 8, 7, 6], "watch"),
        ([8, 7, 6], "none"),
        ([9, 8, 7, 7], "none"),
        ([9, 8, 9, 8, 7, 6], "watch"),
        ([9, None, 8, 7, 6], "none"),
        ([None, 9, 8, 7, 6], "watch"),
        ([], "none"),
        ([1], "none"),
    ],
)
def test_only_an_unbroken_run_of_months_at_the_end_counts(months: list[float | None], level: str) -> None:
    status = decide(COUNT, Judged(Number(6, None, 6), months=months), [MONTHS])
    assert status.level == level


def test_months_that_fall_are_good_where_lower_is_better() -> None:
    assert decide(DAYS, Judged(Number(60, 10, 6), months=[9, 8, 7, 6]), [MONTHS]).level == "none"
    status = decide(DAYS, Judged(Number(90, 10, 9), months=[5, 6, 7, 8, 9]), [MONTHS])
    assert (status.level, status.reasons[0].amount) == ("watch", Decimal(4))


def test_the_worst_reason_decides_and_comes_first() -> None:
    judged = Judged(share(27, 38), target=0.75, plan=29, months=[0.75, 0.74, 0.73, 0.72])
    status = decide(SHARE, judged, [MONTHS, PLAN, TARGET])
    assert [(reason.rule.kind, reason.level) for reason in status.reasons] == [
        (GAP_TO_TARGET, "act"),
        (MONTHS_WORSE, "watch"),
        (GAP_TO_PLAN, "watch"),
    ]
    assert status.level == "act"


def test_nothing_is_said_without_a_number_a_target_a_plan_or_a_direction() -> None:
    everything = [TARGET, PLAN, MONTHS]
    assert decide(SHARE, Judged(share(0, 0), target=0.75, plan=3), everything).level == "none"
    assert decide(SHARE, Judged(share(1, 2)), everything).level == "none"
    assert decide(SHARE, Judged(share(1, 2), plan=0), everything).level == "none"
    neither = replace(COUNT, better="neither")
    assert decide(neither, Judged(Number(6, None, 6), target=9, months=[9, 8, 7, 6]), everything).level == "none"


def test_a_rule_without_limits_is_switched_off() -> None:
    off = Rule(GAP_TO_TARGET, None, None)
    assert decide(SHARE, Judged(share(1, 2), target=0.75), [off]).level == "none"


def book_of(folder: Path, status: str, presets: str = "usual,5,10\n") -> Path:
    (folder / "status.csv").write_text("kpi,rule,preset,watch,act\n" + status, encoding="utf-8")
    (folder / "status_preset.csv").write_text("preset,watch,act\n" + presets, encoding="utf-8")
    return folder


def test_a_kpis_own_rule_goes_before_the_general_one_of_its_kind(tmp_path: Path) -> None:
    book = rule_book(book_of(tmp_path, "*,gap_to_target,,0,2\n*,gap_to_plan,usual,,\na,gap_to_target,,,5\n"))
    assert set(book.of("a")) == {Rule(GAP_TO_TARGET, None, Decimal(5)), PLAN}
    assert set(book.of("b")) == {TARGET, PLAN}


def test_rules_edited_hold_at_once(tmp_path: Path) -> None:
    assert rule_book(book_of(tmp_path, "*,months_worse,,3,\n")).of("a") == (MONTHS,)
    assert rule_book(book_of(tmp_path, "*,months_worse,,12,\n")).of("a") == (Rule(MONTHS_WORSE, Decimal(12), None),)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("*,gap_to_moon,,0,2\n", "rule", "gap_to_moon"),
        ("*,gap_to_plan,harsh,,\n", "preset", "harsh"),
        ("*,gap_to_target,,a few,2\n", "watch", "a few"),
        ("*,gap_to_target,,0,-1\n", "act", "-1"),
        ("*,gap_to_target,,0,NaN\n", "act", "NaN"),
        ("no_such_kpi,gap_to_target,,0,2\n", "kpi", "no_such_kpi"),
    ],
)
def test_a_line_that_is_not_understood_is_named_and_the_others_hold(
    line: str, column: str, value: str, tmp_path: Path
) -> None:
    book = rule_book(book_of(tmp_path, line + "*,months_worse,,3,\n"))
    assert book.mistakes(["a"]) == (Mistake("status.csv", 2, column, value),)
    assert book.of("a") == (MONTHS,) if column != "kpi" else MONTHS in book.of("a")


def test_without_the_files_there_is_no_status(tmp_path: Path) -> None:
    assert rule_book(tmp_path).of("a") == ()


def test_the_rules_that_ship_are_understood() -> None:
    assert rule_book(FOLDER).mistakes(kpis()) == ()
    assert {rule.kind for rule in rule_book(FOLDER).of("start_rate")} == {GAP_TO_TARGET, GAP_TO_PLAN, MONTHS_WORSE}
