"""The joint-acceptance rate: pooled over the window, the mean of its months beside it, and month by month below."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.dense_table import Cell, Head, Row, dense_table, stat_line
from pages.parts.figures import NO_VALUE, decimal, value_said, whole
from pages.parts.markup import anchor, state_html, text
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_kpi
from pages.parts.take_away.cells import Average, Share, amount, cell_of
from pages.parts.words import _, span
from queries.acceptance.plans import FirstTime, first_times
from queries.acceptance.rates import Rates
from queries.acceptance.rates import rates as asked_rates
from queries.asked_rows import Where
from queries.catalogue import Kpi
from queries.named_kpis import kpi_of
from queries.questions import Window
from queries.rounding import percent
from queries.warehouse import Warehouse


@remembered(200)
def _found(
    _warehouse: Warehouse, state: str, window: Window, where: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> tuple[Rates, dict[str, FirstTime]]:
    held: Where = dict(where)
    return (
        asked_rates(_warehouse, window, held),
        {one.month: one for one in first_times(_warehouse, window, held)},
    )


def draw_title(at: Here) -> None:
    """Draw the title of the page with its days."""
    st.html(f"<h1>{text(_('联合验收'))} <small>{text(span(at.window.first, at.window.last))}</small></h1>")


def draw(at: Here) -> None:
    """Draw the two rates and what makes them differ, the months, and their downloads."""
    kpi = kpi_of("acceptance", "rate")
    found, first = _found(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    trend = anchor(_("看走势与口径"), address.link(at.choice, "kpi", kpi=kpi.name))
    st.html(
        f'<h2 id="rate">{text(_("联合验收率，逐月"))} <small>{trend}</small></h2>'
        f"{two_rates(at, kpi, found)}{_months(at, kpi, found, first)}"
    )
    if found.rated:
        header, rows = table(kpi, found, first)
        downloads.buttons(header, rows, "acceptance-by-month", about_kpi(at, kpi, _("逐月")))


def two_rates(at: Here, kpi: Kpi, found: Rates) -> str:
    """Return the pooled rate and the mean of the months, each under its name, and why they are two numbers."""
    pooled = found.pooled
    if not pooled.denominator:
        said = _("这段时间、这些筛选下没有通过验收的记录，没有验收率。")
        return state_html(said, _("看全部记录"), address.link(at.choice, "kpi", kpi=kpi.name, part="all"))
    fraction = f"{whole(pooled.numerator)}/{whole(pooled.denominator)}"
    records = address.link(at.choice, "kpi", kpi=kpi.name) + "#records"
    mean = _("{n} 个月各算一个率再平均", n=found.rated)
    why = _(
        "合并率先把各月的件数相加、再除一次，是对外的口径；各月平均让件数少的月份和件数多的月份一样重，只作参考，两个数不能混用。"
    )
    return (
        stat_line(
            [
                (_("合并率（主口径）"), fraction, value_said(kpi, pooled.value), records),
                (_("各月平均"), value_said(kpi, found.mean), mean, ""),
            ]
        )
        + f'<p class="quiet">{text(why)}</p>'
    )


def _months(at: Here, kpi: Kpi, found: Rates, first: dict[str, FirstTime]) -> str:
    if not found.rated:
        return ""
    heads = [
        Head(_("联合 / 验收")),
        Head(_("联合验收率")),
        Head(_("一次通过"), tip=_("当月通过的验收（含末段之前的分段）中，写明一次通过的")),
        Head(_("一次通过率")),
        Head(_("整改次数")),
        Head(_("平均每件整改")),
    ]
    rows = []
    for point in found.months:
        href = address.link(at.choice, "kpi", kpi=kpi.name, within=f"month:{point.month}") + "#records"
        own = first.get(point.month)
        fraction = f"{whole(point.numerator)}/{whole(point.denominator)}"
        open_month = "" if point.is_complete else _("月份未完")
        rows.append(
            Row(
                point.month,
                [
                    Cell(fraction, href),
                    Cell(value_said(kpi, point.value), "", point.value, small=open_month),
                    *_first_cells(own),
                ],
            )
        )
    return dense_table(_("联合验收率，逐月"), _("月份"), heads, rows)


def _first_cells(own: FirstTime | None) -> list[Cell]:
    if own is None:
        return [Cell()] * 4
    share = percent(own.at_once, own.said)
    return [
        Cell(f"{whole(own.at_once)}/{whole(own.said)}"),
        Cell(NO_VALUE if share is None else f"{share}%", bar=None if share is None else float(share) / 100),
        Cell(whole(own.rectifications)),
        Cell(decimal(own.rectifications / own.counted) if own.counted else NO_VALUE),
    ]


def table(kpi: Kpi, found: Rates, first: dict[str, FirstTime]) -> tuple[list[str], list[list[object]]]:
    """Return the months as header and rows to take away, the pooled rate and the mean of the months below, named."""
    header = [
        _("月份"),
        _("联合验收数"),
        _("验收总数"),
        _("联合验收率"),
        _("写明是否一次通过"),
        _("一次通过"),
        _("一次通过率"),
        _("整改次数"),
        _("平均每件整改"),
    ]
    rows: list[list[object]] = []
    for point in found.months:
        own = first.get(point.month)
        more: list[object] = [None] * 5
        if own:
            more = [
                amount(own.said),
                amount(own.at_once),
                Share(own.at_once / own.said) if own.said else None,
                amount(own.rectifications),
                Average(own.rectifications / own.counted) if own.counted else None,
            ]
        rows.append([point.month, amount(point.numerator), amount(point.denominator), cell_of(kpi, point.value), *more])
    pooled = found.pooled
    rows.append(
        [_("合并率（主口径）"), amount(pooled.numerator), amount(pooled.denominator), cell_of(kpi, pooled.value)]
        + [None] * 5
    )
    rows.append([_("各月平均"), None, None, cell_of(kpi, found.mean), *[None] * 5])
    return header, rows
