"""The upload calendar on the pages: one line in the head of each, the tables owed, the months before, the templates."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pages.parts import address, words
from pages.parts.address import WrongAddress
from pages.parts.upload import template_choice
from queries.questions import Window
from queries.windows import shift
from tests.pages import small_bureau
from tests.pages.conftest import Opener, said, shown


def head_line(html: str) -> tuple[str, str, str]:
    """Return the calendar's line in the head of a page: address, class, words."""
    found = re.search(r'<a href="([^"]*)"( class="\w+")? data-calendar="[^"]*">(.*?)</a>', html)
    assert found
    return found[1], found[2] or "", found[3]


def rows(html: str) -> dict[str, list[str]]:
    """Return the tables owed as name → cells, in the order in which they stand."""
    part = html.split('id="calendar"', 1)[1].split("<div class=months>", maxsplit=1)[0]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(<td.*?)</tr>", part)]
    plain = [[re.sub("<[^>]*>", "", cell) for cell in row] for row in cells]
    return {row[1]: row for row in plain}


def test_the_overview_says_how_many_of_the_months_tables_are_there_and_leads_to_the_calendar(
    sample_warehouse: Path, open_page: Opener
) -> None:
    href, kind, line = head_line(shown(open_page("overview")))
    assert line == "6月：10 张表已收 3 张，缺审批办件、联合验收台账等 7 张"
    assert re.search(r"upload(\?[^#]*)?#calendar$", href)
    assert not kind, "nothing of the sample is overdue"
    assert "缺：" not in said(open_page("overview"))


def test_of_the_bureaus_own_data_the_line_is_about_the_month_before_todays(warehouse: Path, open_page: Opener) -> None:
    _, kind, line = head_line(shown(open_page("overview")))
    due = shift(date.today().replace(day=1), -1)
    assert line.startswith(f"{due.month}月：")
    assert "已收 0 张" in line
    if date.today().day > 15:
        assert "needs" in kind


def test_the_upload_page_names_what_is_missing_first_with_its_template_and_what_came_below(
    warehouse: Path, open_page: Opener
) -> None:
    page = shown(open_page("upload", month="2025-06"))
    found = rows(page)
    assert "上报日历：2025年6月" in page
    assert len(found) == 10
    assert list(found)[:7] == [name for name, cells in found.items() if cells[0].startswith("✗ 超期")]
    assert found["审批办件"][2:4] == ["7月3日前", "审批科"]
    assert found["审批办件"][4] == "取模板"
    assert "template=approval" in page
    assert found["走访服务记录"][0].startswith("◐ 迟收")
    assert "走访服务记录2025-06.csv" in found["走访服务记录"][4]


def test_a_complete_month_is_folded(sample_warehouse: Path, open_page: Opener) -> None:
    files = {
        "调度会议记录2025-06.csv": "会议编号,项目代码,会议日期,会议类型\n",
        "咨询登记2025-06.csv": "登记号,咨询时间,咨询渠道\n",
        "堵点台账2025-06.csv": "问题编号,项目代码,发现日期,来源渠道,所处阶段,问题类别,牵头团队\n",
        "审批办件2025-06.csv": "受理编号,项目代码,事项编码,受理时间\n",
        "联合验收台账2025-06.csv": "受理编号,项目代码,验收方式,申请日期,意见书日期\n",
        "区市联合验收通报2025-06.csv": "区市,月份,联合验收数,验收总数\n",
        "倒排工期节点2025-06.csv": "项目代码,节点,计划日期\n",
    }
    small_bureau.load(sample_warehouse, files, is_sample=True)
    app = open_page("upload")
    _, _, line = head_line(shown(app))
    assert line == "6月：10 张表已收齐"
    calendar = shown(app).split('id="calendar"', 1)[1]
    assert calendar.index("<details>") < calendar.index("<table>")
    assert "看已收的" in calendar


def test_the_months_before_are_a_grid_of_shape_and_word_each_a_link(sample_warehouse: Path, open_page: Opener) -> None:
    grid = shown(open_page("upload", month="2025-04")).split("<div class=months>", 1)[1]
    months = re.findall(r'month=(2025-\d\d)[^"]*#calendar"( aria-current="true")?', grid)
    assert [month for month, _ in months] == [f"2025-{number:02d}" for number in range(1, 7)]
    assert [month for month, current in months if current] == ["2025-04"]
    visits = re.search(r"走访服务记录</th>(.*?)</tr>", grid)
    assert visits
    assert visits[1].count("✓ 收") == 6
    projects = re.search(r"重点项目台账</th>(.*?)</tr>", grid)
    assert projects
    assert re.findall(">(.) (.)</td>", projects[1]) == [*[("✗", "缺")] * 5, ("✓", "收")]


def test_a_month_long_ago_is_shown_among_those_around_it(warehouse: Path, open_page: Opener) -> None:
    page = shown(open_page("upload", month="2025-03"))
    assert "上报日历：2025年3月" in page
    months = re.findall(r'month=(20\d\d-\d\d)[^"]*#calendar"', page.split("<div class=months>", 1)[1])
    assert months[-1] == "2026-02"
    assert "2025-03" in months


def test_a_link_to_a_template_opens_it_with_what_is_open(warehouse: Path, open_page: Opener) -> None:
    app = open_page("upload", template="project")
    assert next(box for box in app.selectbox if box.label == "哪一种记录").value == "project"
    assert next(box for box in app.checkbox if "还没办结" in box.label).value
    assert app.expander[0].proto.expanded
    assert "40" in next(box for box in app.checkbox if "还没办结" in box.label).label


def test_more_than_a_workbook_can_bring_is_offered_as_csv_only(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_choice, "MOST_ROWS", 39)
    app = open_page("upload", template="project")
    assert [button.label for button in app.download_button if str(button.key).startswith("template-")] == ["下载 CSV"]
    assert any("超过 39 条，只有 CSV" in caption.value for caption in app.caption)
    box = next(box for box in app.checkbox if "还没办结" in box.label)
    box.uncheck()
    app.run()
    assert "下载 XLSX" in {button.label for button in app.download_button}


def test_of_visits_nothing_is_ever_open(warehouse: Path, open_page: Opener) -> None:
    app = open_page("upload", template="visit")
    assert not [box for box in app.checkbox if "带上" in box.label]


def test_an_earlier_version_is_not_told_what_is_due_today(warehouse: Path, open_page: Opener) -> None:
    small_bureau.load(warehouse, {"走访服务记录2025-07.csv": small_bureau.visits(7)})
    assert "data-calendar" not in shown(open_page("overview", version="1"))
    assert "data-calendar" in shown(open_page("overview"))


def test_english_readers_get_it_in_english(sample_warehouse: Path, open_page: Opener) -> None:
    _, _, line = head_line(shown(open_page("overview", lang="en")))
    assert line == "Jun: 3 of 10 tables, missing Approvals, Acceptances and others (7)"
    page = said(open_page("upload", lang="en"))
    assert "Upload calendar: Jun 2025" in page
    assert "sample data, as of 1 Jul 2025" in page
    assert "Get the template" in page


@pytest.mark.parametrize("text", ["2025", "2025-13", "六月", "2099-01"])
def test_a_month_that_is_none_is_a_sentence(text: str) -> None:
    words.speak("zh")
    with pytest.raises(WrongAddress, match="不是一个月份"):
        address.read({"month": [text]}, Window(date(2025, 1, 1), date(2025, 6, 30)), {})
