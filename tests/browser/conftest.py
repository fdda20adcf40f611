"""What the browser tests share: one Chromium, a served copy of the sample, and pages that listen for mistakes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from etl.first_start import load_sample
from tests.browser.said import chinese_data
from tests.browser.server import serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CALM = """
() => {
  const state = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
  const drawn = document.querySelector("[data-testid=stElementContainer]");
  const underway = "[data-stale=true], [data-testid=stSkeleton]";
  if (state !== "notRunning" || !drawn || document.querySelector(underway)) {
    window.calmSince = null;
    return false;
  }
  window.calmSince ??= performance.now();
  return performance.now() - window.calmSince > 120;
}
"""
Opener = Callable[..., Page]
Visitor = Callable[[str, str], Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser's tests on one worker: they share its server and its Chromium."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return Debian's Chromium (or the one CHROMIUM names), without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a warehouse that holds the sample; tests that change data copy it."""
    folder = tmp_path_factory.mktemp("browser") / "warehouse"
    load_sample(folder)
    return folder


@pytest.fixture(scope="session")
def dashboard(sample_warehouse: Path) -> Iterator[str]:
    """Return the address of a dashboard that shows the sample; no test changes its data."""
    with serving(sample_warehouse) as address:
        yield address


def copy_of(warehouse: Path, beside: Path) -> Path:
    """Copy the folder of a warehouse and its key into the folder ``beside`` and return where."""
    shutil.copy(warehouse.with_name("warehouse.key"), beside)
    return Path(shutil.copytree(warehouse, beside / "warehouse"))


@pytest.fixture
def own_dashboard(sample_warehouse: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address of a dashboard whose data this test may change."""
    with serving(copy_of(sample_warehouse, tmp_path)) as address:
        yield address


@pytest.fixture(scope="session")
def data(sample_warehouse: Path) -> list[str]:
    """Return the Chinese in the records, which stays as it is on an English page (tests/browser/said.py)."""
    return chinese_data(sample_warehouse)


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Opener]:
    """Return a function that opens an address in a browser of its own; options are those of a browser context."""
    contexts = []

    def open_address(address: str, **options: object) -> Page:
        settings = {"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}, **options}
        context = chromium.new_context(**settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        settle(page)
        return page

    yield open_address
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def visit(chromium: Browser) -> Iterator[Visitor]:
    """Return a function that goes to an address in a browser kept open, one a locale: for tests over all pages."""
    pages: dict[str, Page] = {}

    def go(address: str, locale: str) -> Page:
        if locale not in pages:
            pages[locale] = chromium.new_context(locale=locale, viewport={"width": 1440, "height": 900}).new_page()
        page = pages[locale]
        page.goto(address)
        page.locator("h1").first.wait_for(state="attached")
        settle(page)
        return page

    yield go
    for page in pages.values():
        page.context.close()


def settle(page: Page) -> None:
    """Wait until the page is drawn: Streamlit ran the script to its end, nothing is being replaced or still to load."""
    # Between two messages of one run a page may look finished for a moment: it must stay so.
    page.evaluate("window.calmSince = null")
    page.wait_for_function(CALM, timeout=30_000)


def address_of(page: Page) -> str:
    """Return the address the browser shows; the driver's own notion of it lags behind."""
    return str(page.evaluate("location.href"))
