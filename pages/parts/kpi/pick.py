"""Which KPI the page is about: read from the address; without one, or with a wrong one, a list to pick from."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from pages.parts import address, answers, narrowing
from pages.parts.markup import anchor, sentence, text
from pages.parts.names import column_name, not_reached
from pages.parts.place import Here
from pages.parts.words import _, language
from queries.catalogue import OF_EVERY_RECORD, Kpi, kpis
from queries.surroundings import project_names


def chosen(at: Here) -> Kpi:
    """Return the KPI of the address. Without one, or with a wrong one, the page lists the KPIs and stops."""
    every = kpis()
    asked = at.choice.kpi
    if asked in every:
        must_be_reached(at, every[asked])
        _must_be_known(at, every[asked])
        return every[asked]
    if asked:
        sentence(
            _("没有名为“{name}”的指标，可能已改名。", name=asked[:60]), _("看全部指标"), address.link(at.choice, "kpi")
        )
    st.html(picker(at, every))
    st.stop()


def must_be_reached(at: Here, kpi: Kpi) -> None:
    """Stop with a sentence when the page is filtered by what this KPI's records do not say."""
    if beyond := not_reached(kpi, at.choice.filters):
        without = dict.fromkeys(kpi.lacking(at.choice.filters))
        sentence(beyond, _("取消这个筛选"), address.here(at.choice, at.page, **without))
        st.stop()


def _must_be_known(at: Here, kpi: Kpi) -> None:
    """Stop with a sentence when the page is narrowed to a value that no record has, or has any more."""
    state = answers.state_of(at.warehouse)
    for split, value in at.choice.within:
        if value is None or (split == "month" and kpi.kind == "flow"):
            continue
        if split in OF_EVERY_RECORD:
            is_known = bool(project_names(at.warehouse, [value]))
        else:
            is_known = value in answers.values_of(at.warehouse, state, kpi.name, split)
        if not is_known:
            rest = [narrowing.said(*one) for one in at.choice.within if one[0] != split]
            said = _("“{split}”里没有“{value}”，可能已改名或写错。", split=column_name(split), value=value[:40])
            sentence(said, _("去掉这一项，继续"), address.here(at.choice, "kpi", within=rest))
            st.stop()


def picker(at: Here, every: dict[str, Kpi]) -> str:
    """Return every KPI as a link, by group, as HTML."""
    columns = []
    for group, members in groupby(every.values(), key=lambda kpi: kpi.group):
        links = "".join(
            f"<li>{anchor(kpi.title.in_(language()), address.link(at.choice, 'kpi', kpi=kpi.name))}"
            f"<small>{text(kpi.question.in_(language()))}</small></li>"
            for kpi in members
        )
        columns.append(f"<section><h2>{text(group.in_(language()))}</h2><ul>{links}</ul></section>")
    return f'<h1>{text(_("全部指标"))}</h1><div class="picker">{"".join(columns)}</div>'
