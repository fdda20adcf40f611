"""The reason for what is in doubt: asked where it is, and once written down, it lets the rows through."""

from __future__ import annotations

import streamlit as st

from etl.faults import is_let_through
from etl.publishing.let_through import SHORTEST
from etl.publishing.load import LoadResult
from pages.parts.figures import whole
from pages.parts.upload import kind_words, upload_run
from pages.parts.upload.draft import Draft
from pages.parts.words import _


def draw(draft: Draft, result: LoadResult) -> None:
    """Draw the box while anything is in doubt, or was let through; nothing otherwise."""
    kinds = [kind for file in result.files for kind in file.kinds]
    doubts = sum(kind.count for kind in kinds if kind_words.pile_of(kind) == "doubt")
    through = any(is_let_through(kind_words.as_fault(kind)) for kind in kinds)
    if not doubts and not through:
        return
    label = _("存疑的 {n} 处如果属实，请写明理由，写好就放行", n=whole(doubts))
    if not doubts:
        label = _("放行理由：会记在这一批和每条记录上，清空就不再放行")
    st.text_input(
        label,
        key=draft.key_of("reason"),
        max_chars=300,
        on_change=draft.say,
        args=("reason",),
        persist_state="session",
    )
    if draft.said("reason") and not upload_run.reason_of(draft):
        st.caption(_("至少写 {n} 个字，让以后看记录的人明白。", n=SHORTEST))
