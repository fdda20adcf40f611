"""Saying by hand what a file is: its record type, and which of its headers is which column; kept for next month."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from etl.faults import FileCheck
from etl.types.table_schema import TableSchema, record_types
from etl.types.wordmatch import nearest
from pages.parts.markup import plain, text
from pages.parts.names import type_name
from pages.parts.upload import upload_run
from pages.parts.upload.change_list import column_title
from pages.parts.upload.draft import Draft
from pages.parts.words import _, listed

# What a person can put right here whatever the headers are; the rest is put right in the file.
ASKED = {"unknown_type", "no_header", "duplicate_header"}
LEAVE_OUT = ""
SELECT_WIDTH = 420


def draw(draft: Draft, file_id: str, check: FileCheck, key: str) -> None:
    """Draw the questions about one file: open when an answer is needed, folded when all was recognised."""
    needed = is_needed(check)
    if not check.type and not needed:
        return
    look: Literal["default", "compact"] = "default" if needed else "compact"
    title = _("类型和列的对应")
    if check.remembered:
        title = _("类型和列的对应：{n} 列按上次的选择", n=len(check.remembered))
    with st.expander(title, expanded=needed, key=f"columns-{key}", type=look):
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


def is_needed(check: FileCheck) -> bool:
    """Whether the file cannot be read until someone answers: its type is open, or a header means nothing yet.

    A column that is missing while every header has its place is put right in the file: there is nothing to map.
    """
    return any(fault.rule in ASKED for fault in check.faults) or bool(check.type and _spare(check))


def _spare(check: FileCheck) -> list[str]:
    """Return the headers that are neither a column nor left out."""
    return [name for name in dict.fromkeys(check.header) if name and name not in check.mapping]


def _columns(draft: Draft, file_id: str, check: FileCheck, schema: TableSchema, key: str) -> None:
    """Say what was taken from memory; one select box a header that is open, was spoken of, or shall be mapped again."""
    said = dict(draft.told_of(draft.files[check.file_no - 1]).mapping)
    if check.remembered:
        st.html(f'<p class="quiet">{text(_("按上次的选择：{list}", list=listed(_remembered(check, schema))))}</p>')
    again = st.checkbox(_("重新对应各列"), key=f"again-{key}")
    every = [name for name in dict.fromkeys(check.header) if name]
    asked = [name for name in every if again or name not in check.mapping or name in said]
    if not asked:
        st.caption(_("各列都认得，不用对应。"))
        return
    taken = {column for header, column in check.mapping.items() if column and header not in asked}
    free = [LEAVE_OUT, *(column.name for column in schema.columns if column.name not in taken)]
    answers: dict[str, str] = {}
    with st.form(f"mapping-{key}", border=False):
        for number, header in enumerate(asked):
            guess = said.get(header, check.mapping.get(header)) if header in {**check.mapping, **said} else None
            guess = _guess(header, schema, free) if guess is None else guess
            answers[header] = st.selectbox(
                _("文件里的“{header}”是", header=plain(header)),
                free,
                index=free.index(guess) if guess in free else 0,
                format_func=lambda name: column_title(schema, name) if name else _("不导入"),
                key=f"column-{key}-{number}-{again}",
                width=SELECT_WIDTH,
            )
        if st.form_submit_button(_("按此对应重新核对"), type="primary"):
            upload_run.tell(draft, file_id, schema.name, answers)
            st.rerun()


def _remembered(check: FileCheck, schema: TableSchema) -> list[str]:
    return [
        _("“{header}”是“{column}”", header=header, column=column_title(schema, column))
        if column
        else _("“{header}”不导入", header=header)
        for header, column in check.remembered.items()
    ]


def _guess(header: str, schema: TableSchema, free: list[str]) -> str:
    """Offer the column whose title is nearest to the header, if any is near."""
    near = nearest(header, [schema.column(name).title for name in free if name])
    return next((column.name for column in schema.columns if column.title == near), LEAVE_OUT)
