"""Each page asked for first, of a server just started: every way in leads through the main script, header and all."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener, settle
from tests.browser.server import ROOT, serving


@pytest.mark.parametrize(
    "name", ["overview", "kpi", "upload", "definitions", "data", "main", "first_start", "parts/shell"]
)
def test_a_page_asked_for_first_comes_with_the_shell_around_it(
    name: str, sample_warehouse: Path, open_page: Opener
) -> None:
    assert (ROOT / "pages" / f"{name}.py").exists()
    with serving(sample_warehouse) as address:
        page = open_page(f"{address}/{name}")
        expect(page.locator("header.shell")).to_be_visible()
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator("[data-testid=stSidebarNav]").count() == 0


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
