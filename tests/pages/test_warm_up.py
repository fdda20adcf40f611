"""Before the first visitor: the overview's answers are there already, and a mishap stays out of the server's way."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import streamlit as st

from etl.first_start import load_sample
from pages.parts import answers, warm_up
from pages.parts.address import FILTERS, Choice
from queries import questions
from queries.questions import default_window
from queries.warehouse import open_warehouse


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty warehouse folder that the pages look into."""
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(tmp_path))
    st.cache_data.clear()
    return tmp_path


def ask_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every question that is not remembered fail."""

    def asked(*_arguments: object) -> None:
        raise AssertionError("asked again")

    for name in ("over_windows", "values_of_splits", "first_projects"):
        monkeypatch.setattr(questions, name, asked)


def cards(where: answers.Where = ()) -> dict[str, answers.CardData]:
    """Return the cards that the overview shows of the current version."""
    warehouse = open_warehouse()
    choice = Choice(default_window(warehouse), where=where)
    found = answers.cards(warehouse, answers.state_of(warehouse), choice.window, choice.where, choice.compare)
    return {card.kpi: card for card in found}


def test_the_overviews_answers_are_remembered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_sample(folder)
    assert warm_up.prepare()
    ask_no_more(monkeypatch)
    assert cards()["start_rate"].now.numerator == 27
    warehouse = open_warehouse()
    assert len(answers.split_values(warehouse, answers.state_of(warehouse), FILTERS)["category"]) == 7


def test_what_a_first_click_would_ask_is_remembered_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_sample(folder)
    warm_up.prepare()
    warm_up.look_ahead()
    ask_no_more(monkeypatch)
    one = cards((("category", ("城市更新",)),))["start_rate"].now
    assert 0 < one.numerator < 27
    assert cards((("level", ("省级",)),))["start_rate"].now.denominator < 38
    with pytest.raises(AssertionError, match="asked again"):
        cards((("category", ("城市更新", "公共服务")),))


def test_a_warehouse_too_large_for_it_is_not_asked_ahead(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_sample(folder)
    warm_up.prepare()
    monkeypatch.setattr(warm_up, "FEW_RECORDS", 5_000)
    warm_up.look_ahead()
    ask_no_more(monkeypatch)
    with pytest.raises(AssertionError, match="asked again"):
        cards((("level", ("省级",)),))


def test_without_any_data_there_is_nothing_to_prepare(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="approvals"):
        assert not warm_up.prepare()
    assert not caplog.records


def test_a_mishap_is_logged_and_left_to_the_first_page(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "versions").mkdir()
    (folder / "current").write_text("1", encoding="ascii")
    (folder / "versions" / "000001.duckdb").write_bytes(b"this is no database")
    with caplog.at_level(logging.ERROR, logger="approvals"):
        assert not warm_up.prepare()
    assert "could not be prepared" in caplog.text
    assert caplog.records[-1].exc_info
