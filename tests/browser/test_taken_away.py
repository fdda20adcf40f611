"""What a clerk takes away in the browser: the file with its faults, mended and uploaded; the original of a batch."""

from __future__ import annotations

import re
from pathlib import Path

import python_calamine
from playwright.sync_api import Page, expect

from etl.publishing.history import history
from tests.browser.conftest import Opener, settle
from tests.browser.test_upload import choose, ledger_rows
from tests.etl.files import workbook

HEADER = "服务编号,项目代码,走访日期,走访方式,走访专班"


def taken(page: Page, label: str, to: Path) -> Path:
    """Press a download and return the file as the browser got it."""
    button = page.get_by_role("button", name=label).first
    button.scroll_into_view_if_needed()
    with page.expect_download(timeout=30_000) as download:
        button.click()
    to.mkdir(exist_ok=True)
    path = to / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_file_with_its_faults_is_mended_and_uploaded_again(
    dashboard: str, open_page: Opener, tmp_path: Path
) -> None:
    code = next(iter(ledger_rows()))
    rows = [f"ZX{n},{code},2025-06-0{n},{'现场' if n != 3 else '到现场'},施工许可" for n in range(1, 6)]
    page = open_page(f"{dashboard}/upload")
    choose(page, "走访服务记录2025-06.csv", "\n".join([HEADER, *rows]).encode("gb18030"))
    expect(page.locator(".verdict")).to_contain_text("要改", timeout=30_000)
    path = taken(page, "下载标好错误的 XLSX", tmp_path / "taken")
    assert path.name == "走访服务记录2025-06（错误说明）.xlsx"
    cells = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert [bool(row[0]) for row in cells[1:]] == [False, False, True, False, False]
    cells[3][4] = "现场"
    mended = workbook(tmp_path, path.name, {"走访服务记录": cells})
    page = open_page(f"{dashboard}/upload")
    choose(page, path.name, mended.path.read_bytes())
    expect(page.locator(".verdict")).to_contain_text("可以入库", timeout=30_000)


def test_an_original_comes_back_byte_for_byte_and_two_versions_are_compared(
    own_dashboard: str, open_page: Opener, tmp_path: Path
) -> None:
    code = next(iter(ledger_rows()))
    content = f"{HEADER}\r\nZX9,{code},2025-06-09,现场,施工许可\r\n".encode("gb18030")
    page = open_page(f"{own_dashboard}/upload")
    choose(page, "走访服务记录2025-06.csv", content)
    expect(page.locator(".verdict")).to_contain_text("可以入库", timeout=30_000)
    settle(page)
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator(".outcome")).to_contain_text("已入库", timeout=30_000)
    assert taken(page, "下载原件", tmp_path / "taken").read_bytes() == content
    assert history(tmp_path / "warehouse")[0]["file_name"] == "走访服务记录2025-06.csv"
    page.goto(f"{own_dashboard}/data")
    settle(page)
    page.get_by_role("link", name=re.compile("与第.*版比较")).first.click()
    expect(page.locator("#compared")).to_contain_text("第", timeout=30_000)
    expect(page.locator('tr[data-kpi="site_visits"]')).to_be_visible()
