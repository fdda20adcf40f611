"""A clerk's way to this month's table: the overview says what lacks, the calendar by whom, its template is at hand."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from etl.publishing.history import history, undo
from tests.browser.conftest import Opener, address_of, settle
from tests.etl.files import check, source


def test_from_the_line_on_the_overview_over_the_calendar_to_the_template(
    own_dashboard: str, open_page: Opener, tmp_path: Path
) -> None:
    folder = tmp_path / "warehouse"
    for batch in history(folder):
        if batch["file_name"] in ("2025-06/审批办件.csv", "2025-06/走访服务记录.csv"):
            undo(folder, batch["batch_no"])
    page = open_page(own_dashboard)
    line = page.locator("header.shell a[data-calendar]")
    expect(line).to_have_text(re.compile(r"6\s*月：10\s*张表已收\s*8\s*张，缺审批办件、走访服务记录"))
    line.click()
    rows = page.locator("#calendar > .table tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(re.compile(r"待报.*审批办件.*7\s*月\s*3\s*日前.*审批科", re.DOTALL))
    settle(page)
    assert address_of(page).endswith("/upload#calendar")

    rows.first.get_by_role("link", name="取模板").click()
    brings = page.get_by_text(re.compile(r"带上还没办结的 \d+ 条")).filter(visible=True)
    expect(brings).to_have_count(1)
    settle(page)
    expect(page.get_by_role("combobox", name="哪一种记录")).to_have_value("审批办件")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载 XLSX").click()
    download = downloading.value
    assert re.fullmatch(r"审批办件2025-0\d\.xlsx", download.suggested_filename)
    (verdict,) = check(source(tmp_path, download.suggested_filename, Path(download.path()).read_bytes()), folder=folder)
    assert (verdict.type, verdict.ok) == ("approval", True)
    assert verdict.rows > 0


def test_on_a_phone_the_line_and_the_calendar_fit_the_screen(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/upload?month=2025-04", viewport={"width": 390, "height": 844})
    expect(page.locator("#calendar .months")).to_be_visible()
    widths = page.evaluate("[document.querySelector('[data-testid=stMain]').scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
