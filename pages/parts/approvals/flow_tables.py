"""The two tables of what waits for what, on the page and to take away."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.parts.approvals.asked import item_html, item_name
from pages.parts.approvals.marked_table import marked_table
from pages.parts.figures import NO_VALUE, decimal, rate, whole
from pages.parts.markup import text
from pages.parts.names import group_name
from pages.parts.take_away.cells import Average, Count, Share
from pages.parts.words import _, listed
from queries.approvals.flow import ENOUGH, EdgeFlow, RealOrder
from queries.menu.items import INVESTMENT_TYPES

Cells = tuple[str, ...]


def edges_html(edges: Sequence[EdgeFlow]) -> str:
    """Return the orders of the menu as a table: how they were kept and how long was waited, the longest first."""
    longest = max((edge.wait for edge in edges if edge.wait is not None), default=0.0) or 1.0
    heads = (_("等待中位"), _("等它的项目"), _("先办完"), _("同时办"), _("倒着办"), _("两项都办的项目"))
    rows = [_edge(edge, longest, heads) for edge in edges]
    made = _table(_("审批菜单上的先后"), (_("前置 → 后续"), _("等待，工作日"), *heads), rows)
    noted = any(0 < edge.last < ENOUGH for edge in edges)
    return f'{made}<p class="quiet">* {text(_few())}</p>' if noted else made


def _edge(edge: EdgeFlow, longest: float, heads: Cells) -> str:
    wait = NO_VALUE if edge.wait is None else decimal(edge.wait)
    few = f'<sup title="{escape(_few())}">*</sup>' if 0 < edge.last < ENOUGH else ""
    kinds = "" if len(edge.asked_by) == len(INVESTMENT_TYPES) else f" <small>{text(_kinds(edge))}</small>"
    cells = (
        f"{text(wait)}{few}",
        text(whole(edge.last)),
        text(rate(edge.kept, edge.projects)),
        text(rate(edge.overlapped, edge.projects)),
        f'<span class="needs">▲ {text(rate(edge.reversed, edge.projects))}</span>'
        if edge.reversed
        else text(rate(edge.reversed, edge.projects)),
        text(whole(edge.projects)),
    )
    kind = "bar few" if few else "bar"
    return _row(f"{_arrow(edge.before, edge.after)}{kinds}", (edge.wait or 0.0) / longest, heads, cells, kind)


def others_html(others: Sequence[RealOrder]) -> str:
    """Return the real orders that the menu does not ask for as a table, those closest to one another first."""
    longest = max((one.gap for one in others), default=0.0) or 1.0
    heads = (_("相隔中位"), _("先甲后乙"), _("两项都办的项目"))
    rows = []
    for one in others:
        cells = (text(decimal(one.gap)), text(rate(one.kept, one.projects)), text(whole(one.projects)))
        rows.append(_row(_arrow(one.before, one.after), one.gap / longest, heads, cells))
    return _table(_("菜单没有要求的先后"), (_("甲 → 乙"), _("相隔，工作日"), *heads), rows)


def _arrow(before: str, after: str) -> str:
    return f'{item_html(before)} <b aria-hidden="true">→</b> {item_html(after)}'


def _row(name: str, share: float, heads: Cells, cells: Cells, kind: str = "bar") -> str:
    told = "".join(
        f'<td class="number" data-label="{escape(head)}">{cell}</td>' for head, cell in zip(heads, cells, strict=True)
    )
    bar = f'<span class="marks" aria-hidden="true"><i class="{kind}" style="width:{share * 100:.1f}%"></i></span>'
    return f'<tr><th scope=row>{name}</th><td class="axis">{bar}</td>{told}</tr>'


def _table(caption: str, heads: Cells, rows: list[str]) -> str:
    first, axis, *rest = heads
    named = "".join(f'<th scope=col class="number">{text(head)}</th>' for head in rest)
    return marked_table(caption, f"<th scope=col>{text(first)}</th><th scope=col>{text(axis)}</th>{named}", rows)


def _few() -> str:
    return _("不足 {n} 个项目，仅供参考", n=ENOUGH)


def _kinds(edge: EdgeFlow) -> str:
    return listed([group_name(kind) for kind in edge.asked_by])


def edges_table(edges: Sequence[EdgeFlow]) -> tuple[list[str], list[list[object]]]:
    """Return the orders of the menu as header and rows for the downloads."""
    header = [_("前置事项"), _("前置编码"), _("后续事项"), _("后续编码"), _("投资类型")]
    header += [_("等待中位(工作日)"), _("等它的项目"), _("两项都办的项目")]
    header += [_("先办完"), _("先办完占比"), _("同时办"), _("同时办占比"), _("倒着办"), _("倒着办占比")]
    rows: list[list[object]] = []
    for edge in edges:
        named: list[object] = [item_name(edge.before), edge.before, item_name(edge.after), edge.after, _kinds(edge)]
        wait = None if edge.wait is None else Average(edge.wait)
        counts = [Count(edge.last), Count(edge.projects)]
        shares: list[object] = []
        for number in (edge.kept, edge.overlapped, edge.reversed):
            shares += [Count(number), Share(number / edge.projects)]
        rows.append([*named, wait, *counts, *shares])
    return header, rows


def others_table(others: Sequence[RealOrder]) -> tuple[list[str], list[list[object]]]:
    """Return the real orders that the menu does not ask for as header and rows for the downloads."""
    header = [_("先办事项"), _("先办编码"), _("后办事项"), _("后办编码")]
    header += [_("相隔中位(工作日)"), _("两项都办的项目"), _("先甲后乙"), _("先甲后乙占比")]
    rows: list[list[object]] = []
    for one in others:
        named: list[object] = [item_name(one.before), one.before, item_name(one.after), one.after]
        counts = [Count(one.projects), Count(one.kept), Share(one.kept / one.projects)]
        rows.append([*named, Average(one.gap), *counts])
    return header, rows
