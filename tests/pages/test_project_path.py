"""The project page: its own shortest path, its milestones, and what is said when there is no path to show."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from queries.menu.project_course import project_course
from queries.menu.working_days import working_days
from queries.warehouse import open_warehouse
from tests.pages import small_bureau
from tests.pages.conftest import Opener, said, shown
from tests.pages.test_schedule_page import circular

DAY = date(2025, 6, 30)
CASES = """受理编号,项目代码,事项编码,受理时间,办结时间,办理结果,承诺时限(工作日)
S1,P31,A05,2025-03-03,2025-03-04,准予,1
S2,P31,A08,2025-06-03,,,3
"""
MILESTONES = """项目代码,节点,计划日期,原计划日期,实际日期,责任专班,调整原因
P31,A05,2025-03-04,2025-03-03,2025-03-06,项目立项,材料补正
P31,A08,2025-06-20,2025-06-20,,用地规划,
P31,X00,2025-12-20,2025-10-20,,施工许可,资金拨付晚于计划
"""


def test_a_project_nothing_is_recorded_of_has_its_whole_menu_before_it(warehouse: Path, open_page: Opener) -> None:
    words = said(open_page("project", project="P30"))
    start = working_days(open_warehouse(warehouse)).after(DAY, 46)
    assert "审批最少还要55 个工作日" in words
    assert f"最早可开工{start.year}年{start.month}月{start.day}日" in words


def test_what_runs_is_late_or_next_is_told_with_its_days(warehouse: Path, open_page: Opener) -> None:
    small_bureau.load(warehouse, {"审批办件2025-06.csv": CASES, "倒排工期节点2025-06.csv": MILESTONES})
    app = open_page("project", project="P31")
    html, words = shown(app), said(app)
    so_far = working_days(open_warehouse(warehouse)).between(date(2025, 6, 3), DAY)
    assert f"在办 {so_far} 天，承诺 3 个工作日" in words
    assert f"▲ 超承诺 {so_far - 3} 个工作日" in words
    row = re.search(r"<tr><td[^>]*>建设用地规划许可证核发.*?</tr>", html)
    assert row
    assert "◐ 在办" in row[0]
    assert "比计划晚 6 个工作日" in row[0]
    assert "晚了的事项▲ 1" in words
    assert "王五" not in words


def test_milestones_say_what_slipped_by_how_much_and_why(warehouse: Path, open_page: Opener) -> None:
    small_bureau.load(warehouse, {"审批办件2025-06.csv": CASES, "倒排工期节点2025-06.csv": MILESTONES})
    app = open_page("project", project="P31")
    words = said(app)
    assert "共 3 个节点；按期完成 0 个；晚于计划完成 1 个；到期未完成 1 个；计划推迟过 2 个" in words
    assert "△ 晚 2 天完成" in words
    assert "▲ 到期未完成，已 10 天" in words
    assert "2025-12-20 +61" in words
    assert "资金拨付晚于计划" in words
    life = shown(app)[shown(app).index('class="life"') :]
    assert life.count('class="node open"') == 2
    assert life.count('class="node"') == 1
    assert life.count('class="bar open"') == 1


def test_works_that_have_started_have_no_earliest_start(warehouse: Path, open_page: Opener) -> None:
    words = said(open_page("project", project="P01"))
    assert "审批最少还要" in words
    assert "最早可开工" not in words
    assert "视为已办：没有记录" in words


def test_the_way_to_its_schedule_carries_its_menu(warehouse: Path, open_page: Opener) -> None:
    html = shown(open_page("project", project="P31", kpi="start_rate"))
    assert "schedule?project=P31&amp;menu=social&amp;permit=whole&amp;acceptance=whole" in html


def test_items_in_a_circle_are_named_and_the_rest_of_the_page_works(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.project.path.item_file", circular)
    words = said(open_page("project", project="P00"))
    assert "绕成了一圈" in words
    assert "往来记录" in words
    assert "计入哪些指标" in words


@pytest.mark.parametrize(("kind", "says"), [("", "台账里没有这个项目的投资类型"), ("外商投资", "投资类型是“外商投资”")])
def test_without_an_investment_type_it_says_so_and_the_rest_of_the_page_works(
    kind: str, says: str, warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = project_course(open_warehouse(warehouse), "P00", DAY)
    monkeypatch.setattr("pages.parts.project.path.course_of", lambda *_: replace(course, investment_type=kind))
    words = said(open_page("project", project="P00"))
    assert says in words
    assert "往来记录" in words
