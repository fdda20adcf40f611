"""What the big screen shows: pages of six to eight numbers, read from four metres away, the clock and the data day."""

from __future__ import annotations

from html import escape
from math import ceil

import streamlit as st

from pages.parts import address
from pages.parts.figures import figure
from pages.parts.markup import anchor, text
from pages.parts.names import filter_names
from pages.parts.overview import status
from pages.parts.overview.card_data import CardData
from pages.parts.overview.change_words import change_line
from pages.parts.place import Here
from pages.parts.words import _, full_day, language, span
from queries.catalogue import Kpi
from queries.status import NONE, Status
from queries.warehouse import current_version, warehouse_folder

MOST = 8
USUAL = 6
TURNS_EVERY_SECONDS = 15
LOOKS_EVERY_SECONDS = 10


def pages(at: Here, every: dict[str, Kpi], data: list[CardData]) -> str:
    """Return the screen as HTML: the script of the browser turns its pages, a click or Esc leads back."""
    known = [card for card in data if card.kpi in every]
    inside = "".join(
        _page(at, every, group, number, current=number == 1) for number, group in enumerate(grouped(known), start=1)
    )
    if at.warehouse.complete_to is None or not known:
        inside = f'<section class="page current"><p class="nothing">{text(_nothing(at))}</p></section>'
    speaks = "zh-CN" if language() == "zh" else "en"
    back = anchor("", address.link(at.choice, ""), "leave", aria_label=_("回到总览"))
    return (
        f'<div class="screen" data-speaks="{speaks}" data-turns="{TURNS_EVERY_SECONDS}">'
        f"<h1>{text(_('审批效能看板'))} <span>{text(_covers(at))}</span></h1>{inside}{_foot(at)}{back}</div>"
    )


def grouped(cards: list[CardData]) -> list[list[CardData]]:
    """Return the cards in pages of even size, six to a page, and up to eight where that saves one."""
    if not cards:
        return []
    count = ceil(len(cards) / USUAL)
    if len(cards) <= (count - 1) * MOST:
        count -= 1
    smaller, larger = divmod(len(cards), count)
    found, at = [], 0
    for number in range(count):
        size = smaller + (number < larger)
        found.append(cards[at : at + size])
        at += size
    return found


def _nothing(at: Here) -> str:
    if at.warehouse.complete_to is None:
        return _("还没有数据。数据报来以后，这里会自己显示。")
    return _("按现在的筛选，没有可以显示的指标。")


def _page(at: Here, every: dict[str, Kpi], cards: list[CardData], number: int, current: bool) -> str:
    cells = "".join(f"<li>{_cell(at, every[card.kpi], card)}</li>" for card in cards)
    kind = "page current" if current else "page"
    columns = ceil(len(cards) / 2)
    label = escape(_("第{page}页", page=number))
    return f'<section class="{kind}" aria-label="{label}"><ul style="--columns:{columns}">{cells}</ul></section>'


def _cell(at: Here, kpi: Kpi, data: CardData) -> str:
    shown = figure(kpi, data.now, rounded=True)
    second = shown.second if kpi.shown_as == "share" else ""
    found = status.status_of(kpi, data)
    return (
        f'<span class="name">{text(kpi.title.in_(language()))}</span>'
        f'<span class="number"><b>{text(shown.first)}</b><i>{text(shown.behind)}</i> <em>{text(second)}</em></span>'
        f"{_status(kpi, found) or change_line(kpi, data, at.choice)}"
    )


def _status(kpi: Kpi, found: Status) -> str:
    """Say the status and the first reason for it; nothing where no rule can say anything."""
    if found.level == NONE:
        return ""
    shape, reason = status.SHAPES[found.level], status.reason_words(kpi, found.reasons[0])
    return f'<span class="status {found.level}"><i aria-hidden="true">{shape}</i>{text(reason)}</span>'


def _covers(at: Here) -> str:
    """Say the window and the filters, which the address carries and nothing here can change."""
    return " · ".join([span(at.window.first, at.window.last), *filter_names(at.choice.where)])


def _foot(at: Here) -> str:
    complete = at.warehouse.complete_to
    parts = [_("数据截至 {day}", day=full_day(complete)) if complete else _("还没有数据")]
    parts.append(_("第{number}版", number=at.warehouse.version))
    if at.warehouse.has_sample:
        parts.append(_("示例数据"))
    # The clock is the browser's own; the page in between is counted there as well.
    return (
        f'<p class="foot"><time class="clock" aria-hidden="true"></time>'
        f'<span>{text(" · ".join(parts))}</span><span class="turned" aria-hidden="true"></span></p>'
    )


@st.fragment(run_every=LOOKS_EVERY_SECONDS)
def follow_versions(shown: int) -> None:
    """Look now and then whether another version than the one ``shown`` is current, and draw the page anew then."""
    if current_version(warehouse_folder()) != shown:
        st.rerun()
