"""The page on groups: a table whose numbers open, one group's waiting line, coverage, decisions, words for nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.pages import ledger_files
from tests.pages.conftest import Opener, said, shown


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the warehouse of a bureau with a little of everything."""
    project = {
        "category": "城市更新",
        "investment_type": "社会投资",
        "street": "北宅街道",
        "status": "在建",
        "lead_group": "施工许可",
    }
    names = {"P1": "湾畔", "P2": "听涛"}
    listing = {"list_year": 2025, "level": "市级", "list_class": "建设类", "carried_over": False}
    visit = {"visited_on": date(2025, 3, 1), "visit_mode": "现场", "workgroup": "施工许可"}
    planned = {"planned_on": date(2025, 6, 20), "workgroup": "施工许可"}
    meeting = {"project_id": "P1", "meeting_type": "联合会商", "decision": "限期接水", "owner_department": "区住建局"}
    folder = tmp_path_factory.mktemp("groups") / "warehouse"
    ledger_files.build(
        folder,
        {
            "project": [{"project_id": code, "project_name": name, **project} for code, name in names.items()],
            "listing": [{"project_id": code, **listing} for code in names],
            "visit": [{"visit_id": "Z1", "project_id": "P1", **visit}],
            "milestone": [{"project_id": "P1", "milestone": "A05", **planned}],
            "meeting": [
                {"meeting_id": "H1", "held_on": date(2025, 2, 1), "due_on": date(2025, 6, 1), **meeting},
                {"meeting_id": "H0", "held_on": date(2024, 2, 1), "due_on": date(2024, 6, 1), **meeting},
            ],
        },
    )
    return folder


@pytest.fixture
def bureau(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show that bureau; no test changes its data."""
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(made))


HALF_YEAR = {"from": "2025-01-01", "to": "2025-06-30"}


def test_a_group_shows_what_it_has_and_each_number_opens(bureau: None, open_page: Opener) -> None:
    html = shown(open_page("groups", **HALF_YEAR))
    row = re.search(r"<tr><th scope=row>施工许可</th>.*?</tr>", html)
    assert row
    assert re.findall(r"<td.*?</td>", row[0])[5].count("▲ 1") == 1
    assert "within=workgroup%3A%E6%96%BD%E5%B7%A5%E8%AE%B8%E5%8F%AF" in row[0]
    assert "view=slipped&amp;item=" in row[0]


def test_the_waiting_line_of_one_group(bureau: None, open_page: Opener) -> None:
    words = said(open_page("groups", **HALF_YEAR, view="slipped", item="施工许可"))
    assert "专班：施工许可" in words
    assert re.search(r"湾畔.*?2025-06-2010", words, re.S)
    assert "没有超期的节点" in said(open_page("groups", **HALF_YEAR, view="slipped", item="招标投标"))


def test_a_group_there_is_not_is_named(bureau: None, open_page: Opener) -> None:
    words = said(open_page("groups", **HALF_YEAR, view="slipped", item="无此专班"))
    assert "没有“无此专班”这个专班" in words
    assert "湾畔" in words


def test_projects_not_reached_are_listed_with_names(bureau: None, open_page: Opener) -> None:
    html = shown(open_page("groups", **HALF_YEAR))
    unreached = html[html.index('id="unreached"') : html.index('id="categories"')]
    assert "听涛" in unreached
    assert "湾畔" not in unreached


def test_decisions_are_followed_up_whenever_they_were_made(bureau: None, open_page: Opener) -> None:
    words = said(open_page("groups", **HALF_YEAR))
    assert "超期未办 2 项（其中这段时间的会议议定 1 项）" in words
    assert re.search(r"限期接水区住建局2025-06-0129", words)


def test_the_team_is_told_since_its_founding(bureau: None, open_page: Opener) -> None:
    words = said(open_page("groups", **HALF_YEAR))
    assert "2025年1月2日成立" in words
    assert "没有金牌团队成立这件事" in said(open_page("groups", **{"from": "2025-01-01", "to": "2025-01-01"}))


def test_a_window_without_anything_says_so_with_a_way_on(bureau: None, open_page: Opener) -> None:
    app = open_page("groups", **{"from": "2016-01-01", "to": "2016-03-31"})
    words = said(app)
    for sentence in ("没有记录", "2016年名单上没有项目", "没有会议", "没有开顶格协调会", "没有堵点"):
        assert sentence in words, sentence
    assert "看今年以来" in words


def test_the_page_speaks_english(bureau: None, open_page: Opener) -> None:
    words = said(open_page("groups", **HALF_YEAR, lang="en"))
    assert "founded 2 Jan 2025" in words
    assert "2 overdue (1 decided at meetings of these days)" in words
