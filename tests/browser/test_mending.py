"""A clerk puts a file right on the page, by mouse and keyboard; a colleague in another browser sees the same check."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, address_of, settle
from tests.browser.test_upload import choose, ledger_rows

WITHIN = 30_000
HEADER = "服务编号,项目代码,走访日期,走访方式,走访专班"


def visits() -> bytes:
    """Return visits with a banner, as an office program in Chinese saves them: wrong words, wrong days, a row twice."""
    code = next(iter(ledger_rows()))
    wrong = {3: ("2025-06-31", "现场"), 4: ("2025-06-05", "到现场"), 5: ("待定", "现场"), 7: ("2025-06-05", "到现场")}
    rows = [f"XC{n},{code},{','.join(wrong.get(n, ('2025-06-05', '现场')))},施工许可" for n in range(9)]
    return "\n".join(["6月走访（第三专班）,,,,", HEADER, *rows, rows[8]]).encode("gb18030")


def chosen(page: Page) -> Page:
    choose(page, "走访服务记录2025-06.csv", visits())
    expect(page.locator("p.verdict")).to_contain_text("有 5 处要改", timeout=WITHIN)
    settle(page)
    return page


def test_a_messy_file_is_put_right_on_the_page_and_loaded(own_dashboard: str, open_page: Opener) -> None:
    page = chosen(open_page(f"{own_dashboard}/upload"))
    page.get_by_role("button", name="到现场 → 现场，改 2 处").click()
    expect(page.locator("p.verdict")).to_contain_text("有 3 处要改", timeout=WITHIN)
    page.get_by_role("button", name="重复的 1 行不导入").click()
    expect(page.locator("p.verdict")).to_contain_text("有 2 处要改", timeout=WITHIN)
    settle(page)
    # From cell to cell by the keyboard, saved by it too.
    first = page.get_by_label("第 6 行 走访日期")
    first.fill("2025-06-30")
    first.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("2025-06-06")
    page.keyboard.press("Enter")
    expect(page.locator("p.verdict")).to_contain_text("可以入库", timeout=WITHIN)
    expect(page.locator("[class*=st-key-kind-]")).to_have_count(0)
    settle(page)
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator(".outcome")).to_contain_text("已入库", timeout=WITHIN)
    expect(page.locator(".entry").first).to_contain_text(re.compile("改了 4 格、1 行不导入"))
    assert "draft=" not in address_of(page)


def test_a_check_has_an_address_that_outlives_page_and_browser(own_dashboard: str, open_page: Opener) -> None:
    page = chosen(open_page(f"{own_dashboard}/upload", permissions=["clipboard-read", "clipboard-write"]))
    page.get_by_role("link", name="复制链接").click()
    expect(page.get_by_role("link", name="已复制")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == address_of(page)

    colleague = open_page(address, locale="en-GB")
    expect(colleague.locator("p.verdict")).to_contain_text("5 places to fix", timeout=WITHIN)
    settle(colleague)
    colleague.get_by_role("button", name="到现场 → 现场").click()
    expect(colleague.locator("p.verdict")).to_contain_text("3 places to fix", timeout=WITHIN)

    page.reload()
    expect(page.locator("p.verdict")).to_contain_text("有 3 处要改", timeout=WITHIN)
    settle(page)
    page.get_by_role("link", name="指标口径").click()
    expect(page).to_have_url(re.compile("definitions"))
    settle(page)
    page.get_by_role("link", name="数据上报").click()
    expect(page.locator("p.verdict")).to_contain_text("有 3 处要改", timeout=WITHIN)
    assert page.locator("[data-testid=stException]").count() == 0
