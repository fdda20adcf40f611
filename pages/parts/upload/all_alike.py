"""Mending every cell of a kind that is written alike: which writing, what it becomes, one press for all of them."""

from __future__ import annotations

import streamlit as st

from etl.checking.fault_kinds import VALUES_NAMED, FaultKind
from etl.checking.faulty_rows import HIDDEN
from etl.checking.sorted_faults import SAME_ROW
from etl.forms.column_words import words_to_choose
from etl.recognising.mends import Mend
from etl.types.table_schema import Column, TableSchema
from pages.parts.markup import plain
from pages.parts.words import _

# A key is different in every row, and a number of a person is never shown: neither is mended by how it is written.
BY_ROW_ONLY = ("primaryKey", "unique", "identityNumber")


def draw(kind: FaultKind, schema: TableSchema, key: str) -> Mend | None:
    """Draw the line; returns the mend once it is pressed. Nothing where no two cells could be written alike."""
    written = [value for value in kind.values[:VALUES_NAMED] if HIDDEN not in value and "****" not in value]
    is_repeated = kind.count > len(kind.values)
    if not is_repeated or not written or not kind.column or kind.rule in BY_ROW_ONLY or kind.word == SAME_ROW:
        return None
    column = schema.column(kind.column)
    with (
        st.form(f"alike-{key}", border=False),
        st.container(horizontal=True, gap="small", vertical_alignment="bottom"),
    ):
        wrong = written[0]
        label = _("把“{value}”都改成", value=plain(wrong))
        if len(written) > 1:
            wrong = st.selectbox(_("写着这个的格"), written, key=f"alike-written-{key}", width=180)
            label = _("都改成")
        value = _value(column, schema, label, key)
        pressed = st.form_submit_button(_("一次改好"))
    if pressed and not value and column.required:
        st.caption(_("还没有改动：请先在“改成”下面填写。"))
        return None
    return Mend(column.name, value, written=wrong) if pressed else None


def _value(column: Column, schema: TableSchema, label: str, key: str) -> str:
    words = words_to_choose(schema, column) if column.type != "list" else []
    own = f"alike-value-{key}"
    if not words:
        typed = st.text_input(label, placeholder=None if column.required else _("（留空）"), key=own, width=220)
        return (typed or "").strip()
    offered = words if column.required else ["", *words]
    chosen = st.selectbox(
        label,
        offered,
        index=None if column.required else 0,
        format_func=lambda word: word or _("（留空）"),
        placeholder=_("请选择"),
        key=own,
        width=220,
    )
    return chosen or ""
