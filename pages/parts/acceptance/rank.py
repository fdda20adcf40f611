"""The rank among the districts of the city, month by month: ours marked, ties shared, who did not report named."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts import answers, downloads
from pages.parts.figures import NO_VALUE, whole
from pages.parts.markup import state_html, text
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Share, amount
from pages.parts.words import _, listed
from queries.acceptance.ranking import Place, Ranking
from queries.acceptance.ranking import ranking as asked_ranking
from queries.questions import Window
from queries.rounding import percent
from queries.warehouse import Warehouse


@remembered(200)
def _ranking(_warehouse: Warehouse, state: str, window: Window) -> Ranking:
    return asked_ranking(_warehouse, window)


def draw(at: Here) -> None:
    """Draw where our district stands, the table of ranks, who is missing, and the downloads."""
    found = _ranking(at.warehouse, answers.state_of(at.warehouse), at.window)
    head = (
        f'<h2 id="rank">{text(_("全市排名"))} <small>'
        f"{text(_('按各区市通报的整月数字，不随筛选变；率相同的名次相同（1、1、3）'))}</small></h2>"
    )
    if not found.places:
        said = _("这段时间没有区市的验收通报，排不出名次。通报在“区市联合验收通报”里上报。")
        st.html(f"{head}{state_html(said)}{missing(found)}")
        return
    st.html(f"{head}{standing(found)}{ladder(found)}{missing(found)}")
    downloads.buttons_for(lambda: table(found), "district-rank", about_page(_("全市排名")))


def standing(found: Ranking) -> str:
    """Say the rank of our district in the last month reported, and for how many months in a row it has been first."""
    month = found.latest
    if found.ours is None or month is None:
        return f'<p class="state">{text(_("参考数据 district 里没有标明哪个区市是本区。"))}</p>'
    name, own = group_name(found.ours), found.places.get((found.ours, month))
    if own is None:
        said = _("{month}：{ours}没有通报，没有名次。", month=month, ours=name)
        return f'<p class="needs">▲ {text(said)}</p>'
    if own.rank is None:
        said = _("{month}：{ours}没有通过验收的工程，没有名次。", month=month, ours=name)
        return f'<p class="quiet">{text(said)}</p>'
    said = _(
        "{month}：{ours} {joint}/{total}（{rate}%），在有验收的 {n} 个区市中排第 {rank}。",
        month=month,
        ours=name,
        joint=whole(own.numerator),
        total=whole(own.denominator),
        rate=percent(own.numerator, own.denominator),
        n=own.ranked,
        rank=own.rank,
    )
    in_a_row = ""
    if own.months_first:
        first = _("已连续 {n} 个月第一", n=own.months_first)
        in_a_row = f' <b class="reached">● {text(first)}</b>'
    return f'<p class="standing">{text(said)}{in_a_row}</p>'


def ladder(found: Ranking) -> str:
    """Return the ranks as a table: districts by their last rank, a month a column, first places and ours marked."""
    months = "".join(f"<th scope=col>{text(_short(found, at))}</th>" for at in range(len(found.months)))
    caption = _("各区市每月的名次，括号里是联合验收率")
    rows = []
    for district in _ordered(found):
        ours = district == found.ours
        cells = "".join(_cell(found.places.get((district, month)), ours) for month in found.months)
        mark = f" <small>{text(_('本区'))}</small>" if ours else ""
        kind = ' class="marked"' if ours else ""
        rows.append(f"<tr{kind}><th scope=row>{text(group_name(district))}{mark}</th>{cells}</tr>")
    return (
        f'<div class="ladder" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<thead><tr><th scope=col>{text(_('区市'))}</th>{months}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _short(found: Ranking, at: int) -> str:
    month = found.months[at]
    return month if at == 0 or month.endswith("-01") else month[-2:]


def _ordered(found: Ranking) -> list[str]:
    """The order of the last month; a district without a rank in it comes last, in the order of the city's list."""
    latest = found.latest or ""

    def place(district: str) -> tuple[int, int]:
        own = found.places.get((district, latest))
        rank = own.rank if own and own.rank is not None else 999
        return rank, found.districts.index(district)

    return sorted(found.districts, key=place)


def _cell(place: Place | None, ours: bool) -> str:
    if place is None:
        return (
            f'<td class="none" title="{escape(_("未通报"))}"><b>{NO_VALUE}</b><small>{text(_("未通报"))}</small></td>'
        )
    if place.rank is None:
        return f"<td><b>{NO_VALUE}</b><small>0/0</small></td>"
    first = ' class="first"' if place.rank == 1 else ""
    fraction = f"{whole(place.numerator)}/{whole(place.denominator)}"
    rate = f"{percent(place.numerator, place.denominator)}%"
    return f'<td{first} title="{fraction}"><b>{place.rank}</b><small>{rate}</small></td>'


def missing(found: Ranking) -> str:
    """Name the districts that did not report, month by month; a month that nobody reported is said in a word."""
    lines = []
    for month, districts in found.missing.items():
        if not districts:
            continue
        everyone = all((district, month) not in found.places for district in found.districts)
        names = _("全部区市") if everyone else listed([group_name(district) for district in districts])
        lines.append(f"<li>{text(_('{month} 未通报：{names}', month=month, names=names))}</li>")
    if not lines:
        return f'<p class="quiet">{text(_("每个月都有全部区市的通报。"))}</p>' if found.months else ""
    return f'<ul class="missing needs">{"".join(lines)}</ul>'


def table(found: Ranking) -> tuple[list[str], list[list[object]]]:
    """Return the ranks as header and rows to take away, one district and month each; one not reported is said so."""
    header = [
        _("月份"),
        _("区市"),
        _("名次"),
        _("参与排名区市数"),
        _("联合验收数"),
        _("验收总数"),
        _("联合验收率"),
        _("连续第一（月）"),
        _("通报"),
    ]
    rows: list[list[object]] = []
    for month in reversed(found.months):
        for district in _ordered(found):
            place = found.places.get((district, month))
            if place is None:
                rows.append([month, group_name(district), *[None] * 6, _("未通报")])
                continue
            rate = None if place.rate is None else Share(place.rate)
            counts = [amount(place.numerator), amount(place.denominator), rate, place.months_first]
            rows.append([month, group_name(district), place.rank, place.ranked, *counts, _("已通报")])
    return header, rows
