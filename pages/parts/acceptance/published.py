"""Published figures held against others: a rate against its own counts, and our month against our own records."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import NO_VALUE, whole
from pages.parts.markup import state_html, text
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import amount
from pages.parts.words import _
from queries.acceptance.published import Difference, OwnMonth
from queries.acceptance.published import differences as asked_differences
from queries.acceptance.published import own_months as asked_own
from queries.named_kpis import kpi_of
from queries.questions import Window
from queries.warehouse import Warehouse
from queries.windows import month_end

FILTERED = dict.fromkeys(address.FILTERS)


@remembered(200)
def _found(_warehouse: Warehouse, state: str, window: Window) -> tuple[list[Difference], list[OwnMonth]]:
    return asked_differences(_warehouse, window), asked_own(_warehouse, window)


def draw(at: Here) -> None:
    """Draw the published rates that their counts do not give, and our own months by records and as published."""
    wrong, own = _found(at.warehouse, answers.state_of(at.warehouse), at.window)
    about = _("整月、全部记录，不随筛选变")
    st.html(
        f'<h2 id="published">{text(_("通报与计算"))} <small>{text(about)}</small></h2>'
        f"{differing(wrong)}{_own_table(at, own)}"
    )
    if own:
        downloads.buttons_for(lambda: own_table(own), "published-and-recorded", about_page(_("本区：通报与台账")))


def differing(wrong: list[Difference]) -> str:
    """Return the published rates that differ from their own counts beyond rounding, each with publisher and day."""
    if not wrong:
        return f'<p class="quiet">{text(_("通报的率与通报的件数都对得上（差在四舍五入之内）。"))}</p>'
    said = _("{n} 条通报的率与通报的件数对不上（超出四舍五入）：", n=len(wrong))
    header = [_("月份"), _("区市"), _("联合 / 验收"), _("通报的率"), _("按件数算"), _("发布单位"), _("发布日期")]
    rows = [
        [
            one.month,
            group_name(one.district),
            f"{whole(one.joint)}/{whole(one.total)}",
            f"{one.published}%",
            NO_VALUE if one.computed is None else f"{one.computed}%",
            downloads.Html(f'<span lang="zh-CN">{text(one.publisher or NO_VALUE)}</span>'),
            one.published_on or NO_VALUE,
        ]
        for one in wrong
    ]
    return f'<p class="needs">▲ {text(said)}</p>{downloads.html_table(header, rows)}'


def _own_table(at: Here, own: list[OwnMonth]) -> str:
    if not own:
        return state_html(_("这段时间本区没有通报，也没有验收记录。"))
    kpi = kpi_of("acceptance", "rate")
    rows = []
    for one in own:
        year, month = map(int, one.month.split("-"))
        first = at.window.first.replace(year=year, month=month, day=1)
        days = {"from_": first, "to": month_end(first)}
        href = address.link(at.choice, "kpi", kpi=kpi.name, **FILTERED, **days) + "#records"
        told = NO_VALUE if one.published_total is None else f"{one.published_joint}/{one.published_total}"
        rows.append(
            Row(
                one.month,
                [Cell(f"{whole(one.joint)}/{whole(one.total)}", href), Cell(told), _verdict(one)],
            )
        )
    heads = [Head(_("本区台账")), Head(_("市里通报")), Head(_("对照"), is_words=True)]
    made = dense_table(_("本区：通报与台账"), _("月份"), heads, rows)
    return f'<div class="narrow"><h3>{text(_("本区：通报与台账"))}</h3>{made}</div>'


def _verdict(one: OwnMonth) -> Cell:
    return Cell(verdict(one), needs=one.published_total is not None and not one.agrees)


def verdict(one: OwnMonth) -> str:
    """Say whether what was published of our month is what its records say."""
    if one.published_total is None:
        return _("未通报")
    if one.agrees:
        return _("✓ 一致")
    joint, total = one.joint - (one.published_joint or 0), one.total - one.published_total
    return _("台账减通报：联合 {joint}，总数 {total}", joint=f"{joint:+d}", total=f"{total:+d}")


def own_table(own: list[OwnMonth]) -> tuple[list[str], list[list[object]]]:
    """Return our months as header and rows to take away."""
    header = [_("月份"), _("台账联合"), _("台账总数"), _("通报联合"), _("通报总数"), _("对照")]
    rows: list[list[object]] = [
        [
            one.month,
            amount(one.joint),
            amount(one.total),
            amount(one.published_joint),
            amount(one.published_total),
            verdict(one),
        ]
        for one in own
    ]
    return header, rows
