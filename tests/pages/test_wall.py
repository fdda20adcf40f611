"""The wall chart on its page: what it says in both views, what it lacks, and the table that is taken away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pages.parts import address
from pages.parts.place import Here
from pages.parts.wall import asked, chart, slips
from pages.parts.words import speak
from queries.wall.chart import Asked
from queries.wall.slipped import slips as slipped_ones
from queries.warehouse import open_warehouse
from queries.windows import Window
from tests.pages import small_bureau
from tests.pages.conftest import Opener, said, shown

MILESTONES = """项目代码,节点,计划日期,原计划日期,实际日期,责任专班,调整原因
P00,A05,2025-03-01,,2025-02-20,用地规划,
P00,X00,2025-05-01,2025-04-01,2025-05-11,施工许可,汛期停工
P00,E09,2025-09-01,,,联合验收与不动产登记,
P01,A05,2025-06-20,,,用地规划,
P01,X00,2025-07-10,,,施工许可,
P02,供水报装,2026-01-10,2025-12-01,,市政公用接入,=征迁滞后
"""
YEAR = Window(date(2025, 1, 1), date(2025, 6, 30))


@pytest.fixture
def with_milestones(warehouse: Path) -> Path:
    """Return the folder of the small bureau's warehouse with the milestones of three of its projects."""
    small_bureau.load(warehouse, {"倒排工期节点2025-06.csv": MILESTONES})
    return warehouse


def at_wall(folder: Path, **given: str) -> Here:
    speak("zh")
    choice = address.read({name: (value,) for name, value in given.items()}, YEAR, {})
    return Here("wall", choice, open_warehouse(folder))


def test_the_matrix_says_plan_actual_and_status(with_milestones: Path, open_page: Opener) -> None:
    app = open_page("wall", **{"from": "2025-01-01", "to": "2025-06-30"})
    html = shown(app)
    assert "<td class=o>2025-03-01\n2025-02-20\n● 按期" in html
    assert "<td class=l>2025-05-01\n<s>2025-04-01</s>\n2025-05-11\n◐ 迟10天" in html
    assert "<td class=v>2025-06-20\n▲ 逾期10天" in html
    assert "<td class=s>2025-07-10\n◆ 30天内" in html
    assert html.index("<b>A05</b>") < html.index("<b>M01</b>") < html.index("<b>X00</b>") < html.index("<b>E09</b>")
    words = said(app)
    assert "37 个项目没有节点，不在图上" in words
    assert "2025年6月30日" in words
    assert "逾期完成 1 · 逾期未完成 1" in words


def test_the_gantt_has_a_mark_for_every_milestone_and_says_its_rule(with_milestones: Path, open_page: Opener) -> None:
    app = open_page("wall", view="gantt", **{"from": "2025-01-01", "to": "2025-06-30"})
    html = shown(app)
    assert [html.count(f"<b>{item}</b></i>") for item in ("A05", "X00", "E09", "M01")] == [2, 2, 1, 1]
    # P01 slipped by ten days: what it plans for 10 July is expected on the 20th.
    assert 'title="2025-07-10 30天内 → 2025-07-20?"' in html
    assert "预测日＝计划日＋本项目的滑期天数" in said(app)


def test_the_groups_the_reasons_and_the_worst_come_below(with_milestones: Path, open_page: Opener) -> None:
    words = said(open_page("wall", **{"from": "2025-01-01", "to": "2025-06-30"}))
    assert "共 3 个" in words
    assert "汛期停工 1" in words
    assert "未写原因 1" in words
    assert words.index("▲ 逾期10天", words.index("滑期与原因")) < words.index("◐ 迟10天", words.index("滑期与原因"))


@pytest.mark.parametrize("name", list(asked.options()))
def test_a_word_that_is_none_is_named_and_the_usual_shown(name: str, with_milestones: Path, open_page: Opener) -> None:
    app = open_page("wall", **{name: "strange", "from": "2025-01-01", "to": "2025-06-30"})
    assert f"地址里的“{name}=strange”无法识别。" in said(app)
    assert "▲ 逾期10天" in said(app)


def test_what_is_empty_says_so_and_leads_on(with_milestones: Path, open_page: Opener) -> None:
    days = {"from": "2025-01-01", "to": "2025-06-30"}
    assert "没有这么多页" in said(open_page("wall", sheet="9", **days))
    only = said(open_page("wall", only="slipped", street="中韩街道", **{**days, "to": "2025-01-31"}))
    assert "没有这样的项目" not in only  # P02 was put off to 2026
    assert "没有这样的项目" in said(open_page("wall", only="due", **{"from": "2024-01-01", "to": "2024-01-31"}))


def test_a_day_beyond_the_data_is_said(with_milestones: Path, open_page: Opener) -> None:
    assert "节点数据完整至" not in said(open_page("wall", **{"from": "2025-01-01", "to": "2025-06-30"}))
    assert "节点数据完整至 2025年6月30日" in said(open_page("wall", **{"from": "2025-01-01", "to": "2025-09-30"}))


def test_a_bureau_without_milestones_is_told_what_to_upload(warehouse: Path, open_page: Opener) -> None:
    app = open_page("wall")
    assert "还没有倒排工期节点" in said(app)
    assert "upload" in shown(app)


def test_many_projects_come_in_sheets(
    with_milestones: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (asked, chart):
        monkeypatch.setattr(module, "A_SHEET", 2)
    days = {"from": "2025-01-01", "to": "2025-06-30"}
    first, second = open_page("wall", **days), open_page("wall", sheet="2", **days)
    assert "第 1/2 页，共 3 条" in said(first)
    rows = [shown(app).count('<tr><th scope=row><a href="project') for app in (first, second)]
    assert rows == [2, 1]


def test_what_is_taken_away_is_every_milestone_with_its_forecast(with_milestones: Path) -> None:
    at = at_wall(with_milestones)
    header, rows = chart.table(at, Asked())
    table = [dict(zip(header, row, strict=True)) for row in rows]
    assert len(table) == 6
    one = next(row for row in table if row["项目代码"] == "P01" and row["节点编码"] == "X00")
    assert (one["计划日"], one["预测日"], one["节点"]) == (date(2025, 7, 10), date(2025, 7, 20), "实际开工")
    listed, cells = slips.table(slipped_ones(at.warehouse, at.window.last, {}, 10))
    assert [row[listed.index("原因")] for row in cells] == ["未写原因", "汛期停工", "=征迁滞后"]
