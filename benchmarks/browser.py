"""A real browser with a stopwatch inside: from a click to the painted answer, and from nothing to a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser.conftest import FLAGS, settle

# Counts from the click itself to the second frame after the text under `selector` is another one: it is then painted.
STOPWATCH = """
(selector) => {
  const said = () => [...document.querySelectorAll(selector)].map((e) => e.textContent).join("|");
  const before = said();
  window.answered = new Promise((resolve) => {
    let clicked = null;
    document.addEventListener("click", (event) => { clicked = event.timeStamp; }, { capture: true, once: true });
    const watch = new MutationObserver(() => {
      if (clicked === null || said() === before) return;
      watch.disconnect();
      requestAnimationFrame(() => requestAnimationFrame((now) => resolve(performance.now() - clicked)));
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
"""
IS_SHOWN = "(selector) => document.querySelector(selector)?.checkVisibility() ?? false"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium (the one CHROMIUM names, else Debian's) without a window; ends it afterwards."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Clicker:
    """A page whose category filter is open, and where its answer appears (``shown``)."""

    page: Page
    shown: str

    @classmethod
    def open(cls, browser: Browser, address: str, shown: str) -> Clicker:
        """Open ``address`` in a window of its own, wait until it is drawn, and open its category filter."""
        page = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}).new_page()
        page.set_default_timeout(30_000)
        page.goto(address)
        page.wait_for_selector(shown)
        settle(page)
        page.locator('[data-filter="category"] > button, .st-key-filter-category button').first.click()
        cls(page, shown)._options().first.wait_for()
        return cls(page, shown)

    def _options(self) -> Locator:
        """The values of the filter: links in the dashboard, buttons in the bare pages."""
        bare = self.page.get_by_test_id("stPopoverBody").get_by_role("button")
        return self.page.locator(".filter[data-open] ul.options a").or_(bare)

    def categories(self) -> list[str]:
        """Return the words of the filter's values."""
        return self._options().all_inner_texts()

    def click(self, number: int) -> float:
        """Click the ``number``-th category and return the milliseconds until the answer is painted."""
        self.page.bring_to_front()
        option = self._options().nth(number)
        self.page.evaluate(STOPWATCH, self.shown)
        option.click()
        taken = float(self.page.evaluate("window.answered"))
        settle(self.page)
        return taken


def first_card(browser: Browser, address: str, shown: str) -> None:
    """Open ``address`` with an empty browser cache and return when the first card is on screen."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    # Looked for at every frame; the driver's own wait for a selector looks twice a second only.
    page.wait_for_function(IS_SHOWN, arg=shown, timeout=60_000)
    context.close()
