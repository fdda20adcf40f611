"""The sample data: what it is, and the one button that removes it; once removed, the one that brings it back."""

from __future__ import annotations

import streamlit as st

from etl.publishing.history import SAMPLE, history
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.place import Here
from pages.parts.upload import batch_question, outcome_note
from pages.parts.upload.draft import Draft
from pages.parts.words import _
from queries.warehouse import warehouse_folder


def draw(at: Here, draft: Draft) -> None:
    """Draw the section; nothing at all where no sample was ever loaded."""
    batches = [batch for batch in history(warehouse_folder()) if batch["is_sample"]]
    if not batches:
        return
    standing = [batch for batch in batches if batch["stands"]]
    st.html(f'<h2 id="sample">{text(_("示例数据"))}</h2><p>{text(said(len(standing)))}</p>')
    action, label = ("undo", _("移除示例数据")) if standing else ("redo", _("恢复示例数据"))
    st.button(label, key=f"sample-{action}", on_click=draft.ask, args=(action, SAMPLE))
    if draft.asking == (action, SAMPLE):
        words = _("全部示例数据将不再计入各项指标；本局自己的数据不受影响。以后可以在这里恢复。")
        if action == "redo":
            words = _("全部示例数据将重新计入各项指标，页面上会再次标明。")
        batch_question.ask(draft, label, words, _("确认{action}", action=label))
    outcome_note.draw(at.choice, draft.outcome)


def said(standing: int) -> str:
    """Say what the sample is and whether it counts now."""
    if not standing:
        return _("随产品提供的虚构示例数据已经移除，不计入任何指标。")
    return _(
        "随产品提供的 {n} 批虚构数据，人名、项目均非真实，现在计入各项指标。换成本局数据时，一次就能全部移除。",
        n=whole(standing),
    )
