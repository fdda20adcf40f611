"""An analyst's hour: from a pivot's cell to exactly its records, by mouse and keyboard; a query and a view sent on."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlparse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, address_of, settle

PIVOTS = {
    "flow, counted": "kpi=approvals_handled&rows=stage&columns=month",
    "flow, share, two splits": "kpi=satisfaction_rate&rows=channel&columns=category",
    "stock, share, over time": "kpi=start_rate&rows=street&columns=quarter",
    "distinct, with empty groups": "kpi=projects_served&rows=workgroup&columns=service",
    "median": "kpi=blocker_days&rows=department&columns=investment_type",
}


def counted(page: Page) -> str:
    """Return the number that the record list's mark says of itself: '27' of '27 / 27 条记录'."""
    return page.locator("p.mark").inner_text().split()[1].replace(",", "")


@pytest.mark.parametrize("asked", PIVOTS.values(), ids=PIVOTS)
def test_a_cell_opens_exactly_its_records(asked: str, dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/explore?{asked}")
    cells = page.locator(".pivot tbody td:not(.margin):not(.empty)")
    found = cells.evaluate_all(
        "cells => cells.map(cell => [cell.innerText, cell.querySelector('a').getAttribute('href')])"
    )
    assert len(found) > 5
    for words, href in (found[0], found[len(found) // 2]):
        said, *behind = words.split()
        page.goto(f"{dashboard}/{href}")
        expect(page.locator("p.mark")).to_contain_text("对账一致")
        settle(page)
        headline = "".join(page.locator(".headline .figure").inner_text().split())
        assert headline.startswith(said), href
        records = (
            behind[0].strip("()") if behind and behind[0].startswith("(") else said.split("/")[said.startswith("0/")]
        )
        is_of_projects = "个项目" in page.locator("p.mark").inner_text()
        assert is_of_projects or counted(page) == records, href


def test_a_cell_is_reached_and_opened_by_keyboard_and_the_way_back_is_the_pivot(
    dashboard: str, open_page: Opener
) -> None:
    page = open_page(f"{dashboard}/explore?kpi=site_visits&rows=street&columns=month")
    cell = page.locator(".pivot tbody td a").first
    said = cell.inner_text()
    page.locator("#explore-columns").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if cell.evaluate("cell => cell === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("p.mark")).to_contain_text("对账一致")
    settle(page)
    assert counted(page) == said
    page.go_back()
    expect(page.locator(".pivot tbody td a").first).to_have_text(said)


def test_choosing_and_sorting_go_into_the_address_and_a_second_browser_shows_the_same(
    dashboard: str, open_page: Opener
) -> None:
    page = open_page(f"{dashboard}/explore")
    page.locator("#explore-kpi").select_option(label="堵点化解数")
    expect(page.locator(".pivot caption")).to_contain_text("堵点化解数")
    settle(page)
    page.locator("#explore-rows").focus()
    page.locator("#explore-rows").select_option(label="部门")
    expect(page.locator(".pivot thead th").first).to_contain_text("部门")
    settle(page)
    expect(page.locator("#explore-rows")).to_be_focused()
    page.locator(".pivot thead th.margin a").click()
    expect(page.locator(".pivot th[aria-sort=descending]")).to_contain_text("合计")
    settle(page)
    asked = parse_qs(urlparse(address_of(page)).query)
    assert (asked["kpi"], asked["rows"], asked["sort"]) == (["blockers_resolved"], ["department"], ["-total"])
    shown = page.locator(".pivot").inner_text()
    assert open_page(address_of(page)).locator(".pivot").inner_text() == shown


def test_the_number_on_the_deepest_shade_can_be_read(dashboard: str, open_page: Opener) -> None:
    for scheme in ("light", "dark"):
        page = open_page(f"{dashboard}/explore?kpi=site_visits&rows=street&columns=month", color_scheme=scheme)
        assert page.evaluate(CONTRAST) >= 4.5


CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  const lows = [...document.querySelectorAll(".pivot td a")].map((link) => {
    const under = light([ground, getComputedStyle(link.closest("td")).backgroundColor]);
    const over = light([ground, getComputedStyle(link).color]);
    return (Math.max(under, over) + 0.05) / (Math.min(under, over) + 0.05);
  });
  return Math.min(...lows);
}"""


def test_a_query_is_written_by_hand_run_by_keyboard_and_sent_to_a_second_browser(
    dashboard: str, open_page: Opener
) -> None:
    page = open_page(f"{dashboard}/sql")
    field = page.locator("[data-testid=stForm] textarea").first
    field.click()
    page.keyboard.type("SELECT category, COUNT(*) AS n FROM ")
    page.locator(".relations summary", has_text="record.project").click()
    page.locator("[data-inserts='record.project']").click()
    page.keyboard.type(" GROUP BY category")
    page.keyboard.press("Control+Enter")
    expect(page.locator("p.found")).to_contain_text("共 7 行")
    settle(page)
    query = parse_qs(urlparse(address_of(page)).query)["q"][0]
    assert query == "SELECT category, COUNT(*) AS n FROM record.project GROUP BY category"
    expect(page.locator("[data-testid=stForm] textarea").first).to_be_focused()
    other = open_page(address_of(page))
    expect(other.locator("p.found")).to_contain_text("共 7 行")
    expect(other.locator("[data-testid=stForm] textarea").first).to_have_value(query)


def test_a_query_that_is_wrong_is_a_sentence_and_the_next_one_is_answered(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/sql?q={quote('SELECT * FROM journal.batch')}", locale="en-GB")
    expect(page.locator("[role=alert].refused")).to_contain_text("there is no table “journal.batch”")
    page.get_by_role("link", name="Projects visited most").click()
    expect(page.locator("p.found")).to_contain_text("20 rows")


def test_a_saved_view_is_there_for_a_colleague(own_dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{own_dashboard}/explore?kpi=site_visits&rows=street&columns=month")
    shown = page.locator(".pivot").inner_text()
    page.get_by_role("button", name="保存为…").click()
    page.get_by_label("名称").fill("各街道走访")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-views a")).to_have_text("各街道走访")
    colleague = open_page(f"{own_dashboard}/explore")
    colleague.get_by_role("link", name="各街道走访").click()
    expect(colleague.locator(".pivot caption")).to_contain_text("一线走访次数")
    settle(colleague)
    assert colleague.locator(".pivot").inner_text() == shown
