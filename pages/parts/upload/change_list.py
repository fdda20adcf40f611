"""What one file changes: rows new, changed field by field, unchanged, and no longer valid."""

from __future__ import annotations

from datetime import date

from etl.comparing.compare import Comparison
from etl.types.table_schema import Column, TableSchema
from pages.parts.downloads import html_table
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.names import COLUMNS, column_name
from pages.parts.words import _, language, listed


def changes(found: Comparison, schema: TableSchema) -> str:
    """Return the counts as HTML, and behind them, folded, the changed cells and the records that vanish."""
    said = [
        (found.new, _("新增 {n}", n=whole(found.new))),
        (found.changed, _("变更 {n}", n=whole(found.changed))),
        (found.unchanged, _("未变 {n}", n=whole(found.unchanged))),
    ]
    parts = [
        f"<b>{text(words)}</b>" if number else f'<span class="quiet">{text(words)}</span>' for number, words in said
    ]
    if found.vanished:
        parts.append(f'<span class="needs">{text(_("不再有效 {n}", n=whole(found.vanished)))}</span>')
    return f'<p class="changes">{"".join(parts)}</p>{changed_cells(found, schema)}{vanished(found)}'


def changed_cells(found: Comparison, schema: TableSchema) -> str:
    """Return the changed cells, folded: which columns changed how often, and each cell before and after."""
    if not found.examples:
        return ""
    fields = [f"{column_title(schema, name)} {whole(number)}" for name, number in found.fields.items()]
    header = [_("Excel 行"), _("记录"), _("列"), _("原来"), _("现在")]
    rows = [
        [
            change.row,
            change.record_id,
            column_title(schema, change.column),
            *(cell(value, schema.column(change.column)) for value in (change.before, change.after)),
        ]
        for change in found.examples
    ]
    title = _("变更的列：{fields}", fields=listed(fields))
    records = len({change.record_id for change in found.examples})
    more = ""
    if records < found.changed:
        more = f'<p class="quiet">{text(_("这里列出前 {n} 条。", n=whole(records)))}</p>'
    cells = f'<div class="snug">{html_table(header, rows)}</div>'
    return f"<details open><summary>{text(title)}</summary>{more}{cells}</details>"


def vanished(found: Comparison) -> str:
    """Return the records that are no longer valid because the file replaces the ledger, folded."""
    if not found.vanished:
        return ""
    more = " …" if found.vanished > len(found.vanished_ids) else ""
    title = _("不再有效的记录（文件里没有了）")
    return f"<details open><summary>{text(title)}</summary><p>{text(listed(found.vanished_ids) + more)}</p></details>"


def column_title(schema: TableSchema, name: str) -> str:
    """Return a column's header; for English readers its English name, or else its own written as words."""
    if language() == "zh":
        return schema.column(name).title
    return column_name(name) if name in COLUMNS else name.replace("_", " ").capitalize()


def cell(value: object, column: Column) -> str:
    """Return a cell as a person writes it; of a masked one only that there is something."""
    if value is None or value == "":
        return _("（空）")
    if column.personal:
        return _("（已脱敏）")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:,.6f}".rstrip("0").rstrip(".")
    return str(value)
