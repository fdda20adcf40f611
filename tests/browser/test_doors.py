"""Each page asked for first, of a server just started: every way in leads through the main script, header and all."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener, address_of, settle
from tests.browser.server import ROOT, serving


@pytest.mark.parametrize("name", ["kpi", "upload", "definitions", "data"])
def test_a_page_asked_for_first_comes_with_the_shell_around_it(
    name: str, sample_warehouse: Path, open_page: Opener
) -> None:
    with serving(sample_warehouse) as address:
        page = open_page(f"{address}/{name}")
        expect(page.locator("header.shell nav a[aria-current]")).to_be_visible()
        expect(page.locator("p.banner")).to_be_visible()
        assert page.locator("[data-testid=stException], [data-testid=stSidebarNav]").count() == 0


def test_the_main_script_is_no_page_of_its_own(sample_warehouse: Path, open_page: Opener) -> None:
    with serving(sample_warehouse) as address:
        page = open_page(f"{address}/main")
        expect(page.locator("p.state")).to_contain_text("main")


@pytest.mark.parametrize("name", ["first_start", "parts/frame/shell", "parts/frame/shell.py", "no-such-page"])
def test_what_is_no_page_is_never_run_but_answered_with_a_way_on(name: str, dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/{name}")
    expect(page.locator("p.state")).to_contain_text(name)
    page.locator("p.state a").click()
    expect(page.locator("a.card").first).to_be_visible()


def test_the_overview_asked_for_by_its_name_is_the_overview(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/overview?to=2025-03-31")
    expect(page.locator("a.card").first).to_be_visible()
    assert address_of(page) == f"{dashboard}/?to=2025-03-31"


def test_without_a_warehouse_the_sample_is_built_and_shown(tmp_path: Path, open_page: Opener) -> None:
    with serving(tmp_path / "warehouse") as address:
        page = open_page(address)
        expect(page.locator('a.card[data-kpi="start_rate"] .figure b')).to_have_text("27", timeout=60_000)
        settle(page)


def test_the_server_answers_only_this_machine(sample_warehouse: Path) -> None:
    with serving(sample_warehouse) as address:
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
    assert 'address = "127.0.0.1"' in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
