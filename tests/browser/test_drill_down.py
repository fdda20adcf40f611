"""From the overview to one record's project and back, by clicks and by keyboard; the same address shows the same."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, address_of, settle


def tab_to(page: Page, selector: str, most: int = 200) -> None:
    """Press Tab until what ``selector`` names has the focus, as a reader without a mouse would."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} presses of Tab")


def enter(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_timeout(150)
    settle(page)


def test_by_keyboard_from_the_overview_to_a_project_and_back(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/?compare=last_period")
    enter(page, 'a.card[data-kpi="start_rate"]')
    expect(page.locator("p.mark")).to_contain_text(re.compile(r"27\s*/\s*27"))
    group = 'table.bars summary[data-group="城市更新"]'
    tab_to(page, group)
    page.keyboard.press("Enter")
    menu = page.locator("details.steps[open]")
    expect(menu.get_by_role("link", name="筛选全页")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.group") == "城市更新"
    page.keyboard.press("Enter")
    shown = re.search(r"看明细（(\d+) 条）", menu.inner_text())
    assert shown
    enter(page, "details.steps[open] a[data-step=breakdown]")
    expect(page.locator("nav.breadcrumb")).to_contain_text("项目类别：城市更新")
    expect(page.locator(".headline .figure b")).to_have_text(shown[1])
    expect(page.locator("#record-list tbody tr")).to_have_count(int(shown[1]))
    enter(page, "#record-list a")
    expect(page.locator("ol.time-line li").first).to_be_visible()
    name = page.locator("h1").inner_text()
    assert "compare=last_period" in address_of(page)
    enter(page, "nav.breadcrumb a[href$='#records']")
    expect(page.locator("p.mark")).to_contain_text(re.compile(rf"{shown[1]}\s*/\s*{shown[1]}"))
    expect(page.locator("nav.breadcrumb")).to_contain_text("项目类别：城市更新")
    assert page.locator("#record-list a").first.inner_text() in name
    settle(page)
    enter(page, "nav.breadcrumb a[href='./?compare=last_period']")
    expect(page.locator('a.card[data-kpi="start_rate"]')).to_be_visible()


def test_by_clicks_the_numbers_stay_the_same_all_the_way_and_in_a_second_browser(
    dashboard: str, open_page: Opener
) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=blockers_resolved&by=stage&compare=last_period")
    bar = page.locator("table.bars tbody tr", has_text="施工许可")
    number = bar.locator("td.number a").inner_text()
    bar.locator("td.track").click(force=True)
    bar.get_by_role("link", name=f"看明细（{number} 条）").click()
    expect(page.locator("nav.breadcrumb")).to_contain_text("阶段：施工许可")
    settle(page)
    expect(page.locator("p.mark")).to_contain_text(re.compile(rf"{number}\s*/\s*{number}"))
    page.locator("p.choices a", has_text="街道").first.click()
    expect(page.locator("p.choices a[aria-current]", has_text="街道")).to_be_visible()
    settle(page)
    assert "within=stage" in address_of(page)
    assert "compare=last_period" in address_of(page)
    other = open_page(address_of(page), locale="en-GB")
    for place in ("p.mark", ".headline .figure b"):
        digits = [re.findall(r"\d+", one.locator(place).first.inner_text()) for one in (page, other)]
        assert digits[0] == digits[1] != []
    row = page.locator("#record-list tbody tr").first
    row.locator("td").nth(3).click()
    expect(page.locator("ol.time-line li").first).to_be_visible()
    assert "project=" in address_of(page)


def test_filtering_the_whole_page_goes_along_to_the_overview(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=site_visits&by=street")
    bar = page.locator("table.bars tbody tr", has_text="中韩街道")
    number = bar.locator("td.number a").inner_text()
    bar.locator("summary").click()
    bar.get_by_role("link", name="筛选全页").click()
    expect(page.locator(".headline .figure b")).to_have_text(number)
    settle(page)
    page.locator("nav.breadcrumb a").first.click()
    expect(page.locator('a.card[data-kpi="site_visits"] .figure b')).to_have_text(number)


def test_the_numbers_a_project_counts_in_open_its_records(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=blockers_resolved&category=城市更新")
    page.locator("#record-list a").first.click()
    expect(page.locator("dl.counts-in")).to_be_visible()
    settle(page)
    link = page.locator("dl.counts-in div", has_text="堵点化解数").locator("a.counted")
    number = re.findall(r"\d+", link.inner_text())[0]
    link.click()
    expect(page.locator("p.mark")).to_contain_text(re.compile(rf"{number}\s*/\s*{number}"))
    expect(page.locator("#record-list tbody tr")).to_have_count(int(number))


def test_what_is_not_there_is_told_with_a_way_on(dashboard: str, open_page: Opener) -> None:
    for path, said, step, lands in (
        ("project?project=P-9999", "没有项目“P-9999”", "看全部指标", "全部指标"),
        ("project", "没有说要看哪个项目", "看全部指标", "全部指标"),
        ("kpi?kpi=start_rate&within=street:月亮街道", "“街道”里没有“月亮街道”", "去掉这一项，继续", "开工率"),
        ("kpi?kpi=start_rate&within=channel:走访", "不能按“渠道”收窄", "去掉这一项，继续", "开工率"),
        (
            "kpi?kpi=site_visits&within=project_id:P-9999",
            "“项目代码”里没有“P-9999”",
            "去掉这一项，继续",
            "一线走访次数",
        ),
    ):
        page = open_page(f"{dashboard}/{path}")
        expect(page.locator("p.state").first).to_contain_text(said)
        page.get_by_role("link", name=step).click()
        expect(page.locator("h1").last).to_contain_text(lands)
