"""HTML for what Streamlit has no element for: escaped text, links, sentences with one action."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import streamlit as st

from pages.parts.words import _


def text(said: object) -> str:
    """Return ``said`` as HTML text."""
    return escape(str(said))


def anchor(said: str, href: str, kind: str = "", **attributes: str) -> str:
    """Return a link of ours as HTML; ``said`` is plain text, ``kind`` its class, ``attributes`` more (a_b → a-b)."""
    more = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    dressed = f' class="{kind}"' if kind else ""
    return f'<a href="{escape(href)}"{dressed}{more}>{text(said)}</a>'


def breadcrumb_html(way: Iterable[str]) -> str:
    """Return the way to a page as HTML; each step of ``way`` is HTML already."""
    between = '<span aria-hidden="true">›</span>'
    return f'<nav class="breadcrumb" aria-label="{escape(_("所在位置"))}">{between.join(way)}</nav>'


def state_html(said: str, action: str = "", href: str = "") -> str:
    """Return one sentence, and one action if there is something to do: the form of every empty and error state."""
    step = f" {anchor(action, href, 'action')}" if action else ""
    return f'<p class="state" role="status">{text(said)}{step}</p>'


def sentence(said: str, action: str = "", href: str = "") -> None:
    """Show one sentence, and one action if there is something to do (state_html)."""
    st.html(state_html(said, action, href))


def plain(said: str) -> str:
    """Return ``said`` so that a widget's label shows it as it is: a file's words are never markup."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!:$~<>|^=&@/])", r"\\\1", said)
