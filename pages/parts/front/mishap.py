"""What happens when a page fails unexpectedly: the trace goes to the log, the person gets one sentence and a number."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from pages.parts.words import _
from queries.terminal import trace_of

log = logging.getLogger("approvals")


def tell(error: Exception) -> bool:
    """Write ``error`` with its trace to the server's log under a new number, and show only that number on the page.

    Returns True: Streamlit shows nothing of its own.
    """
    number = secrets.token_hex(3).upper()
    log.error("page failed, number %s\n%s", number, trace_of(error))
    st.error(_("这一页没能显示出来。您的数据没有受到影响。请把编号 {number} 告诉管理员。", number=number))
    return True
