"""The pivot on its page: what is chosen, the table or the small drawings, and the table to take away."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers, downloads, pictures
from pages.parts.explore import controls, heat_table, multiples, view_list
from pages.parts.explore.asked import asked_here
from pages.parts.explore.order import is_known
from pages.parts.markup import anchor, sentence, text
from pages.parts.place import Here
from pages.parts.take_away.about import about_kpi
from pages.parts.words import _
from queries.pivot import WHOLE


def draw(at: Here) -> None:
    """Draw the choices and the pivot they ask for; without any record a sentence says what to change."""
    asked = asked_here(at)
    state = answers.state_of(at.warehouse)
    found = answers.pivot(at.warehouse, state, asked.kpi.name, at.window, at.choice.where, asked.rows, asked.columns)
    if not is_known(asked.order, found):
        sentence(_("没有可以这样排序的列，下面按原来的顺序排。"))
    head = (
        f"<h1>{text(_('探索'))} <small>{text(_('任一指标，按行、按列、按时间交叉看；点一格看它的记录。'))}</small></h1>"
    )
    step = anchor(_("用 SQL 查询"), address.link(at.choice, "sql"), "action")
    head = f'<div class="titled">{head}<span class="ways">{view_list.menu(at)}{step}</span></div>'
    if not found.rows or found.numbers[WHOLE].value is None or len(found.numbers) == 1:
        st.html(head + controls.chooser(at, asked))
        sentence(_("这段时间、这些筛选下没有记录，换一个时间段或清除筛选再看。"))
        return
    is_drawn = at.choice.show == "multiples" and asked.columns is not None
    shown = multiples.drawings(at, asked, found) if is_drawn else heat_table.table(at, asked, found)
    name = "-".join(part for part in (asked.kpi.name, asked.rows, asked.columns) if part)
    lines = [pictures.window_said(at, asked.kpi), *pictures.sources(at)]
    saved = pictures.row(".multiples" if is_drawn else ".pivot table", name, heat_table.title(asked), lines)
    st.html(head + controls.chooser(at, asked) + shown + saved)
    about = about_kpi(at, asked.kpi, heat_table.title(asked))
    downloads.buttons_for(lambda: heat_table.plain_table(at, asked, found), name, about)
