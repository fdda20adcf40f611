"""How long cases took, group by group: median, P90 and promise on one axis, on time, supplements and suspensions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from pages.parts import address, downloads
from pages.parts.approvals.asked import PAGE, decided, empty, item_html, item_name, records
from pages.parts.approvals.marked_table import marked_table
from pages.parts.figures import NO_VALUE, decimal, rate, whole
from pages.parts.markup import anchor, sentence, text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Average, Count, Share
from pages.parts.words import _
from queries.approvals.durations import BY, FEW, Duration, durations
from queries.menu.items import item_file

ORDERS: dict[str, Callable[[Duration], float]] = {
    "median": lambda one: -(one.median or 0.0),
    "p90": lambda one: -(one.p90 or 0.0),
    "number": lambda one: -one.number,
    # The worst first; without a promise there is nothing to judge.
    "on_time": lambda one: 2.0 if one.on_time_share is None else one.on_time_share,
    "supplements": lambda one: -one.supplement_share,
}


def draw(at: Here) -> None:
    """Draw the choices, the groups with their marks, and the downloads."""
    view, order = _chosen(at, "view", BY), _chosen(at, "order", tuple(ORDERS))
    title = f'<h2 id="durations">{text(_("用时"))} <small>{text(_("中位、P90 与承诺，画在同一根轴上"))}</small></h2>'
    found = sorted(map(_with_promise, durations(decided(at), view)), key=ORDERS[order])
    if not found:
        st.html(f"{title}{empty(at, _('这段时间、这些筛选下没有办结的办件。'))}")
        return
    st.html(f"{title}{_choices(at, view, order)}{_legend(found)}{_table(at, view, found)}{_few(found)}")
    downloads.buttons_for(
        lambda: table(view, found), f"approval-days-by-{view}", about_page(_("审批用时，按{by}", by=column_name(view)))
    )


def _with_promise(one: Duration) -> Duration:
    """Return the duration with the promise of the item in item.csv where none of its cases says what was promised."""
    item = item_file().items.get(one.label or "")
    if one.promised is not None or item is None or not item.promised_days:
        return one
    return replace(one, promised=float(item.promised_days))


def _chosen(at: Here, name: str, accepted: tuple[str, ...]) -> str:
    asked = at.choice.one(name, accepted[0])
    if asked in accepted:
        return asked
    said = _("地址里的“{name}={value}”无法识别。", name=name, value=asked[:40])
    sentence(said, _("去掉这一项，继续"), address.here(at.choice, PAGE, **{name: None}))
    return accepted[0]


def _choices(at: Here, view: str, order: str) -> str:
    orders = {
        "median": _("中位"),
        "p90": "P90",
        "number": _("宗数"),
        "on_time": _("按时率低的在前"),
        "supplements": _("补正多的在前"),
    }
    groups = {
        "view": (_("分组"), view, {by: column_name(by) for by in BY}),
        "order": (_("排序"), order, orders),
    }
    lines = []
    for name, (said, chosen, offered) in groups.items():
        links = []
        for value, words in offered.items():
            current = {"aria_current": "true"} if value == chosen else {}
            links.append(anchor(words, address.here(at.choice, PAGE, **{name: value}) + "#durations", **current))
        lines.append(f'<p class="choices" role="group" aria-label="{escape(said)}">{text(said)} {"".join(links)}</p>')
    return f'<div class="two-choices">{"".join(lines)}</div>'


def _legend(found: list[Duration]) -> str:
    marks = (("bar", _("中位")), ("whisker", "P90"), ("promise", _("承诺（办件的中位，未填的按清单）")))
    said = "".join(f'<span><i class="{mark}" aria-hidden="true"></i>{text(words)}</span>' for mark, words in marks)
    axis = _("轴长 {n} 个工作日", n=decimal(_longest(found), 0))
    return f'<p class="key">{said}<span>{text(axis)}</span></p>'


def _longest(found: list[Duration]) -> float:
    """Return where the axis ends, in working days."""
    return max([1.0, *(value for one in found for value in (one.median, one.p90, one.promised) if value is not None)])


def _table(at: Here, view: str, found: list[Duration]) -> str:
    longest = _longest(found)
    heads = (_("中位"), "P90", _("承诺"), _("按时"), _("有补正"), _("平均暂停"), _("宗数"))
    named = "".join(f'<th scope=col class="number">{text(head)}</th>' for head in heads)
    top = f"<th scope=col>{text(column_name(view))}</th><th scope=col>{text(_('工作日'))}</th>{named}"
    said = _("审批用时，按{by}", by=column_name(view))
    return marked_table(said, top, [_row(at, view, one, longest, heads) for one in found])


def _row(at: Here, view: str, one: Duration, longest: float, heads: tuple[str, ...]) -> str:
    within = () if view == "item" else ((view, one.label),)

    def opened(said: str, kpi: str) -> str:
        # Items are no split of the KPIs: their numbers do not open.
        return text(said) if view == "item" else anchor(said, records(at, kpi, *within), title=_("看明细"))

    name = item_html(one.label or "") if view == "item" else text(group_name(one.label))
    is_late = one.promised is not None and (one.median or 0) > one.promised
    median = f"▲ {decimal(one.median)}" if is_late else decimal(one.median)
    often = _("{n} 次/宗", n=decimal(one.supplements, 2)) if one.supplements else ""
    cells = (
        f'<span class="needs" title="{escape(_("中位用时超过承诺"))}">{text(median)}</span>'
        if is_late
        else text(median),
        text(decimal(one.p90, 0)) + (f'<sup title="{escape(_few_said())}">*</sup>' if one.is_few else ""),
        text(decimal(one.promised)),
        opened(rate(one.on_time, one.timed), "on_time"),
        f"{text(rate(one.supplemented, one.number))} <small>{text(often)}</small>",
        text(decimal(one.suspended_days)),
        opened(whole(one.number), "handled"),
    )
    told = "".join(
        f'<td class="number" data-label="{escape(head)}">{cell}</td>' for head, cell in zip(heads, cells, strict=True)
    )
    return f'<tr><th scope=row>{name}</th><td class="axis">{_marks(one, longest)}</td>{told}</tr>'


def _marks(one: Duration, longest: float) -> str:
    def at(value: float | None) -> str:
        return f"{min(max((value or 0.0) / longest, 0.0), 1.0) * 100:.1f}%"

    promise = f'<i class="promise" style="left:{at(one.promised)}"></i>' if one.promised is not None else ""
    return (
        f'<span class="marks" aria-hidden="true"><i class="whisker" style="width:{at(one.p90)}"></i>'
        f'<i class="bar" style="width:{at(one.median)}"></i>{promise}</span>'
    )


def _few_said() -> str:
    return _("不足 {n} 宗，P90 仅供参考", n=FEW)


def _few(found: list[Duration]) -> str:
    return f'<p class="quiet">* {text(_few_said())}</p>' if any(one.is_few for one in found) else ""


def table(view: str, found: list[Duration]) -> tuple[list[str], list[list[object]]]:
    """Return the groups as header and rows for the downloads."""
    days = _("个工作日")
    header = [column_name(view), *([_("事项编码")] if view == "item" else []), _("宗数")]
    header += [f"{name}({days})" for name in (_("中位"), "P90", _("平均"), _("承诺"))]
    header += [
        _("按时"),
        _("有承诺"),
        _("按时率"),
        _("有补正"),
        _("补正率"),
        _("补正次数/宗"),
        _("平均暂停天数"),
        _("备注"),
    ]
    rows: list[list[object]] = []
    for one in found:
        named = [item_name(one.label or ""), one.label] if view == "item" else [group_name(one.label)]
        timed = [_average(value) for value in (one.median, one.p90, one.mean, one.promised)]
        share = NO_VALUE if one.on_time_share is None else Share(one.on_time_share)
        kept: list[object] = [Count(one.on_time), Count(one.timed), share]
        more: list[object] = [Count(one.supplemented), Share(one.supplement_share), Average(one.supplements)]
        few = _few_said() if one.is_few else ""
        rows.append([*named, Count(one.number), *timed, *kept, *more, Average(one.suspended_days), few])
    return header, rows


def _average(value: float | None) -> object:
    return NO_VALUE if value is None else Average(value)
