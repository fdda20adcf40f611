"""In which numbers a project counts, and as what: counted, below the line only, or left out and why."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from pages.parts import address, answers
from pages.parts.figures import whole
from pages.parts.markup import anchor, sentence, text
from pages.parts.names import reason_name
from pages.parts.narrowing import said
from pages.parts.place import Here
from pages.parts.words import _, language, span
from queries.catalogue import Kpi, kpis
from queries.project import Part


def draw(at: Here, code: str) -> None:
    """Draw the KPIs that have records of the project in the window, each part a link to exactly those records."""
    days = span(at.window.first, at.window.last)
    st.html(f"<h2>{text(_('计入哪些指标'))} <small>{text(days)}</small></h2>")
    parts = answers.project_parts(at.warehouse, answers.state_of(at.warehouse), code, at.window)
    if not parts:
        whole_time = {"from_": at.warehouse.first_day, "to": at.warehouse.complete_to, "project": code}
        sentence(
            _("这段时间里，没有指标用到这个项目的记录。"),
            _("看全部数据"),
            address.link(at.choice, "project", **whole_time),
        )
        return
    every = kpis()
    rows = []
    for name, own in groupby(parts, key=lambda part: part.kpi):
        kpi = every[name]
        links = "".join(f"<li>{_link(at, code, kpi, part)}</li>" for part in own)
        rows.append(f"<div><dt>{text(kpi.title.in_(language()))}</dt><dd><ul>{links}</ul></dd></div>")
    st.html(f'<dl class="counts-in">{"".join(rows)}</dl>')


def _link(at: Here, code: str, kpi: Kpi, part: Part) -> str:
    """Return one part as a link: the page's filters are dropped on the way, they might leave the project out."""
    count = whole(part.records)
    if part.part == "counted":
        words, kind = _("计入 {n} 条", n=count), "counted"
    elif part.part == "remainder":
        words, kind = _("在分母、未达成 {n} 条", n=count), "remainder"
    else:
        why = reason_name(kpi, part.reason or "")
        words, kind = _("未计入 {n} 条：{why}", n=count, why=why), "left-out"
    href = address.link(
        at.choice,
        "kpi",
        kpi=kpi.name,
        within=said("project_id", code),
        part=None if part.part == "counted" else part.part,
        reason=part.reason,
        **dict.fromkeys(address.FILTERS),
    )
    return anchor(words, f"{href}#records", kind)
