"""The data dictionary: every record type with its columns, how to write them, and the words they take."""

from __future__ import annotations

import streamlit as st

from etl.forms.column_words import how_to_write, words_to_choose
from etl.language import in_language, said
from etl.types.reference_data import reference_files
from etl.types.table_schema import Column, TableSchema, record_types
from pages.parts.downloads import Html, html_table
from pages.parts.markup import text
from pages.parts.names import TYPES, type_name
from pages.parts.remembered import remembered
from pages.parts.words import _, language

MOST_WORDS = 14


def draw() -> None:
    """Draw each record type, folded."""
    lead = _("每种记录有哪些列，怎么写；表头用中文列名，也认别名和英文列名")
    st.html(f'<h2 id="dictionary">{text(_("数据字典"))} <small>{text(lead)}</small></h2>' + entries())


def entries() -> str:
    """Return every record type as HTML, one behind another."""
    files = tuple((file.name, file.stat().st_mtime_ns) for file in reference_files().values())
    return _entries(language(), files)


@remembered(4)
def _entries(spoken: str, files: tuple[tuple[str, int], ...]) -> str:
    """The words to choose from are read from the reference files: another time when one was edited."""
    with in_language(spoken):
        return "".join(entry(record_types()[name]) for name in TYPES)


def entry(schema: TableSchema) -> str:
    """Return one record type as HTML: what it is, its columns, and what must hold between them."""
    header = [_("表头"), _("列名"), _("怎么写"), _("可选的词"), _("也可以叫"), _("说的是")]
    rows = [
        [
            Html(named(schema, column)),
            Html(f"<code>{text(column.name)}</code>"),
            how_to_write(schema, column),
            Html(chosen(schema, column)),
            in_chinese("、".join(column.aliases)),
            said(column.description),
        ]
        for column in schema.columns
    ]
    rules = "".join(f"<li>{text(said(rule.message))}</li>" for rule in schema.rules)
    held = f"<p>{text(_('两列之间：'))}</p><ul class='right'>{rules}</ul>" if rules else ""
    return (
        f'<details id="type-{schema.name}"><summary>{text(type_name(schema.name))} '
        f'<small class="quiet"><code>{text(schema.name)}</code> · '
        f"{text(_('{n} 列', n=len(schema.columns)))}</small></summary>"
        f"<p>{text(said(schema.description))}</p>{html_table(header, rows)}{held}</details>"
    )


def named(schema: TableSchema, column: Column) -> str:
    """Return a column's header with its marks: key, required, personal; each in words."""
    marks = []
    if column.name in schema.key:
        marks.append(_("主键"))
    if column.required:
        marks.append(_("必填"))
    if column.personal:
        marks.append(_("入库前脱敏"))
    weight = "b" if column.required else "span"
    return f"<{weight} lang=zh-CN>{text(column.title)}</{weight}> <small class=quiet>{text(' · '.join(marks))}</small>"


def chosen(schema: TableSchema, column: Column) -> str:
    """Return the words a column takes as HTML; of a long list the first ones and how many there are."""
    words = words_to_choose(schema, column)
    if len(words) <= MOST_WORDS:
        return in_chinese("、".join(words))
    return in_chinese("、".join(words[:4])) + text(_(" 等 {n} 个", n=len(words)))


def in_chinese(words: str) -> Html:
    """Return what is written in Chinese in a file, whatever the page speaks, as HTML that says so."""
    return Html(f"<span lang=zh-CN>{text(words)}</span>" if words else "")
