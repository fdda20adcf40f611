"""A clerk's whole way in one go: a messy workbook and a messy text, put right, weighed, loaded, seen and undone."""

from __future__ import annotations

import io
import re
from pathlib import Path

import python_calamine
import xlsxwriter
from playwright.sync_api import Page, expect

from queries.catalogue import kpis
from queries.questions import default_window, records
from queries.warehouse import open_file, version_path
from tests.browser.conftest import Opener, address_of, settle
from tests.browser.test_upload import ledger_rows, start_rate

WITHIN = 30_000
LEDGER, VISITS = "2025年6月项目台账(终版2).xlsx", "走访服务记录2025-06.csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def saved(rows: list[list[str]], banner: str | None = None) -> bytes:
    """Return rows as a workbook, with a banner over all columns and a line about who filled it in if asked for."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        if banner:
            sheet.merge_range(0, 0, 0, len(rows[0]) - 1, banner)
            rows = [["填报单位：项目推进专班"], *rows]
        for number, row in enumerate(rows, start=1 if banner else 0):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def ledger(sample: Path) -> bytes:
    """Return the ledger row of one more project of the list that has started, its street under an unknown name."""
    warehouse = open_file(version_path(sample, 1))
    waiting = records(warehouse, kpis()["start_rate"], default_window(warehouse), {}, "remainder")
    code = waiting.column("project_id").to_pylist()[0]
    warehouse.close()
    row = ledger_rows()[code] | {"项目状态": "在建", "实际开工时间": "2025年6月27日"}
    return saved([["属地" if name == "所属街道" else name for name in row], list(row.values())], "重点项目台账")


def visits() -> bytes:
    """Return visits as an office program in Chinese saves them: a banner, a word too long three times, two bad days."""
    code = next(iter(ledger_rows()))
    wrong = {3: ("2025-06-31", "现场"), 4: ("2025.6.5", "到现场"), 5: ("待定", "现场"), 7: ("2025年6月5日", "到现场")}
    rows = [f"XC{n},{code},{','.join(wrong.get(n, ('2025-06-05', '现场')))},施工许可" for n in range(9)]
    head = "服务编号,项目代码,走访日期,走访方式,走访专班"
    return "\r\n".join(["6月走访（第三专班）,,,,", head, *rows, "合计,9,,,"]).encode("gb18030")


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    sent = [{"name": name, "mimeType": XLSX, "buffer": content} for name, content in files]
    page.locator("input[type=file]").set_input_files(sent)


def verdict(page: Page, says: str) -> None:
    expect(page.locator("p.verdict")).to_contain_text(says, timeout=WITHIN)
    settle(page)


def test_from_messy_files_to_the_overview_and_back(
    own_dashboard: str, sample_warehouse: Path, open_page: Opener
) -> None:
    page = open_page(f"{own_dashboard}/upload")
    choose(page, (LEDGER, ledger(sample_warehouse)), (VISITS, visits()))
    verdict(page, "要改")

    column = page.get_by_label("文件里的“属地”是")
    # A list that opens while the page still scrolls is shut by the scrolling.
    column.scroll_into_view_if_needed()
    column.click()
    page.get_by_role("option", name="所属街道").click()
    page.get_by_role("button", name="按此对应重新核对").click()
    verdict(page, "有 4 处要改")
    page.get_by_role("button", name="到现场 → 现场，改 2 处").click()
    verdict(page, "有 2 处要改")
    page.get_by_label("第 6 行 走访日期").fill("2025-06-30")
    page.get_by_label("第 8 行 走访日期").fill("2025-06-06")
    page.keyboard.press("Enter")
    verdict(page, "可以入库")

    moved = page.locator('table.moves tr[data-kpi="start_rate"]')
    expect(moved.locator(".was")).to_have_text(re.compile(r"27\s*/38"))
    expect(moved.locator(".now")).to_have_text(re.compile(r"28\s*/38"))
    elsewhere = open_page(own_dashboard)
    assert start_rate(elsewhere, own_dashboard).startswith("27/38")
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator(".outcome")).to_contain_text("已入库", timeout=WITHIN)
    assert start_rate(elsewhere, own_dashboard).startswith("28/38")

    batch = page.locator("[class*=st-key-batch-]", has=page.locator(".entry", has_text=LEDGER))
    batch.get_by_role("button", name="撤销", exact=True).click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.locator(".outcome")).to_contain_text("已撤销", timeout=WITHIN)
    assert start_rate(elsewhere, own_dashboard).startswith("27/38")
    assert page.locator("[data-testid=stException]").count() == 0


def test_the_error_workbook_is_downloaded_mended_and_loaded(own_dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{own_dashboard}/upload")
    choose(page, (VISITS, visits()))
    verdict(page, "有 4 处要改")
    with page.expect_download(timeout=WITHIN) as download:
        page.get_by_role("button", name="下载标好错误的 XLSX").click()
    name = download.value.suggested_filename
    assert name == "走访服务记录2025-06（错误说明）.xlsx"
    sheet = python_calamine.CalamineWorkbook.from_path(download.value.path()).get_sheet_by_index(0)
    cells = [[str(cell) for cell in row] for row in sheet.to_python()]
    banner, header = cells[:2]
    assert (banner[1], header[0]) == ("6月走访（第三专班）", "错误说明")
    faulty = {row[header.index("服务编号")]: row for row in cells[2:] if row[0]}
    assert {"XC3", "XC4", "XC5", "XC7"} == set(faulty)
    day, mode = (header.index(name) for name in ("走访日期", "走访方式"))
    assert "2025-06-31" in faulty["XC3"][0]
    assert "现场" in faulty["XC4"][0]
    for code in ("XC3", "XC5"):
        faulty[code][day] = "2025-06-30"
    for code in ("XC4", "XC7"):
        faulty[code][mode] = "现场"

    choose(page, (name, saved(cells)))
    verdict(page, "可以入库")
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator(".outcome")).to_contain_text("已入库", timeout=WITHIN)
    expect(page.locator(".entry").first).to_contain_text(re.compile(r"9 行|新增 9"))
    assert "draft=" not in address_of(page)
