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


def test_the_overviews_answers_are_remembered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_sample(folder)
    warm_up.prepare()

    def not_again(*_arguments: object) -> None:
        raise AssertionError("asked again")

    for name in ("over_windows", "values_of_splits", "first_projects"):
        monkeypatch.setattr(questions, name, not_again)
    warehouse = open_warehouse()
    state = answers.state_of(warehouse)
    choice = Choice(default_window(warehouse))
    cards = answers.cards(warehouse, state, choice.window, choice.where, choice.compare)
    assert [card.now.numerator for card in cards if card.kpi == "start_rate"] == [27]
    assert len(answers.split_values(warehouse, state, FILTERS)["category"]) == 7


def test_without_any_data_there_is_nothing_to_prepare(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="approvals"):
        warm_up.prepare()
    assert not caplog.records


def test_a_mishap_is_logged_and_left_to_the_first_page(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "versions").mkdir()
    (folder / "current").write_text("1", encoding="ascii")
    (folder / "versions" / "000001.duckdb").write_bytes(b"this is no database")
    with caplog.at_level(logging.ERROR, logger="approvals"):
        warm_up.prepare()
    assert "could not be prepared" in caplog.text
    assert caplog.records[-1].exc_info
