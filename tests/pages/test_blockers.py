"""The page of blockers says what its questions answer, leads to exactly those records, and says what is empty."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from etl.first_start import load_sample
from pages.parts.address import Choice
from pages.parts.blockers import overdue, waits
from pages.parts.blockers.curve_figure import figure
from pages.parts.place import Here
from pages.parts.words import speak
from queries.blockers.overdue import count_late
from queries.blockers.standing import Waiting
from queries.blockers.time_to_resolve import Followed, curve
from queries.catalogue import kpis
from queries.named_kpis import kpi_of
from queries.questions import Window, headline
from queries.warehouse import open_warehouse
from tests.pages.conftest import Opener, said, shown

JUNE = Window(date(2025, 1, 1), date(2025, 6, 30))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a warehouse with the invented town."""
    folder = tmp_path_factory.mktemp("town") / "warehouse"
    load_sample(folder)
    return folder


@pytest.fixture
def sample(town: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the app show the invented town."""
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(town))
    return town


def numbers_that_lead_to_records(html: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Return every number of the page that is a link to a KPI's records, with the parameters of the link."""
    found = []
    for href, number in re.findall(r'<a href="kpi\?([^"#]*)#records"[^>]*>▲? ?([\d,]+)</a>', html):
        parameters: dict[str, list[str]] = {}
        for name, value in parse_qsl(unescape(href)):
            parameters.setdefault(name, []).append(value)
        found.append((number.replace(",", ""), parameters))
    return found


@pytest.mark.parametrize(
    "asked", [{}, {"category": "城市更新"}, {"only": "部门", "from": "2024-03-10", "to": "2025-05-20"}]
)
def test_every_number_is_the_number_of_the_records_it_leads_to(
    asked: dict[str, str], sample: Path, open_page: Opener
) -> None:
    warehouse = open_warehouse(sample)
    found = numbers_that_lead_to_records(shown(open_page("blockers", **asked)))
    assert len(found) > 30
    back_since = 0
    for number, parameters in found:
        kpi = kpis()[parameters["kpi"][0]]
        where = {name: tuple(parameters[name]) for name in ("category",) if name in parameters}
        for within in parameters.get("within", []):
            split, _colon, value = within.partition(":")
            where[split] = (value or None,)  # type: ignore[assignment]
        days = [
            date.fromisoformat(parameters.get(name, [str(day)])[0])
            for name, day in (("from", JUNE.first), ("to", JUNE.last))
        ]
        now = headline(warehouse, kpi, Window(*days), where).value or 0
        if kpi is kpi_of("blockers", "resolved"):
            # The ledger counts a sign-off on its day; the flow leaves out what was reopened since, as the page says.
            assert now <= int(number)
            back_since += int(number) - int(now)
        else:
            assert now == int(number), (number, parameters)
    assert (back_since > 0) == ("后来又退回" in said(open_page("blockers", **asked)))


def test_the_identity_is_visible_and_agrees(sample: Path, open_page: Opener) -> None:
    html = shown(open_page("blockers"))
    ledger = re.search(r'<dl class="identity".*?</dl>', html)
    assert ledger
    opening, found, reopened, resolved, closing = (
        int(unescape(re.sub("<[^>]*>", "", cell))) for cell in re.findall(r"<dd>(.*?)</dd>", ledger[0])
    )
    assert opening + found + reopened - resolved == closing > 0
    assert "6 个月的期末都与“在册堵点数”一致" in said(open_page("blockers"))


def test_the_places_that_the_systems_lead_to_are_there(sample: Path, open_page: Opener) -> None:
    html = shown(open_page("blockers"))
    for place in ("ledger", "overdue", "waits", "escalation", "time", "teams", "channels"):
        assert f'<h2 id="{place}">' in html
    for place in re.findall(r'href="#(\w+)"', html):
        assert f'id="{place}"' in html or place == "main", place


def test_nothing_found_is_a_sentence_with_a_way_on(sample: Path, open_page: Opener) -> None:
    for asked in ({"from": "2016-01-01", "to": "2016-03-31"}, {"street": "跨街道", "category": "公共服务"}):
        app = open_page("blockers", **asked)
        if "from" in asked:
            assert "到这段时间为止、这些筛选下没有堵点。 看今年以来" in said(app)
        assert_every_state_has_a_way_on(app)


def assert_every_state_has_a_way_on(app: AppTest) -> None:
    states = re.findall(r'<p class="state".*?</p>', shown(app))
    assert states
    assert all('class="action"' in state for state in states), states


def test_a_word_that_is_not_known_is_said_and_the_rest_stands(sample: Path, open_page: Opener) -> None:
    words = said(open_page("blockers", only="省级", view="never"))
    assert "在册堵点里没有协调层级“省级”，下面是全部层级。" in words
    assert "没有“never”这种看法，下面是期间发现的堵点。" in words
    assert "一半的堵点在" in words


def test_the_matrix_adds_up_over_departments_and_stages() -> None:
    found = [
        Waiting("甲", "乙段", None, 2),
        Waiting("甲", "乙段", "市级", 3),
        Waiting("丙", None, None, 1),
        Waiting(None, "甲段", None, 4),
    ]
    held = waits.matrix(found, ["甲段", "乙段"])
    assert held.departments == ["甲", None, "丙"]
    assert held.stages == ["甲段", "乙段", None]
    assert held.cells["甲", "乙段"] == 5
    assert sum(map(held.of_department, held.departments)) == sum(map(held.of_stage, held.stages)) == held.all == 10


def test_all_late_ones_can_be_taken_away_and_none_is_a_person(sample: Path) -> None:
    speak("zh")
    warehouse = open_warehouse(sample)
    header, rows = overdue.whole_table(Here("blockers", Choice(JUNE), warehouse))
    days = [int(str(row[0])) for row in rows]
    assert len(days) == count_late(warehouse, JUNE, {}).late > 0
    assert days == sorted(days, reverse=True)
    assert header[:5] == ["超期天数", "计划解决时限", "项目名称", "项目代码", "问题编号"]
    assert not {"联系人", "联系电话", "问题描述", "备注"} & set(header)


def test_the_curve_falls_in_steps_and_names_its_median() -> None:
    found = curve([Followed(5, True, 3), Followed(9, False, 2), Followed(12, True, 4)])
    assert found
    drawn = figure(found)
    line = drawn["data"][-1]
    assert line["line"]["shape"] == "hv"
    assert list(line["x"]) == [0, 5, 9, 12]
    assert list(line["y"]) == pytest.approx([100, 200 / 3, 200 / 3, 0])
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["<b>0.0%</b>", "中位数 12 天"]
    never = curve([Followed(5, True, 1), Followed(9, False, 9)])
    assert never
    assert [note["text"] for note in figure(never)["layout"]["annotations"]] == ["<b>90.0%</b>"]


def test_an_english_page_says_it_in_english(sample: Path, open_page: Opener) -> None:
    words = said(open_page("blockers", lang="en"))
    for expected in ("Blocker", "Who waits for whom", "Resolved within 7 days", "Hall or studio", "days overdue"):
        assert expected.lower() in words.lower(), expected
