"""What was let through with a written reason: which record, what was in doubt, why, by whom and in which file."""

from __future__ import annotations

import streamlit as st

from etl.faults import NOTICE, Fault
from etl.types.table_schema import record_types
from pages.parts.downloads import MOST_TAKEN_AWAY, Table, buttons_for, html_table
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.names import type_name
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.upload.change_list import column_title
from pages.parts.upload.fault_words import kind
from pages.parts.words import _
from queries.let_through import let_through, let_through_count
from queries.warehouse import Warehouse

ROWS_SHOWN = 20


def draw(at: Here) -> None:
    """Draw the section; one quiet line when nothing was ever let through."""
    found = let_through_count(at.warehouse)
    lead = _("核对时存疑，有人写明理由，照样入库")
    heading = f'<h2 id="let-through">{text(_("写明理由放行的"))} <small>{text(lead)}</small></h2>'
    if not found:
        st.html(f'{heading}<p class="quiet">{text(_("没有放行过存疑的记录。"))}</p>')
        return
    more = ""
    if found > ROWS_SHOWN:
        said = _("共 {n} 条，这里列出最近的 {shown} 条。", n=whole(found), shown=ROWS_SHOWN)
        more = f'<p class="quiet">{text(said)}</p>'
    st.html(f"{heading}{more}{html_table(*table(at.warehouse, ROWS_SHOWN))}")
    about = about_page(_("写明理由放行的"))
    buttons_for(lambda: table(at.warehouse, MOST_TAKEN_AWAY), "let-through", about, found)


def table(warehouse: Warehouse, limit: int) -> Table:
    """Return what was let through as a table, the newest first."""
    header = [
        _("批次"),
        _("记录类型"),
        _("记录编号"),
        _("列"),
        _("填的是"),
        _("哪里存疑"),
        _("理由"),
        _("谁"),
        _("来源文件"),
    ]
    rows: list[list[object]] = []
    for one in let_through(warehouse, limit):
        schema = record_types().get(one.record_type)
        column = column_title(schema, one.column) if schema and one.column else ""
        doubt = kind(Fault(None, column, one.value, one.rule, NOTICE, ""))
        record = one.record_id or _("（整个文件）")
        written = one.value or (_("（空）") if one.column else "")
        rows.append(
            [
                one.batch_no,
                type_name(one.record_type),
                record,
                column,
                written,
                doubt,
                one.reason,
                one.by,
                one.file_name,
            ]
        )
    return header, rows
