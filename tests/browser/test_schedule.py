"""Backward scheduling by hand: from a project's page to a target day, and the milestones taken away as a file."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

from playwright.sync_api import expect

from queries.menu.milestone_file import HEADER
from tests.browser.conftest import Opener, address_of, settle

PROJECT = "2401-370299-04-01-000286"
TARGET = "2029-03-30"


def test_from_a_project_to_a_target_day_and_its_milestones_as_a_file(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/project?project={PROJECT}")
    page.get_by_role("link", name="按目标日倒排这个项目的工期").click()
    page.locator("form.target").wait_for()
    settle(page)
    page.get_by_label("目标日").fill(TARGET)
    page.get_by_role("button", name="排一排").click()
    expect(page.locator(".verdict")).to_contain_text("2029年3月30日")
    settle(page)
    asked = parse_qs(urlparse(address_of(page)).query)
    assert (asked["target"], asked["project"], asked["menu"]) == ([TARGET], [PROJECT], ["social"])
    shown = page.locator(".backward tbody tr")
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载倒排工期节点").click()
    lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert taken.value.suggested_filename == f"倒排工期节点-{PROJECT}.csv"
    assert lines[0].split(",") == list(HEADER)
    assert len(lines) == 1 + shown.count()
    assert lines[-1].startswith(f"{PROJECT},X00,{TARGET},")


def test_a_milestone_chosen_stays_when_the_menu_changes(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/schedule?target={TARGET}")
    page.locator("[data-end=E12]").click()
    expect(page.locator("[data-end=E12]")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="社会投资", exact=True).click()
    expect(page.get_by_role("link", name="社会投资", exact=True)).to_have_attribute("aria-current", "true")
    settle(page)
    asked = parse_qs(urlparse(address_of(page)).query)
    assert (asked["end"], asked["target"], asked["menu"]) == (["E12"], [TARGET], ["social"])
