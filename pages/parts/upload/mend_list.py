"""What was put right in one file on the page: every mend in words, each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from etl.checking.people import HIDDEN, without_people
from etl.drafts.kept_draft import KeptFile, unmended
from etl.faults import FileCheck
from etl.recognising.mends import Mend
from etl.types.table_schema import TableSchema, record_types
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.upload.change_list import column_title
from pages.parts.upload.draft import Draft
from pages.parts.words import _, listed

MENDS_SHOWN = 30
ROWS_NAMED = 12


def draw(draft: Draft, file: KeptFile, check: FileCheck, key: str) -> None:
    """Draw the list, folded; nothing when nothing was put right."""
    schema = record_types().get(check.type or "")
    if not file.mends or schema is None:
        return
    with st.expander(_("看改了什么，可以撤回"), key=f"mends-{key}", type="compact"):
        steps = in_steps(file.mends)
        for number, step in enumerate(steps[:MENDS_SHOWN]):
            with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"mended-{key}-{number}"):
                st.html(f"<span>{text(said(step, schema))}</span>", width="stretch")
                if st.button(_("撤回"), key=f"unmend-{key}-{number}"):
                    _take_back(draft, file, step)
        if len(steps) > MENDS_SHOWN:
            st.caption(_("这里列出最近的 {n} 处，共 {all} 处。", n=MENDS_SHOWN, all=len(steps)))
        if len(steps) > 1 and st.button(_("全部撤回"), key=f"unmend-{key}-all"):
            _take_back(draft, file, file.mends)


def _take_back(draft: Draft, file: KeptFile, mends: Sequence[Mend]) -> None:
    draft.edit(lambda now: unmended(now, file.file_id, mends))
    st.rerun()


def counted(cells: int, rows: int) -> str:
    """Say how much was put right: 在网页上改了 3 格、1 行不导入."""
    parts = []
    if cells or not rows:
        parts.append(_("在网页上改了 {n} 格", n=whole(cells)))
    if rows:
        parts.append(_("{n} 行不导入", n=whole(rows)))
    return listed(parts)


def in_steps(mends: Sequence[Mend]) -> list[list[Mend]]:
    """Return mends one by one, the last first; the rows left out are one step together."""
    out = [mend for mend in mends if mend.leaves_out]
    steps = [[mend] for mend in reversed(mends) if not mend.leaves_out]
    return [out, *steps] if out else steps


def said(step: Sequence[Mend], schema: TableSchema) -> str:
    """Say what one step did. A personal value is not shown again."""
    mend = step[0]
    if mend.leaves_out:
        rows = [str(each.row) for each in step[:ROWS_NAMED]]
        more = " …" if len(step) > ROWS_NAMED else ""
        return _("第 {rows} 行不导入", rows=listed(rows) + more, n=len(step))
    known = {column.name: column for column in schema.columns}
    title = column_title(schema, mend.column) if mend.column in known else mend.column
    value = without_people(mend.value) or _("（空）")
    if mend.column in known and known[mend.column].personal and mend.value:
        value = HIDDEN
    if mend.row is None:
        return _("“{column}”里的“{wrong}”都读作“{value}”", column=title, wrong=mend.written, value=value)
    return _("第 {row} 行“{column}”改为“{value}”", row=mend.row, column=title, value=value)
