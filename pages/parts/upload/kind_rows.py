"""A kind of faults opened: only the rows concerned, each with the cell to mend; saved together, then checked again."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import streamlit as st

from etl.checking.fault_kinds import FaultKind
from etl.checking.faulty_rows import HIDDEN, ROWS_AT_ONCE, FaultyRow
from etl.drafts.kept_draft import mended
from etl.faults import NOTICE, FileCheck
from etl.forms.column_words import words_to_choose
from etl.recognising.mends import Mend
from etl.types.table_schema import Column, TableSchema
from pages.parts.downloads import html_table
from pages.parts.figures import whole
from pages.parts.markup import plain, text
from pages.parts.upload import all_alike, kind_words, upload_run
from pages.parts.upload.change_list import column_title
from pages.parts.upload.draft import Draft
from pages.parts.words import _

WIDTHS = (3, 3, 6)
# So many other cells of a row help to know it again.
CELLS_SHOWN = 6
MASKED = (HIDDEN, "****")


def draw(draft: Draft, check: FileCheck, kind: FaultKind, schema: TableSchema, key: str) -> None:
    """Draw what is expected, and the rows of the kind a sheet at a time: to mend, or, of a notice, to look at."""
    said = kind_words.sentence(kind)
    if said:
        st.html(f"<p>{text(said)}</p>")
    place = st.container()
    rows: Sequence[FaultyRow] = kind.rows
    sheets = -(-kind.count // ROWS_AT_ONCE)
    if kind.severity != NOTICE and sheets > 1:
        sheet = st.pagination(sheets, key=f"sheet-{key}")
        if sheet > 1:
            rows = upload_run.more_rows(draft, check.file_no, kind, (sheet - 1) * ROWS_AT_ONCE)
    with place:
        if kind.severity == NOTICE:
            _look(kind, schema, rows)
        else:
            if alike := all_alike.draw(kind, schema, key):
                _keep(draft, check, [alike])
            _mend(draft, check, kind, schema, rows, key)


def _look(kind: FaultKind, schema: TableSchema, rows: Sequence[FaultyRow]) -> None:
    shown = [place for place in range(len(schema.columns)) if any(row.cells[place] for row in rows)]
    header = [_("Excel 行"), *(column_title(schema, schema.columns[place].name) for place in shown)]
    st.html(html_table(header, [[row.row, *(row.cells[place] for place in shown)] for row in rows]))
    if kind.count > len(rows):
        st.caption(_("这里是前 {n} 行，共 {all} 行。", n=whole(len(rows)), all=whole(kind.count)))


def _mend(
    draft: Draft, check: FileCheck, kind: FaultKind, schema: TableSchema, rows: Sequence[FaultyRow], key: str
) -> None:
    """Draw one line a row with its cells to mend, and the button that saves all of them."""
    columns = to_mend(kind, schema)
    may_drop = kind.rule in ("primaryKey", "unique") or not columns
    said: list[Mend] = []
    with st.form(f"mend-{key}", border=False):
        head = st.container(key=f"heads-{key}").columns(WIDTHS)
        for place, words in zip(head, (_("哪一行"), _("改成"), _("这一行的其他内容")), strict=True):
            place.html(f'<span class="quiet head">{text(words)}</span>')
        for row in rows:
            about, change, rest = st.columns(WIDTHS, vertical_alignment="center")
            about.html(row_head(row, schema, columns))
            with change:
                said += [mend for column in columns if (mend := _cell(row, column, schema, key))]
                if may_drop and st.checkbox(_("第 {n} 行不导入", n=row.row), key=f"drop-{key}-{row.row}"):
                    said.append(Mend(row=row.row))
            rest.html(row_rest(row, schema, columns))
        pressed = st.form_submit_button(_("保存修改，重新核对"), type="primary")
    if pressed and said:
        _keep(draft, check, said)
    elif pressed:
        st.caption(_("还没有改动：请先在“改成”下面填写。"))


def _keep(draft: Draft, check: FileCheck, mends: Sequence[Mend]) -> None:
    file = draft.files[check.file_no - 1]
    draft.edit(lambda now: mended(now, file.file_id, mends))
    st.rerun()


def to_mend(kind: FaultKind, schema: TableSchema) -> list[Column]:
    """Return the columns whose cells may put a fault of this kind right; none where the whole row is wrong."""
    if not kind.column:
        return []
    if kind.rule == "primaryKey":
        return [schema.column(name) for name in schema.key]
    for rule in schema.rules:
        if rule.rule == kind.rule and rule.column == kind.column:
            return [schema.column(rule.column), schema.column(rule.other)]
    column = schema.column(kind.column)
    # A date may have moved, if the reason says so beside it.
    beside = column.sense.get("moved_with") if kind.rule == "moved_date" else None
    return [column, schema.column(beside)] if beside else [column]


def _cell(row: FaultyRow, column: Column, schema: TableSchema, key: str) -> Mend | None:
    """Draw the widget of one cell; returns the mend when something else than what is written was said."""
    written = row.cells[schema.position(column.name)]
    label = _("第 {n} 行 {column}", n=row.row, column=plain(column_title(schema, column.name)))
    # What was typed for a cell belongs to what stood there then.
    own = f"cell-{key}-{row.row}-{column.name}-{zlib.crc32(written.encode())}"
    words = words_to_choose(schema, column) if column.type != "list" else []
    if words:
        chosen = st.selectbox(
            label,
            words if column.required else ["", *words],
            index=None,
            format_func=lambda word: word or _("（留空）"),
            placeholder=written or _("请选择"),
            label_visibility="collapsed",
            key=own,
        )
        return None if chosen is None or chosen == written else Mend(column.name, chosen, row=row.row)
    is_masked = any(mark in written for mark in MASKED)
    before = "" if is_masked else written
    typed = st.text_input(
        label,
        value=before,
        placeholder=_("重新填写") if is_masked else None,
        label_visibility="collapsed",
        key=own,
    )
    return None if (typed or "") == before else Mend(column.name, (typed or "").strip(), row=row.row)


def row_head(row: FaultyRow, schema: TableSchema, columns: Sequence[Column]) -> str:
    """Return which row it is, as HTML: its number in Excel, its key, and the wrong cells as written."""
    key = " · ".join(row.cells[schema.position(name)] for name in schema.key if row.cells[schema.position(name)])
    wrong = [row.cells[schema.position(column.name)] or _("（空）") for column in columns]
    struck = "".join(f" <s>{text(value)}</s>" for value in wrong if value not in key.split(" · "))
    return f'<span class="which"><b>{row.row}</b> {text(key)}{struck}</span>'


def row_rest(row: FaultyRow, schema: TableSchema, columns: Sequence[Column]) -> str:
    """Return the first other cells of a row as HTML, each under its header, so that a person knows the row again."""
    left = {*schema.key, *(column.name for column in columns)}
    cells = [
        f"<i>{text(column_title(schema, column.name))}</i> {text(cell)}"
        for column, cell in zip(schema.columns, row.cells, strict=True)
        if cell and column.name not in left
    ]
    return f'<span class="rest">{" · ".join(cells[:CELLS_SHOWN])}</span>'
