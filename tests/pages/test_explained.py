"""A number explains itself: both languages, what changed, with the rows left out, as reported and as now known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pages.parts import words
from pages.parts.kpi import definition_notes
from pages.parts.kpi.definition_notes import left_out_said
from queries.catalogue import Words, kpis
from queries.surroundings import Event, definition_changes
from queries.version_files import version_path
from tests.pages.conftest import Opener, said, shown
from tests.pages.small_bureau import load, visits

START_RATE = kpis()["start_rate"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_languages_and_the_changes_stand_on_both_pages(warehouse: Path, open_page: Opener, lang: str) -> None:
    (change,) = definition_changes("start_rate")
    for page in (open_page("definitions", lang=lang), open_page("kpi", kpi="start_rate", lang=lang)):
        printed = shown(page)
        assert f'<span lang="zh-CN">{START_RATE.numerator.zh}</span>' in printed
        assert f'<span lang="en">{START_RATE.numerator.en}</span>' in printed
        assert change.words.in_(lang) in said(page)


def test_each_reason_says_how_many_rows_it_leaves_out_and_what_they_would_make_of_the_number(
    warehouse: Path, open_page: Opener
) -> None:
    for page in (open_page("definitions"), open_page("kpi", kpi="start_rate")):
        told = said(page)
        assert "准备类（2 条）" in told
        assert "区级（0 条）" in told
        # 27 of 38, and two preparatory projects below the line: 27 of 40.
        assert "27/40 67.5%" in told
    english = said(open_page("kpi", kpi="start_rate", lang="en"))
    assert "preparatory class (2)" in english
    assert "Now it is 27/38 71.1%" in english


def test_without_counts_only_the_reasons_are_named() -> None:
    words.speak("zh")
    assert left_out_said(START_RATE, None).startswith("区级、准备类")
    assert left_out_said(START_RATE, {"准备类": 1200}).startswith("区级（0 条）、准备类（1,200 条）")
    assert left_out_said(replace(START_RATE, left_out={}), {}) == "无"


def test_months_that_were_revised_are_shown_as_reported_and_as_now_known(warehouse: Path, open_page: Opener) -> None:
    assert "当时公布" in said(open_page("kpi", kpi="site_visits"))
    load(warehouse, {"走访服务记录2025-03.csv": visits(3, 9)})
    told = said(open_page("kpi", kpi="site_visits", show="reported"))
    assert "1 个月的数后来变了：2025-03。" in told
    assert "2025-03第1版4 次9 次+5" in told
    assert "2025-02第1版4 次4 次±0" in told
    english = said(open_page("kpi", kpi="site_visits", show="reported", lang="en"))
    assert "1 month has another number now: 2025-03." in english


def test_a_version_no_longer_kept_is_said_so_and_not_compared(warehouse: Path, open_page: Opener) -> None:
    load(warehouse, {"走访服务记录2025-03.csv": visits(3, 9)})
    version_path(warehouse, 1).unlink()
    told = said(open_page("kpi", kpi="site_visits", show="reported"))
    assert "6 个月当时的版本已不保存，无从对照。" in told
    assert "2025-03第1版已不保存9 次—" in told


def test_a_worked_example_says_its_result_as_a_card_would_and_a_year_without_separators(
    warehouse: Path, open_page: Opener
) -> None:
    told = said(open_page("kpi", kpi="start_rate"))
    assert "结果：2/4 = 50.0%" in told
    assert "2,025" not in told


def test_a_change_written_down_while_the_page_is_open_is_there_the_next_time(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "改过一次" not in said(open_page("kpi", kpi="site_visits"))
    written = Event(date(2025, 5, 1), Words("改过一次", "changed once"))
    monkeypatch.setattr(definition_notes, "definition_changes", lambda kpi: [written])
    assert "2025年5月1日起：改过一次" in said(open_page("kpi", kpi="site_visits"))
