"""The form of an upload: which files, by whom, with which note, and whether they replace the ledger."""

from __future__ import annotations

import streamlit as st

from etl.limits import MEBIBYTE, limits
from pages.parts.markup import text
from pages.parts.upload import template_choice
from pages.parts.upload.draft import Draft
from pages.parts.words import _


def most_megabytes() -> int:
    """Return how large an uploaded file may be: what the server lets in, or what the way in takes, if that is less."""
    return min(int(st.get_option("server.maxUploadSize")), limits().bytes // MEBIBYTE)


def draw(draft: Draft) -> tuple[str, str]:
    """Draw the form; returns who uploads and the note."""
    lead = _("选好本月的文件，先看会改变什么，再确认。确认之前，什么都不会变。")
    st.html(f"<h1>{text(_('数据上报'))} <small>{text(lead)}</small></h1>")
    left, right = st.columns([11, 9], gap="medium")
    with left:
        # Any kind of file may be chosen: the check says what is wrong with it better than the chooser would.
        label = _("CSV 或 Excel 文件：点“选择文件”，或拖到框里；可以一次选几个、不同类型的")
        if draft.files:
            label = _("再选文件：改好的同名文件替换原来的，别的文件加进来")
        st.file_uploader(
            label,
            accept_multiple_files=True,
            key=draft.key_of("files"),
            on_change=draft.take_files,
        )
        most = _("每个文件最多 {n} MB；更大的，请管理员在服务器上用命令导入。", n=most_megabytes())
        st.html(f'<p class="quiet hint">{text(most)}</p>')
        template_choice.draw()
    with right:
        who, why = st.columns(2)
        by = who.text_input(
            _("填报人（可不填）"),
            key=draft.key_of("by"),
            max_chars=60,
            on_change=draft.say,
            args=("by",),
            persist_state="session",
        )
        note = why.text_input(
            _("说明（可不填）"),
            key=draft.key_of("note"),
            max_chars=200,
            on_change=draft.say,
            args=("note",),
            persist_state="session",
        )
        st.checkbox(
            _("整本替换"), key=draft.key_of("replace"), on_change=draft.say, args=("replace",), persist_state="session"
        )
        whole = _("文件就是整本台账（有日期的记录，就是那几个月的全部）：里面没有的旧记录不再有效。")
        st.html(f'<p class="quiet hint">{text(whole)}</p>')
    return by or "", note or ""
