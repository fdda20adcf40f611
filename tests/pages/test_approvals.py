"""The page of approvals: figures that open to the same number of records, late cases, waits, and mistakes in words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from pages.parts.approvals import asked
from queries.approvals.menu_order import menu_orders
from tests.pages import small_bureau
from tests.pages.conftest import Opener, said, shown

HEADER = "受理编号,项目代码,事项编码,办理部门,受理时间,承诺时限(工作日),暂停天数,补正次数,办结时间,办理结果"
DAYS = {"from": "2025-01-01", "to": "2025-06-30"}
BUREAU = "区行政审批服务局"


def ledger() -> str:
    """Return cases of twelve projects, B03 and two working days later M01, and 25 that run beyond their promise."""
    rows = [HEADER]
    for at in range(12):
        first = date(2025, 3, 3) + timedelta(days=7 * (at % 3))
        begun, done = (f"{first + timedelta(days=days)}" for days in (3, 4))
        rows.append(f"B{at},P{at:02d},B03,{BUREAU},{first},3,,1,{first + timedelta(days=1)},准予")
        rows.append(f"M{at},P{at:02d},M01,供水企业,{begun},,,,{done},准予")
    rows += [f"L{at},P{at:02d},D05,{BUREAU},2025-06-{2 + at % 5:02d},2,,,," for at in range(25)]
    return "\n".join(rows) + "\n"


@pytest.fixture
def bureau(warehouse: Path) -> Path:
    """Return the bureau's warehouse with the cases of ledger()."""
    small_bureau.load(warehouse, {"审批办件2025-06.csv": ledger()})
    return warehouse


def section(html: str, name: str) -> str:
    """Return the HTML of the section whose heading is ``name``."""
    found = re.search(rf'<h[23] id="{name}">.*?(?=<h2|\Z)', html, re.DOTALL)
    assert found, name
    return found[0]


def test_figures_and_groups_open_to_as_many_records(bureau: Path, open_page: Opener) -> None:
    html = shown(open_page("approvals", view="department", order="number", **DAYS))
    links = re.findall(r'href="(kpi\?[^"]*kpi=approvals_handled[^"]*)"[^>]*>(\d+)(?: <small>[^<]*</small>)?</a>', html)
    assert sorted(int(number) for _href, number in links) == [12, 12, 24]
    for href, number in links:
        query = dict(parse_qsl(urlsplit(unescape(href)).query))
        assert f"{number} / {number} 条记录" in said(open_page("kpi", **query)), href


def test_each_view_and_order_shows_every_group(bureau: Path, open_page: Opener) -> None:
    # What was promised of M01 is not filled in: its item promises something, its department and stage do not.
    groups = {"item": (2, 2), "department": (2, 1), "stage": (2, 1)}
    for view, (count, promised) in groups.items():
        own = section(shown(open_page("approvals", view=view, order="p90", **DAYS)), "durations")
        assert own.count("<tr>") - 1 == count, view
        assert own.count('class="promise" style') == promised, view


def test_overdue_cases_are_listed_a_sheet_at_a_time_and_lead_to_their_project(bureau: Path, open_page: Opener) -> None:
    own = section(shown(open_page("approvals", sheet="2", **DAYS)), "overdue")
    assert "已超承诺 25 宗" in own
    assert own.count("<tr>") - 1 == 5
    assert len(re.findall(r'href="project\?[^"]*project=P', own)) == 5
    assert "建筑工程施工许可证核发(整体)" in own


def test_days_whose_decisions_have_not_arrived_are_told(bureau: Path, open_page: Opener) -> None:
    late = "之后的办结还没有收到"
    assert late in said(open_page("approvals", **{**DAYS, "to": "2025-07-31"}))
    assert late not in said(open_page("approvals", **DAYS))


def test_what_waits_for_what_is_told_with_its_median(bureau: Path, open_page: Opener) -> None:
    own = section(shown(open_page("approvals", **DAYS)), "flow")
    row = re.search(r"<tr><th scope=row>建设工程规划许可证核发.*?供水报装.*?</tr>", own)
    assert row
    cells = re.findall(r'<td class="number"[^>]*>(.*?)</td>', row[0])
    # From Tuesday to Thursday: two working days.
    assert cells == ["2.0", "12", "100.0%", "0.0%", "0.0%", "12"]
    assert "等得最久的一步" in own


def test_names_of_items_stay_chinese_and_say_so(bureau: Path, open_page: Opener) -> None:
    html = shown(open_page("approvals", lang="en", **DAYS))
    assert '<span lang="zh-CN">供水报装</span>' in html
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r'<(\w+)[^>]* lang="zh-CN".*?</\1>', "", section(html, "flow")))


def test_nothing_found_is_a_sentence_and_a_way_on(bureau: Path, open_page: Opener) -> None:
    html = shown(open_page("approvals", **{"from": "2024-01-01", "to": "2024-01-31"}))
    for name in ("durations", "overdue", "compression", "flow"):
        own = section(html, name)
        assert 'class="state"' in own, name
        assert 'class="action"' in own, name


@pytest.mark.parametrize("name", ["view", "order"])
def test_a_choice_that_is_none_is_said_and_the_page_works(name: str, bureau: Path, open_page: Opener) -> None:
    app = open_page("approvals", **{name: "colour"}, **DAYS)
    assert f"地址里的“{name}=colour”无法识别" in said(app)
    assert "建设工程规划许可证核发" in section(shown(app), "durations")


@pytest.mark.parametrize(
    ("before", "expected"),
    [("Z99", "的前置事项“Z99”不在可用的事项里"), ("B03", "前置事项绕成了一圈：")],
    ids=["unknown", "in a circle"],
)
def test_a_menu_that_makes_no_order_is_said_and_the_rest_works(
    before: str,
    expected: str,
    bureau: Path,
    open_page: Opener,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = Path("data/reference/item.csv").read_text(encoding="utf-8")
    broken = text.replace("S,,all,A08,A08,办事指南口径", f"S,,all,{before},{before},办事指南口径")
    assert broken != text
    (tmp_path / "item.csv").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(asked, "menu_orders", lambda: menu_orders(tmp_path))
    html = shown(open_page("approvals", **DAYS))
    assert expected in section(html, "flow")
    assert "供水报装" in section(html, "durations")
