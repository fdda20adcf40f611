"""What is really on the screen of every page: no English on a Chinese page, no Chinese on an English one but data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pages.parts.words import catalogue
from queries.catalogue import kpis
from queries.warehouse import open_file, version_path
from tests.browser.conftest import Opener, Visitor, settle
from tests.browser.every_page import EVERY

# Names of things, not words of a language.
NAMES = re.compile(
    r"\b(EN|SQL|SELECT|CSV|XLSX|UTF-8|GB18030|BOM|PNG|SVG|Excel|WPS|Table Schema|DuckDB|python|MB|Esc|Ctrl|Enter)\b"
    r"|[\w./-]+\.(csv|xlsx|sql|md|py|json)|参考数据 \w+|“[^”]*”"
)
# The equals sign for "neither up nor down" is a sign, not a word.
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uff1c\uff1e-\uffef]")
# What is quoted is quoted as it is written; the switch names the other language in that language.
QUOTED = re.compile(r"〈.*?〉|“[^”]*”|\"[^\"]*\"|中文")
SAID = """() => {
  const said = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.currentNode; node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !node.data || !node.data.trim()) continue;
    if (parent.closest('textarea, [aria-hidden=true], [lang]:not(html)')) continue;
    if (parent.closest('script, style, noscript, code, pre, .verbatim')) continue;
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
    """Return every text a person can see, folded too, or have read aloud; not what is marked as another language."""
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    page.wait_for_timeout(300)
    return [str(text) for text in page.evaluate(SAID)]


@pytest.fixture(scope="module")
def data(sample_warehouse: Path) -> list[str]:
    """Return the Chinese in the records that has no English and so stays as it is: names, texts, codes; long first."""
    warehouse = open_file(version_path(sample_warehouse, 1))
    columns = warehouse.rows(
        "SELECT table_schema, table_name, column_name FROM information_schema.columns "
        "WHERE data_type = 'VARCHAR' AND table_schema IN ('record', 'reference', 'journal')"
    )
    found = {kpi.agreed.rpartition(",")[2].strip() for kpi in kpis().values()}
    rows = [
        row
        for kpi in kpis().values()
        for told in (kpi.example or {}).values()
        if isinstance(told, list)
        for row in told
    ]
    found |= {value for row in rows for value in row.values() if isinstance(value, str)}
    for schema, table, column in columns:
        found |= {
            value for (value,) in warehouse.rows(f'SELECT DISTINCT "{column}" FROM "{schema}"."{table}"') if value
        }
    warehouse.close()
    found = {value for value in found if CHINESE.search(value)} - set(catalogue("en", "records"))
    return sorted(found, key=len, reverse=True)


def test_there_is_something_to_read_on_every_page(dashboard: str, visit: Visitor, data: list[str]) -> None:
    assert len(data) > 1000
    assert not {"城市更新", "在建", "走访服务记录", "总览"} & set(data)
    assert len(said_on(visit(f"{dashboard}/", "zh-CN"))) > 100


@pytest.mark.parametrize("path", EVERY)
def test_no_english_word_is_left_on_a_chinese_page(path: str, dashboard: str, visit: Visitor) -> None:
    said = said_on(visit(f"{dashboard}/{path}", "zh-CN"))
    assert not [text for text in said if re.search(r"[A-Za-z]{3,}", NAMES.sub("", text))]


@pytest.mark.parametrize("path", EVERY)
def test_no_chinese_is_left_on_an_english_page_but_data(
    path: str, dashboard: str, visit: Visitor, data: list[str]
) -> None:
    left = {text for text in said_on(visit(f"{dashboard}/{path}", "en-GB")) if CHINESE.search(QUOTED.sub("", text))}
    for word in data:
        left = {text.replace(word, "") for text in left}
    assert not [text for text in left if CHINESE.search(QUOTED.sub("", text))]


def test_the_switch_changes_the_language_and_the_address_keeps_it(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    page.get_by_role("link", name="切换语言").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    settle(page)
    assert "Start rate" in page.locator('a.card[data-kpi="start_rate"]').inner_text()
    page.locator('a.card[data-kpi="start_rate"]').click()
    page.locator("p.mark").wait_for()
    assert "27 of 27 records" in page.locator("p.mark").inner_text()
