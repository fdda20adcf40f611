"""The line on the check at hand: its own address, to send to a colleague; and what happened to it elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from etl.drafts.draft_folder import DAYS_KEPT
from pages.parts import address
from pages.parts.address import Choice
from pages.parts.markup import anchor, text
from pages.parts.upload.draft import Draft
from pages.parts.words import _


def draw(choice: Choice, draft: Draft) -> None:
    """Draw what happened meanwhile; then the address of the draft, when there is one."""
    for said in draft.news:
        st.html(f'<p class="news" role="status">{text(said)}</p>')
    if draft.kept is None:
        return
    # Nothing else goes along: the language is that of who opens it.
    path = address.link(Choice(choice.window), "upload", draft=draft.kept.id)
    copy = anchor(_("复制链接"), path, "action", data_does="copy", data_done=_("已复制"), title=_("复制这次核对的地址"))
    kept = _("已自动保存，离开或刷新都不会丢；{days} 天内同事打开这个地址，看到、改到的是同一份。", days=DAYS_KEPT)
    st.html(
        f'<p class="own-address">{text(_("这次核对的地址"))} '
        f'<span class="address">{text(shown(path))}</span> {copy} <span class="quiet">{text(kept)}</span></p>'
    )


def shown(path: str) -> str:
    """Return an address of ours in full, as the person's browser reaches it; the path alone where that is unknown."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}/{path}" if parts.netloc else f"/{path}"
