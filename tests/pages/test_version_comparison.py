"""Two versions compared on the data page, by address: KPIs, records and cells; what cannot be compared is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages.parts import words
from pages.parts.state import version_comparison
from queries.warehouse import version_path
from tests.pages import small_bureau
from tests.pages.clerk import moves
from tests.pages.conftest import Opener, said, shown


@pytest.fixture
def versions(warehouse: Path) -> Path:
    """Return a warehouse of three versions: more projects started, then a month of visits."""
    small_bureau.load(warehouse, {"重点项目台账7月.csv": small_bureau.project_ledger(30)})
    small_bureau.load(warehouse, {"走访服务记录7月.csv": small_bureau.visits(7)})
    return warehouse


def section(page: str) -> str:
    return re.sub("<[^>]*>", "", page.split('id="compared"', 1)[1].split("<h2", 1)[0])


def test_kpis_records_and_cells_of_two_versions(versions: Path, open_page: Opener) -> None:
    page = open_page("data", version="2", against="1")
    assert moves(page)["start_rate"] == ("27/38", "30/38")
    told = section(shown(page))
    assert "第 1 版与第 2 版" in said(page)
    assert "重点项目台账03037项目状态 3、实际开工时间 3" in told
    assert "P27" in told
    assert "2025-04-12" in told
    assert {"versions-1-2-csv", "versions-1-2-xlsx"} <= {str(button.key) for button in page.download_button}
    words.speak("zh")
    header, rows = version_comparison.every_difference(versions, 1, 3)
    assert header == ["记录类型", "记录", "变化", "列", "原来", "现在"]
    assert [row[1] for row in rows if row[2] == "新增"] == ["ZF07000", "ZF07001", "ZF07002", "ZF07003"]
    assert len([row for row in rows if row[2] == "变更"]) == 6


def test_the_versions_table_leads_to_it_and_the_one_shown_is_the_measure(versions: Path, open_page: Opener) -> None:
    page = shown(open_page("data"))
    assert re.search('href="data[^"]*against=2[^"]*#compared"', page)
    assert not re.search('href="data[^"]*against=3[^"]*#compared"', page)
    assert 'id="compared"' not in page
    assert re.search('href="data[^"]*against=3[^"]*version=1[^"]*#compared"', shown(open_page("data", version="1")))


def test_which_of_two_is_named_first_in_the_address_makes_no_difference(versions: Path, open_page: Opener) -> None:
    one = section(shown(open_page("data", version="3", against="1")))
    assert section(shown(open_page("data", version="1", against="3"))) == one
    assert section(shown(open_page("data", against="1"))) == one


def test_what_cannot_be_compared_is_a_sentence(versions: Path, open_page: Opener) -> None:
    assert "这是同一版" in said(open_page("data", against="3"))
    version_path(versions, 1).unlink()
    assert "已不留存，不能再比较" in said(open_page("data", against="1"))
    assert "已不留存，不能再比较" in said(open_page("data", against="77"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_languages_tell_it(versions: Path, open_page: Opener, language: str) -> None:
    told = said(open_page("data", version="3", against="2", lang=language))
    assert ("记录类型" in told) == (language == "zh")
    assert ("Version 2 and version 3" in told) == (language == "en")
