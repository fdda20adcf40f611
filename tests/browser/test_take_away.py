"""What the header offers to take away: the whole page as a workbook, and a link that keeps showing the same numbers."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import python_calamine
from playwright.sync_api import expect

from etl.publishing.load import load_files
from etl.recognising.source import Source
from tests.browser.conftest import Opener, address_of, settle
from tests.browser.test_upload import ledger_rows


def test_a_whole_page_is_taken_away_by_keyboard_and_says_what_the_page_says(
    dashboard: str, open_page: Opener, tmp_path: Path
) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=start_rate&category=公共服务")
    shown = page.locator(".headline .figure b").inner_text(), page.locator(".headline .figure i").inner_text()
    page.locator("details.take summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "审批效能看板-start_rate-2025-01-01-2025-06-30-v1.xlsx"
    book = python_calamine.CalamineWorkbook.from_path(path)
    header, line = book.get_sheet_by_name("开工率").to_python()
    told = dict(zip(header, line, strict=True))
    assert (f"{told['分子']:.0f}", f"/{told['分母']:.0f}") == shown
    assert ["筛选", "项目类别：公共服务"] in book.get_sheet_by_name("说明").to_python()
    page.keyboard.press("Escape")
    expect(page.locator("details.take ul")).to_be_hidden()


def test_a_pinned_link_keeps_its_numbers_and_leads_to_the_newest_ones_with_page_and_filters(
    own_dashboard: str, open_page: Opener, tmp_path: Path
) -> None:
    page = open_page(f"{own_dashboard}/kpi?kpi=site_visits&category=城市更新")
    before = page.locator(".headline .figure").inner_text()
    page.locator("details.take summary").click()
    pinned = page.get_by_role("link", name="复制固定链接")
    link = str(pinned.evaluate("link => link.href"))
    pinned.click()
    expect(page.locator("details.take")).to_contain_text("已复制")

    code = next(code for code, row in ledger_rows().items() if row["项目类别"] == "城市更新")
    visits = tmp_path / "走访服务记录.csv"
    visits.write_text(f"服务编号,项目代码,走访日期,走访方式,走访专班\nZX901,{code},2025-06-20,现场,施工许可\n", "utf-8")
    load_files(tmp_path / "warehouse", [Source(visits.name, visits)])

    page = open_page(link)
    expect(page.locator(".state-of-data")).to_contain_text("当时的第1版")
    assert page.locator(".headline .figure").inner_text() == before
    page.get_by_role("link", name=re.compile("看最新的第2版")).click()
    expect(page.locator(".state-of-data")).not_to_contain_text("当时的")
    settle(page)
    now = urlsplit(address_of(page))
    assert now.path == "/kpi"
    assert "version" not in parse_qs(now.query)
    assert parse_qs(now.query)["category"] == ["城市更新"]
    assert page.locator(".headline .figure").inner_text() != before
