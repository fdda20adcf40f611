"""Saying by hand what a file is: its record type, and which of its headers is which column."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from etl.faults import FileCheck
from etl.types.table_schema import TableSchema, record_types
from etl.types.wordmatch import nearest
from pages.parts.markup import plain
from pages.parts.names import type_name
from pages.parts.upload import upload_run
from pages.parts.upload.draft import Draft
from pages.parts.words import _

# What a person can put right here; the rest is put right in the file.
ASKED = {"unknown_type", "no_header", "unknown_header", "missing_column", "duplicate_header"}
LEAVE_OUT = ""
SELECT_WIDTH = 420


def draw(draft: Draft, file_id: str, check: FileCheck, key: str) -> None:
    """Draw the questions about one file: open when an answer is needed, folded when all was recognised."""
    if not check.type and not any(fault.rule in ASKED for fault in check.faults):
        return
    needed = any(fault.rule in ASKED for fault in check.faults)
    look: Literal["default", "compact"] = "default" if needed else "compact"
    with st.expander(_("类型和列的对应"), expanded=needed, key=f"columns-{key}", type=look):
        types = list(record_types())
        chosen = st.selectbox(
            _("这是哪一种记录"),
            types,
            index=types.index(check.type) if check.type in types else None,
            format_func=type_name,
            placeholder=_("请选择"),
            width=SELECT_WIDTH,
            key=f"type-{key}",
        )
        if chosen != check.type:
            if chosen and st.button(_("按这个类型重新核对"), type="primary", key=f"retype-{key}"):
                upload_run.tell(draft, file_id, chosen, {})
                st.rerun()
        elif check.type:
            _columns(draft, file_id, check, record_types()[check.type], key)


def _columns(draft: Draft, file_id: str, check: FileCheck, schema: TableSchema, key: str) -> None:
    """One select box a header that is open, or that the person has said something about."""
    said = dict(draft.told_of(draft.files[check.file_no - 1]).mapping)
    every = [name for name in dict.fromkeys(check.header) if name]
    open_headers = [name for name in every if name not in check.mapping or name in said]
    if not open_headers:
        st.caption(_("各列都认得，不用对应。"))
        return
    titles = {column.name: column.title for column in schema.columns}
    taken = {column for header, column in check.mapping.items() if column and header not in said}
    free = [LEAVE_OUT, *(name for name in titles if name not in taken)]
    answers: dict[str, str] = {}
    with st.form(f"mapping-{key}", border=False):
        for number, header in enumerate(open_headers):
            guess = said.get(header, _guess(header, schema, free))
            answers[header] = st.selectbox(
                _("文件里的“{header}”是", header=plain(header)),
                free,
                index=free.index(guess) if guess in free else 0,
                format_func=lambda name: titles.get(name) or _("不导入"),
                key=f"column-{key}-{number}",
                width=SELECT_WIDTH,
            )
        if st.form_submit_button(_("按此对应重新核对"), type="primary"):
            upload_run.tell(draft, file_id, schema.name, answers)
            st.rerun()


def _guess(header: str, schema: TableSchema, free: list[str]) -> str:
    """Offer the column whose title is nearest to the header, if any is near."""
    near = nearest(header, [schema.column(name).title for name in free if name])
    return next((column.name for column in schema.columns if column.title == near), LEAVE_OUT)
