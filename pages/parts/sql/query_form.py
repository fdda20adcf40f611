"""Where a query is written: the text with its button, kept in the address, and queries to begin with."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from urllib.parse import quote

import streamlit as st

from pages.parts import address
from pages.parts.explore import view_list
from pages.parts.markup import anchor, sentence, text
from pages.parts.place import Here
from pages.parts.words import _, language
from queries.analyst.examples import examples

# What every browser and server lets through in one address.
LONGEST_ADDRESS = 6_000
LINES_HIGH = 230


def draw_title(at: Here) -> None:
    """Draw what this page is, the way back, and the examples."""
    links = "".join(
        anchor(title.in_(language()), address.link(at.choice, "sql", q=query))
        for title, query in examples(at.warehouse.complete_to or date.today())
    )
    back = anchor(_("回到探索"), address.link(at.choice, "explore"), "action")
    said = _("只读查询当前数据：写一条 SELECT，按 Ctrl+Enter 运行。上面的筛选不影响这里。")
    st.html(
        f'<div class="titled"><h1>{text(_("SQL 查询"))} <small>{text(said)}</small></h1>'
        f'<span class="ways">{view_list.menu(at)}{back}</span></div>'
        f'<p class="choices">{text(_("示例"))} {links}</p>'
    )


def draw(at: Here) -> str:
    """Draw the query and return the one to run: what the address says, or what was just submitted ('' for none).

    A submitted query goes into the address, so that it can be sent; one too long for it runs here only.
    """
    asked = at.choice.q or ""
    own = sha256(asked.encode()).hexdigest()[:12]
    with st.form("sql", border=False):
        written = st.text_area(_("查询"), asked, height=LINES_HIGH, key=f"query-{own}", placeholder="SELECT …")
        is_submitted = st.form_submit_button(_("运行"), type="primary")
    written = written.strip()
    if not is_submitted or written == asked.strip():
        return asked
    if len(quote(written)) > LONGEST_ADDRESS:
        sentence(_("这条查询太长，放不进地址，不能用链接发给别人；结果如下。"))
        return written
    if written:
        st.query_params["q"] = written
    else:
        st.query_params.pop("q", None)
    st.rerun()
