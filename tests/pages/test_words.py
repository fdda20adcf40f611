"""Every text of the pages has its English, with the same placeholders; days and windows are said as people say them."""

from __future__ import annotations

import ast
import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from pages.parts import names, words

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*(ROOT / "pages").rglob("*.py"), ROOT / "dashboard.py"])


def texts_said(source: Path) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    said = [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id == "_" and node.args]
    return {node.value for node in said if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_text_said_in_a_page_has_its_english(source: Path) -> None:
    missing = texts_said(source) - set(words.catalogue("en"))
    assert not missing, f"add to locale/en/LC_MESSAGES/dashboard.po: {sorted(missing)}"


def test_every_name_of_a_type_or_column_has_its_english() -> None:
    assert not ({*names.TYPES.values(), *names.COLUMNS.values()} - set(words.catalogue("en")))


def test_no_english_is_kept_for_a_text_that_nobody_says_any_more() -> None:
    said = set().union(*(texts_said(source) for source in SOURCES))
    assert not set(words.catalogue("en")) - said - {*names.TYPES.values(), *names.COLUMNS.values()}


def test_a_translation_has_the_placeholders_of_its_source() -> None:
    for chinese, english in words.catalogue("en").items():
        assert sorted(re.findall(r"{\w+}", chinese)) == sorted(re.findall(r"{\w+}", english)), chinese


def test_every_accepted_word_of_the_records_has_its_english() -> None:
    said: set[str] = set()
    for path in (ROOT / "etl" / "schemas").glob("*.json"):
        for field in json.loads(path.read_text(encoding="utf-8"))["fields"]:
            said |= {*field.get("constraints", {}).get("enum", []), *field.get("item_enum", [])}
    listed = {"category": ["category"], "street": ["street"], "workgroup": ["workgroup"], "district": ["district"]}
    for name, columns in {**listed, "item": ["stage_name", "lead_dept"]}.items():
        with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            said |= {row[column] for row in csv.DictReader(file) for column in columns}
    assert len(said) > 90
    assert not said - set(words.catalogue("en", "records"))


def test_no_chinese_text_reaches_the_page_without_being_translatable() -> None:
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        inside = {id(part) for node in ast.walk(tree) if _is_word_call(node) for part in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and not _is_word_call(node) and _is_drawing(node):
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in inside:
                        assert not re.search(r"[\u4e00-\u9fff]", part.value), f"{source.name}: {part.value}"


def _is_word_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"


def _is_drawing(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "st"


@pytest.mark.parametrize(
    ("text", "one", "many"),
    [
        ("{n} 条", "1 row", "2 rows"),
        ("共 {n} 条记录", "1 record", "2 records"),
        ("{n} 列", "1 column", "2 columns"),
        (
            "{n} 个指标的口径已过复核期限。",
            "1 definition is overdue for review.",
            "2 definitions are overdue for review.",
        ),
        ("在网页上改了 {n} 格", "1 cell mended on the page", "2 cells mended on the page"),
    ],
)
def test_a_text_fits_its_number(text: str, one: str, many: str) -> None:
    words.speak("en")
    assert [words._(text, n=n) for n in (1, "2")] == [one, many]
    words.speak("zh")
    assert words._(text, n="1") == text.format(n=1)


@pytest.mark.parametrize(
    ("asked", "browser", "spoken"),
    [
        (None, "zh-CN", "zh"),
        (None, "en-GB", "en"),
        (None, "de", "en"),
        (None, None, "zh"),
        ("en", "zh-CN", "en"),
        ("fr", "zh", "zh"),
    ],
)
def test_the_address_decides_the_language_before_the_browser(
    asked: str | None, browser: str | None, spoken: str
) -> None:
    assert words.choose_language(asked, browser) == spoken


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        (date(2025, 1, 1), date(2025, 6, 30), "2025年1–6月", "Jan–Jun 2025"),
        (date(2025, 6, 1), date(2025, 6, 30), "2025年6月", "Jun 2025"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024年", "2024"),
        (date(2024, 7, 1), date(2025, 6, 30), "2024年7月至2025年6月", "Jul 2024 – Jun 2025"),
        (date(2025, 1, 2), date(2025, 6, 30), "2025年1月2日至6月30日", "2 Jan – 30 Jun 2025"),
    ],
)
def test_a_window_is_said_as_a_person_would(first: date, last: date, zh: str, en: str) -> None:
    words.speak("zh")
    assert words.span(first, last) == zh
    words.speak("en")
    assert words.span(first, last) == en
    words.speak("zh")
