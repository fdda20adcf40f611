"""One file of an upload: how it was recognised, what is wrong with it, its first rows as read, what it changes."""

from __future__ import annotations

import streamlit as st

from etl.drafts.kept_draft import without_file
from etl.faults import FileCheck
from etl.publishing.load import LoadedFile
from etl.types.table_schema import Column, record_types
from pages.parts.downloads import html_table
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.names import type_name
from pages.parts.upload import change_list, column_choice, fault_list, mend_list
from pages.parts.upload.draft import Draft
from pages.parts.words import _, month

ROWS_SHOWN = 5
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "gb18030": "GB18030",
    "utf-16": "UTF-16",
    "xlsx": "Excel (.xlsx)",
    "xls": "Excel (.xls)",
}


def draw(draft: Draft, loaded: LoadedFile, is_open: bool) -> None:
    """Draw one file of the draft's preview; ``is_open`` shows its first rows at once."""
    check = loaded.check
    file = draft.files[check.file_no - 1]
    key = f"{draft.number}-{check.file_no}"
    with st.container(key=f"file-{key}"):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.html(heading(check) + facts(check), width="stretch")
            if len(draft.files) > 1 and st.button(_("移除这个文件"), key=f"remove-{key}", type="tertiary"):
                draft.edit(lambda now: without_file(now, file.file_id))
                st.rerun()
        mend_list.draw(draft, file, check, key)
        fault_list.draw(draft, loaded, key)
        column_choice.draw(draft, file.file_id, check, key)
        if loaded.comparison:
            st.html(change_list.changes(loaded.comparison, record_types()[check.type or ""]))
        if check.preview:
            st.html(first_rows(check, is_open))


def heading(check: FileCheck) -> str:
    """Return the file's name with its verdict, as shape and word."""
    if check.counts["stop"]:
        verdict = f'<span class="needs">✗ {text(_("不能入库"))}</span>'
    elif not check.ok:
        verdict = f'<span class="needs">✗ {text(_("{n} 行要改", n=whole(check.refused)))}</span>'
    else:
        verdict = f'<span class="reached">✓ {text(_("可以入库"))}</span>'
    return f"<h3>{text(check.file)} <small>{verdict}</small></h3>"


def facts(check: FileCheck) -> str:
    """Return how the file was read, on one line: type, encoding, sheet, header row, rows, month."""
    said = []
    if check.type:
        said.append(type_name(check.type))
    if check.encoding:
        said.append(ENCODINGS.get(check.encoding, check.encoding.upper()))
    if check.sheet:
        said.append(_("工作表“{sheet}”", sheet=check.sheet))
    if check.header_row:
        said.append(_("表头在第 {n} 行", n=check.header_row))
    if check.type and not check.counts["stop"]:
        rows, right = whole(check.rows), whole(check.accepted)
        said.append(_("{n} 行，其中 {ok} 行合格", n=rows, ok=right) if check.rows else _("空表，当月没有记录"))
    if check.mended or check.dropped:
        said.append(mend_list.counted(check.mended, check.dropped))
    if check.month:
        said.append(_("文件名里的月份：{year} 年{month}", year=check.month.year, month=month(check.month)))
    return f'<p class="quiet facts">{text(" · ".join(said))}</p>' if said else ""


def first_rows(check: FileCheck, is_open: bool) -> str:
    """Return the first rows as they were read, folded."""
    rows = check.preview[:ROWS_SHOWN]
    # A column that is empty in all of them says nothing here.
    columns = [name for name in rows[0] if any(row.get(name) for row in rows)]
    known = {column.title: column for column in record_types()[check.type or ""].columns}
    cells = [[_cell(row.get(name), known[name]) for name in columns] for row in rows]
    title = _("前 {n} 行，照读到的样子", n=len(rows))
    opened = " open" if is_open else ""
    return f"<details{opened}><summary>{text(title)}</summary>{html_table(columns, cells)}</details>"


def _cell(value: str | None, column: Column) -> str:
    """A whole number stays whole, and what is masked before it is stored is not shown on a screen either."""
    if not value:
        return ""
    if column.personal:
        return _("（入库前脱敏）")
    return value.removesuffix(".0") if column.type == "number" else value
