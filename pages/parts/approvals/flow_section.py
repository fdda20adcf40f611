"""What really waits for what: the orders of the menu as they were kept, and the real orders it does not ask for."""

from __future__ import annotations

import streamlit as st

from pages.parts import downloads
from pages.parts.approvals.asked import empty, item_html, real_flow
from pages.parts.approvals.flow_tables import edges_html, edges_table, others_html, others_table
from pages.parts.markup import state_html, text
from pages.parts.menu.menu_words import mistake_said
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.words import _
from queries.approvals.flow import ENOUGH, Flow
from queries.menu.menu import MenuMistake

# Of a large town hundreds of orders are frequent.
MOST_LISTED = 60


def draw(at: Here) -> None:
    """Draw both tables with their downloads; a menu that makes no order is said, with the items concerned."""
    title = f'<h2 id="flow">{text(_("事项之间真正的等待"))} <small>{text(_("实际先后与审批菜单对照"))}</small></h2>'
    try:
        found = real_flow(at)
    except MenuMistake as mistake:
        st.html(f'{title}<p class="state needs" role="status">▲ {text(mistake_said(mistake))}</p>')
        return
    if not found.edges:
        said = _("这段时间、这些筛选下，没有项目办成过菜单上有先后的两个事项。")
        st.html(f"{title}{empty(at, said)}{_without_menu(found)}")
        return
    rule = _(
        "只看这段时间内准予事项的项目，每个项目每个事项计一次（前置事项可以更早）。"
        "先办完：前置准予不晚于后续受理；同时办：两者有重叠；倒着办：后续准予之后前置才受理。"
        "等待：前置都已办完时，从最后一个准予到后续受理的工作日，记在最后那个前置名下。完工之前是施工，不算等待。"
    )
    st.html(f'{title}{_longest(found)}{edges_html(found.edges)}<p class="quiet">{text(rule)}</p>{_without_menu(found)}')
    downloads.buttons_for(lambda: edges_table(found.edges), "approval-waits", about_page(_("事项之间真正的等待")))
    _draw_others(found)


def _draw_others(found: Flow) -> None:
    said = _("至少 {n} 个项目、八成以上先甲后乙，而菜单没有要求；隔得越近，越可能真的在等。", n=ENOUGH)
    title = f'<h3 id="other-orders">{text(_("菜单没有要求的先后"))} <small>{text(said)}</small></h3>'
    if not found.others:
        st.html(title + state_html(_("这段时间没有这样的先后。")))
        return
    more = _("这里只列相隔最近的 {n} 条，全部在下载里。", n=MOST_LISTED) if len(found.others) > MOST_LISTED else ""
    st.html(f'{title}{others_html(found.others[:MOST_LISTED])}<p class="quiet">{text(more)}</p>')
    downloads.buttons_for(
        lambda: others_table(found.others), "approval-other-orders", about_page(_("菜单没有要求的先后"))
    )


def _longest(found: Flow) -> str:
    longest = next((edge for edge in found.edges if edge.wait is not None and edge.last >= ENOUGH), None)
    if longest is None:
        return ""
    said = _(
        "等得最久的一步：“{before}”办完后，“{after}”中位再过 {n} 个工作日才受理。",
        before="\0",
        after="\1",
        n=f"{longest.wait:g}",
    )
    named = text(said).replace("\0", item_html(longest.before)).replace("\1", item_html(longest.after))
    return f"<p>{named}</p>"


def _without_menu(found: Flow) -> str:
    if not found.without_menu:
        return ""
    said = _("{n} 个项目没有投资类型或其投资类型没有菜单，没有对照。", n=found.without_menu)
    return f'<p class="needs">▲ {text(said)}</p>'
