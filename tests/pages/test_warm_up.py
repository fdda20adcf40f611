"""Before the first visitor: the overview's answers are there already, and a mishap stays out of the server's way."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from etl.first_start import load_sample
from pages.parts import answers, cubes
from pages.parts.address import FILTERS, Choice
from pages.parts.front import warm_up
from pages.parts.overview import card_data
from pages.parts.remembered import forget
from queries import questions
from queries.catalogue import kpis
from queries.kept_cubes import kept_cube
from queries.questions import default_window
from queries.warehouse import Warehouse, open_warehouse

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty warehouse folder that the pages look into."""
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(tmp_path))
    forget()
    return tmp_path


def ask_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every question that is not remembered fail."""

    def asked(*_arguments: object) -> None:
        raise AssertionError("asked again")

    for name in ("over_windows", "values_of_splits", "first_projects"):
        monkeypatch.setattr(questions, name, asked)


def rows_asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list in which every question to the database from now on is written down."""
    asked: list[str] = []
    ask = Warehouse.rows

    def noting(warehouse: Warehouse, text: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        asked.append(text)
        return ask(warehouse, text, parameters)

    monkeypatch.setattr(Warehouse, "rows", noting)
    return asked


def cards(where: answers.Where = ()) -> dict[str, card_data.CardData]:
    """Return the cards that the overview shows of the current version."""
    warehouse = open_warehouse()
    choice = Choice(default_window(warehouse), where=where)
    found = card_data.cards(warehouse, answers.state_of(warehouse), choice.window, choice.where, choice.compare)
    return {card.kpi: card for card in found}


def test_the_overviews_answers_are_remembered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_sample(folder)
    assert warm_up.prepare()
    ask_no_more(monkeypatch)
    assert cards()["start_rate"].now.numerator == 27
    warehouse = open_warehouse()
    assert len(answers.split_values(warehouse, answers.state_of(warehouse), FILTERS)["category"]) == 7


def test_no_filter_of_whole_months_asks_the_rows_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_sample(folder)
    warm_up.prepare()
    asked = rows_asked(monkeypatch)
    one = cards((("category", ("城市更新", "公共服务")), ("level", ("省级",))))["start_rate"].now
    assert 0 < one.numerator < 27
    assert not [text for text in asked if "kpi." in text]


def test_the_cubes_of_a_large_warehouse_are_made_beside_the_pages(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_sample(folder)
    monkeypatch.setattr(cubes, "FEW_RECORDS", 5_000)
    held = threading.Event()
    made = cubes.keep_cube
    monkeypatch.setattr(cubes, "keep_cube", lambda *given: held.wait(10) and made(*given))
    assert cards()["start_rate"].now.numerator == 27
    warehouse = open_warehouse()
    assert all(kept_cube(warehouse, kpi) is None for kpi in kpis().values())
    held.set()
    for thread in threading.enumerate():
        if thread.name == "cubes":
            thread.join(30)
    assert all(kept_cube(warehouse, kpi) for kpi in kpis().values())
    assert cards((("level", ("省级",)),))["start_rate"].now.denominator < 38


def test_cubes_that_cannot_be_made_are_told_the_log_and_the_rows_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    load_sample(folder)
    monkeypatch.setattr(cubes, "FEW_RECORDS", 5_000)
    monkeypatch.setattr(cubes, "keep_cube", lambda *_given: 1 / 0)
    with caplog.at_level(logging.ERROR, logger="approvals"):
        assert cards()["start_rate"].now.numerator == 27
        for thread in threading.enumerate():
            if thread.name == "cubes":
                thread.join(30)
    assert "could not be made" in caplog.text


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


def test_the_first_page_waits_for_no_library_that_other_pages_need(folder: Path) -> None:
    load_sample(folder)
    script = (
        "import sys; from pages.parts.front import warm_up; assert warm_up.prepare(); "
        "print([name for name in warm_up.HEAVY if name in sys.modules]); warm_up.load_heavy(); "
        "print([name for name in warm_up.HEAVY if name not in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout.splitlines()[-2:] == ["[]", "[]"]


def test_a_library_that_is_missing_is_told_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm_up, "HEAVY", ("no_such_library",))
    with caplog.at_level(logging.ERROR, logger="approvals"):
        warm_up.load_heavy()
    assert "could not be loaded ahead" in caplog.text
