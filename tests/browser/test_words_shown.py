"""What is really on the screen: no English on a Chinese page, no Chinese sentence on an English one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opener, settle

PAGES = ("", "kpi?kpi=start_rate", "kpi?kpi=approval_days&part=left_out", "kpi", "upload", "definitions", "data")
# Names of things, not words of a language.
NAMES = re.compile(
    r"\b(EN|SQL|CSV|XLSX|UTF-8|GB18030|BOM|PNG|Excel|WPS|Table Schema|DuckDB|python|MB)\b"
    r"|[\w./-]+\.(csv|xlsx|sql|md|py|json)"
)
OURS = "header.shell, .opening, .compare, .card .title span, h1, h2, h3, p.choices, p.mark, p.state, button, label"
SAID = """() => {
  const said = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.currentNode; node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !node.data || !node.data.trim()) continue;
    if (parent.closest('script, style, noscript, code, pre, .verbatim, [aria-hidden=true]')) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    said.push(node.data.trim());
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const value = element.getAttribute(name);
      if (value && value.trim()) said.push(value.trim());
    }
  }
  return said;
}"""


def said_on(page: Page) -> list[str]:
    """Return every text a person can see or have read aloud."""
    return [str(text) for text in page.evaluate(SAID)]


@pytest.mark.parametrize("path", PAGES)
def test_no_english_word_is_left_on_a_chinese_page(path: str, dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/{path}")
    page.wait_for_timeout(500)
    english = [text for text in said_on(page) if re.search(r"[A-Za-z]{3,}", NAMES.sub("", text))]
    assert not english


@pytest.mark.parametrize("path", PAGES)
def test_every_sentence_of_an_english_page_is_english(path: str, dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/{path}", locale="en-GB")
    page.wait_for_timeout(500)
    said = page.locator(OURS).all_inner_texts()
    chinese = [text for text in said if re.search(r"[\u4e00-\u9fff]{2,}", re.sub(r"〈.*?〉|中文", "", text))]
    assert not chinese


def test_the_switch_changes_the_language_and_the_address_keeps_it(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    page.get_by_role("link", name="切换语言").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    settle(page)
    assert "Start rate" in page.locator('a.card[data-kpi="start_rate"]').inner_text()
    page.locator('a.card[data-kpi="start_rate"]').click()
    page.locator("p.mark").wait_for()
    assert "27 of 27 records" in page.locator("p.mark").inner_text()
