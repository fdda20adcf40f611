"""Confirming an upload: only what was shown and is right can be loaded; then what became of it."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from pages.parts.address import Choice
from pages.parts.figures import whole
from pages.parts.markup import sentence, text
from pages.parts.upload import preview_section, reason_box, upload_run
from pages.parts.upload.draft import Draft
from pages.parts.upload.preview import Preview
from pages.parts.words import _


def draw(choice: Choice, draft: Draft, by: str, note: str, is_new: bool) -> None:
    """Draw the verdict, the choice to take only the right rows, the button to confirm, and the one to give up.

    ``is_new``: the preview was made in this very run, so that a press in it confirmed something else.
    """
    preview = draft.preview
    if preview is None:
        return
    with st.container(key=draft.key_of("decision"), border=True):
        preview_section.draw_verdict(choice, preview)
        pressed = _buttons(draft, preview)
    if pressed and is_new:
        sentence(_("刚才数据或选择有了变化，已重新核对。请再看一遍预览，然后确认。"))
    elif pressed:
        upload_run.publish(draft, by, note)
        st.rerun()


def _buttons(draft: Draft, preview: Preview) -> bool:
    """Draw the buttons; returns whether loading was confirmed."""
    result = preview.result
    if result is not None:
        reason_box.draw(draft, result)
        _skip(draft, refused=sum(file.check.refused for file in result.files), is_stopped=_is_stopped(draft))
    can = result is not None and not result.is_refused
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        why = None if can else _why(draft)
        pressed = st.button(_("确认入库"), type="primary", disabled=not can, key=draft.key_of("confirm"), help=why)
        _give_up(draft)
    return pressed


def _give_up(draft: Draft) -> None:
    """Draw the button to give up; where work would be lost with it, it asks first."""
    put_right = sum(len(file.mends) for file in draft.files)
    with st.popover(_("放弃")) if put_right else nullcontext():
        if put_right:
            st.html(f"<p>{text(_('在网页上改的 {n} 处也会一起删去，打开这个地址的同事也看不到了。', n=put_right))}</p>")
        if st.button(_("确认放弃") if put_right else _("放弃"), key=draft.key_of("drop")):
            draft.give_up()
            st.rerun()


def _is_stopped(draft: Draft) -> bool:
    result = draft.preview.result if draft.preview else None
    return result is not None and any(file.check.counts["stop"] for file in result.files)


def _skip(draft: Draft, refused: int, is_stopped: bool) -> None:
    if not refused:
        return
    if is_stopped:
        st.html(f'<p class="quiet">{text(_("有文件整个不能入库，先改好它，或移除它。"))}</p>')
        return
    st.checkbox(
        _("只收合格的行：{n} 行不合格的不入库，留在这一批里可查", n=whole(refused)),
        key=draft.key_of("skip"),
        on_change=draft.say,
        args=("skip",),
        persist_state="session",
    )


def _why(draft: Draft) -> str:
    if draft.preview and draft.preview.result is None:
        return _("现在不能入库，原因见上。")
    return _("还有要改或存疑的地方：在下面改好，或勾选“只收合格的行”。")
