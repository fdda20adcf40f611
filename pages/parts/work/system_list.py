"""The list of systems: each with its number, what is shown of it, its figures, and the way to its page."""

from __future__ import annotations

from urllib.parse import parse_qsl

import streamlit as st

from pages.parts import address
from pages.parts.figures import figure
from pages.parts.markup import anchor, text
from pages.parts.overview import card_data
from pages.parts.overview.card_data import CardData
from pages.parts.overview.cards import figure_html
from pages.parts.place import Here
from pages.parts.sentences import mistake_words
from pages.parts.words import _, language, span
from pages.parts.work.system_file import System, systems
from queries.catalogue import Kpi, kpis


def draw(at: Here) -> None:
    """Draw the title and every system; what system.csv says and is not understood is named below."""
    every, found = kpis(), systems()
    data = {card.kpi: card for card in card_data.cards_here(at)}
    days = span(at.window.first, at.window.last)
    lead = _("每项业务看什么、在哪里看；数字按上方的时间段和筛选（{window}），点开就是明细。", window=days)
    lines = "".join(_system(at, system, every, data) for system in found.systems)
    wrong = "".join(f'<p class="needs">▲ {text(mistake_words(one))}</p>' for one in found.mistakes(every))
    st.html(f'<h1>{text(_("业务专题"))} <small>{text(lead)}</small></h1><ol class="systems">{lines}</ol>{wrong}')


def _system(at: Here, system: System, every: dict[str, Kpi], data: dict[str, CardData]) -> str:
    spoken = language()
    figures = "".join(_figure(at, every[name], data[name]) for name in system.kpis if name in every and name in data)
    step = anchor(system.name.in_(spoken), _way(at, system), "name")
    return (
        f'<li id="{text(system.number)}"><span class="number">{text(system.number)}</span>'
        f"<div>{step}<p>{text(system.shows.in_(spoken))}</p></div><ul>{figures}</ul></li>"
    )


def _way(at: Here, system: System) -> str:
    """Return the address of the page that shows a system, with the filters held."""
    query, _hash, place = system.query.partition("#")
    asked = dict(parse_qsl(query.removeprefix("?")))
    return address.link(at.choice, system.page, **asked) + (f"#{place}" if place else "")


def _figure(at: Here, kpi: Kpi, data: CardData) -> str:
    shown = figure(kpi, data.now, rounded=True)
    href = address.link(at.choice, "kpi", kpi=kpi.name)
    return f"<li>{anchor(kpi.title.in_(language()), href)}{figure_html('span', shown)}</li>"
