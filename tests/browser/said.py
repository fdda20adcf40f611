"""What is really on the screen of a page, and whether it is in the language of the page."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from pages.parts.words import catalogue
from queries.catalogue import kpis
from queries.warehouse import open_file, version_path

# Names of things, not words of a language.
NAMES = re.compile(
    r"\b(EN|SQL|SELECT|CSV|XLSX|UTF-8|GB18030|BOM|PNG|SVG|Excel|WPS|Table Schema|DuckDB|python|MB|Esc|Ctrl|Enter)\b"
    r"|[\w./()-]+\.(csv|xlsx|sql|md|py|json)|\.xlsx\b|https?://\S+|参考数据 \w+|“[^”]*”"
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


def english_on(page: Page) -> list[str]:
    """Return every text on a Chinese page that holds an English word."""
    return [text for text in said_on(page) if re.search(r"[A-Za-z]{3,}", NAMES.sub("", text))]


def chinese_on(page: Page, data: list[str]) -> list[str]:
    """Return every text on an English page that holds Chinese which is neither quoted nor ``data``."""
    left = {text for text in said_on(page) if CHINESE.search(QUOTED.sub("", text))}
    for word in data:
        left = {text.replace(word, "") for text in left}
    return [text for text in left if CHINESE.search(QUOTED.sub("", text))]


def chinese_data(folder: Path) -> list[str]:
    """Return the Chinese in the records that has no English and so stays as it is: names, texts, codes; long first."""
    warehouse = open_file(version_path(folder, 1))
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
