"""The question before a batch is undone or redone: what is about to happen, and the button that does it."""

from __future__ import annotations

import streamlit as st

from pages.parts.markup import text
from pages.parts.upload import upload_run
from pages.parts.upload.draft import Draft
from pages.parts.words import _


def ask(draft: Draft, title: str, said: str, label: str) -> None:
    """Ask in a dialog whether what the draft asks for shall be done; ``label`` is the button that does it."""
    st.dialog(title, on_dismiss=draft.answer)(_question)(draft, said, label)


def _question(draft: Draft, said: str, label: str) -> None:
    st.html(f"<p>{text(said)}</p>")
    with st.container(horizontal=True, gap="small"):
        sure = st.button(label, type="primary", key="asked-sure")
        leave = st.button(_("取消"), key="asked-leave")
    if sure and draft.asking is not None:
        action, batch = draft.asking
        with st.spinner(_("正在处理…")):
            upload_run.restate(draft, batch, action)
    if sure or leave:
        draft.answer()
        st.rerun()
