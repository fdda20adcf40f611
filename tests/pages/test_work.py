"""The systems at a glance: every one has its figures and its place, and the place is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from pages.parts.work.system_file import systems
from queries.catalogue import kpis
from queries.reference_rows import Mistake
from tests.pages.conftest import Opener, said, shown

HEADER = "position,system,name_zh,name_en,shows_zh,shows_en,kpis,page,query"


def test_the_fourteen_systems_are_there_and_understood() -> None:
    found = systems()
    assert [system.number for system in found.systems] == [f"S{number}" for number in range(1, 15)]
    assert found.mistakes(kpis()) == ()


def test_each_is_shown_with_its_figures_which_open(warehouse: Path, open_page: Opener) -> None:
    html = shown(open_page("work", category="城市更新"))
    for system in systems().systems:
        own = re.search(rf'<li id="{system.number}">.*?</ul></li>', html)
        assert own, system.number
        assert f'href="{system.page}' in own[0] or (not system.page and 'href="./' in own[0]), system.number
        for kpi in system.kpis:
            assert f"kpi={kpi}" in own[0], (system.number, kpi)
        assert own[0].count("category=") == len(system.kpis) + 1


@pytest.mark.parametrize("system", systems().systems, ids=lambda system: system.number)
def test_the_place_that_shows_it_is_there(system, warehouse: Path, open_page: Opener) -> None:  # type: ignore[no-untyped-def]
    query, _hash, place = system.query.partition("#")
    app = open_page(system.page, **dict(parse_qsl(query.removeprefix("?"))))
    assert "<h1" in shown(app)
    if place:
        assert f'id="{place}"' in shown(app) or f"id={place}" in shown(app)


def test_the_figures_are_those_of_the_cards(sample_warehouse: Path, open_page: Opener) -> None:
    cards = re.search(r'data-kpi="start_rate".*?class="figure"[^>]*>(.*?)</span>', shown(open_page("overview")))
    listed = re.search(r'<li id="S14">.*?class="figure"[^>]*>(.*?)</span>', shown(open_page("work")))
    assert cards
    assert listed
    assert cards[1] == listed[1]


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("first,S1,名,Name,看,Shows,,wall,", "position", "first"),
        ("1,S1,,Name,看,Shows,,wall,", "name_zh", ""),
        ("1,S1,名,Name,看,Shows,,walls,", "page", "walls"),
        ("1,S1,名,Name,看,Shows,,wall,permit=phased", "query", "permit=phased"),
        ("1,S1,名,Name,看,Shows,no_such_kpi,wall,", "kpis", "no_such_kpi"),
    ],
)
def test_a_line_that_is_not_understood_is_named(line: str, column: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "system.csv").write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    assert systems(tmp_path).mistakes(kpis()) == (Mistake("system.csv", 2, column, value),)


def test_english_pages_name_the_systems_in_english(warehouse: Path, open_page: Opener) -> None:
    words = said(open_page("work", lang="en"))
    assert "Gold-medal team" in words
    assert "金牌团队" not in words
