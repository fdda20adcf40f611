"""The head of a KPI page: where it stands among the pages, its question, its number with target, plan and change."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers, comparison, steps
from pages.parts.figures import decimal, figure
from pages.parts.markup import anchor, breadcrumb_html, text
from pages.parts.names import filter_name
from pages.parts.overview import card_data
from pages.parts.overview.cards import bullet, covers, figure_html
from pages.parts.overview.change_words import causes, change_line
from pages.parts.overview.status import status_of
from pages.parts.place import Here
from pages.parts.words import _, language
from queries.catalogue import Kpi


def draw(at: Here, kpi: Kpi) -> None:
    """Draw breadcrumb, title, question and the number."""
    data = card_data.card_here(at, kpi)
    shown = figure(kpi, data.now)
    median = ""
    if kpi.shown_as == "mean":
        whole = answers.headline_here(at, kpi)
        median = f'<p class="quiet">{text(_("中位数 {n}", n=decimal(whole.median)))}</p>'
    st.html(
        f"{breadcrumb(at, kpi)}"
        f"<h1>{text(kpi.title.in_(language()))} <small>{text(kpi.question.in_(language()))}</small></h1>"
        f'<div class="headline"><div>{figure_html("p", shown)}'
        f'{median}<p class="covers">{covers(kpi, data, at.choice)}</p></div>'
        f'<div class="against">{bullet(kpi, data, status_of(kpi, data))}</div>'
        f"<div>{comparison.switch(at)}{change_line(kpi, data, at.choice)}"
        f"{causes(kpi, data, at.choice)}</div></div>"
    )


def breadcrumb(at: Here, kpi: Kpi) -> str:
    """Return the way from the overview to here: each filter can be taken back, each step within led back to."""
    way = [
        anchor(_("总览"), address.link(at.choice, "")),
        anchor(_("指标"), address.link(at.choice, "kpi")),
        anchor(kpi.title.in_(language()), address.here(at.choice, "kpi", within=None, by=None, **steps.AFRESH)),
    ]
    for split, values in at.choice.filters.items():
        way.append(
            anchor(
                f"{filter_name(split, values)} ✕",
                address.here(at.choice, "kpi", **{split: None}),
                title=_("取消这个筛选"),
            )
        )
    inside = steps.crumbs(at)
    for words, href in inside:
        current = {"aria_current": "location"} if words == inside[-1][0] else {}
        way.append(anchor(words, href, **current))
    return breadcrumb_html(way)
