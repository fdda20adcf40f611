"""The page of approvals in a browser: a group opens to its records, the rest unfolds, and a phone shows it whole."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from tests.browser.conftest import Opener, address_of, settle


def test_a_group_opens_to_as_many_records_as_it_says(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/approvals")
    page.get_by_role("link", name="部门", exact=True).click()
    page.wait_for_function("location.search.includes('view=department')")
    settle(page)
    row = page.locator(".durations tbody tr", has_text="供电企业")
    number = row.locator("td.number").last
    said = number.inner_text()
    number.get_by_role("link").click()
    page.locator("p.mark").wait_for()
    assert f"{said} / {said} 条记录" in page.locator("p.mark").inner_text().replace("\u2009", "")
    assert "within=department" in address_of(page)


def test_in_english_on_a_phone_nothing_is_wider_than_the_screen(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/approvals?from=2024-01-01", locale="en-US", viewport={"width": 390, "height": 844})
    assert page.locator("h1").inner_text().startswith("Approval time")
    page.locator("details > summary", has_text=re.compile("^The other")).first.click()
    assert page.locator("details[open] .durations tbody tr").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    names = page.locator(".durations tbody th [lang='zh-CN']")
    assert names.count() > 40


def test_every_table_is_taken_away_whole(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/approvals?from=2024-01-01&to=2025-07-31", accept_downloads=True)
    tables = {
        "approval-days-by-item.csv": ".durations[aria-label^='审批用时']",
        "approvals-overdue.csv": ".overdue-cases",
        "approval-compression.csv": ".dense",
        "approval-waits.csv": ".durations[aria-label='审批菜单上的先后']",
        "approval-other-orders.csv": ".durations[aria-label='菜单没有要求的先后']",
    }
    shown = {name: page.locator(f"{table} tbody tr").count() for name, table in tables.items()}
    assert all(shown.values())
    buttons = page.get_by_role("button", name="下载 CSV")
    found = {}
    for at in range(buttons.count()):
        with page.expect_download() as download:
            buttons.nth(at).click()
        text = Path(download.value.path()).read_bytes().decode("utf-8")
        assert text.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert {len(row) for row in rows} == {len(rows[0])}
        found[download.value.suggested_filename] = len(rows) - 1
    assert found == shown
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 XLSX").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
