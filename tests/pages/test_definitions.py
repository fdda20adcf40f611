"""The definitions page prints what is run: words, formula, reasons, review, SQL and worked example of every KPI."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from pages.parts import words
from pages.parts.kpi import definition_list
from pages.parts.names import COLUMNS, TYPES
from queries.catalogue import kpis
from tests.pages.conftest import Opener, said, shown

EVERY = kpis()
START_RATE = EVERY["start_rate"]


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    words.speak("zh")


def test_every_kpi_is_there_with_its_question_and_the_very_file_that_is_run(warehouse: Path, open_page: Opener) -> None:
    page = open_page("definitions")
    printed = unescape(shown(page))
    for kpi in EVERY.values():
        assert f'<article id="{kpi.name}">' in shown(page)
        assert kpi.question.zh in said(page)
        assert kpi.text in printed
        assert f"kpi?kpi={kpi.name}" in printed


def test_the_number_beside_a_definition_obeys_the_filters(warehouse: Path, open_page: Opener) -> None:
    assert "27/38 71.1%" in said(open_page("definitions"))
    narrowed = said(open_page("definitions", category="公共服务"))
    assert "27/38" not in narrowed
    assert "14/19" in narrowed


def test_the_columns_of_every_worked_example_have_a_name() -> None:
    for kpi in EVERY.values():
        tables = [rows for name, rows in (kpi.example or {}).items() if name in TYPES and isinstance(rows, list)]
        assert not {column for rows in tables for row in rows for column in row} - set(COLUMNS), kpi.name


def test_a_formula_is_said_in_words() -> None:
    assert definition_list.formula(START_RATE) == f"{START_RATE.numerator.zh} ÷ {START_RATE.denominator.zh}"
    assert definition_list.formula(replace(START_RATE, shown_as="distinct")).startswith("按项目去重计数")


def test_what_is_left_out_is_named_with_its_reasons() -> None:
    told = definition_list.fields(START_RATE, date(2025, 6, 30))
    for reason in START_RATE.left_out:
        assert reason in told["不计入"]


def test_an_overdue_review_is_marked_from_the_day_after() -> None:
    due = definition_list.review_day(START_RATE)
    assert due is not None
    assert not definition_list.is_late(START_RATE, due)
    assert definition_list.is_late(START_RATE, date.fromordinal(due.toordinal() + 1))
    assert "已过期" in definition_list.agreed(START_RATE, date(2099, 1, 1))
    assert "已过期" not in definition_list.agreed(START_RATE, due)


def test_a_review_that_names_no_day_is_printed_as_it_is() -> None:
    vague = replace(START_RATE, review_by="每年年初")
    assert definition_list.review_day(vague) is None
    assert "每年年初" in definition_list.agreed(vague, date(2099, 1, 1))


def test_the_page_speaks_english(warehouse: Path, open_page: Opener) -> None:
    page = said(open_page("definitions", lang="en"))
    assert START_RATE.question.en in page
    assert "Formula" in page
    assert START_RATE.question.zh not in page.split("Definition file and SQL")[0]
