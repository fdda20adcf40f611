"""Segmented acceptance: the projects in it, the segments passed, and of them the last ones."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers
from pages.parts.dense_table import stat_line
from pages.parts.figures import whole
from pages.parts.markup import state_html, text
from pages.parts.narrowing import said as within_said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.words import _, day
from queries.acceptance.plans import Segments
from queries.acceptance.plans import segments as asked_segments
from queries.named_kpis import kpi_of
from queries.questions import Window
from queries.warehouse import Warehouse

SEGMENTED = within_said("mode", "分段联合验收")
NOT_LAST = "非末段"


@remembered(200)
def _found(
    _warehouse: Warehouse, state: str, window: Window, where: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> Segments:
    return asked_segments(_warehouse, window, dict(where))


def draw(at: Here) -> None:
    """Draw the figures of segmented acceptance, each leading to its records."""
    found = _found(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    name = kpi_of("acceptance", "rate").name
    head = f'<h2 id="segments">{text(_("分段联合验收"))}</h2>'
    records = address.link(at.choice, "kpi", kpi=name, within=SEGMENTED, part="all") + "#records"
    if not found.projects:
        st.html(head + state_html(_("到这段时间末没有分段验收的项目。"), _("看全部记录"), records))
        return
    last = address.link(at.choice, "kpi", kpi=name, within=SEGMENTED) + "#records"
    before = {"part": "left_out", "reason": NOT_LAST}
    others = address.link(at.choice, "kpi", kpi=name, within=SEGMENTED, **before) + "#records"
    on = day(at.window.last)
    st.html(
        head
        + stat_line(
            [
                (_("分段验收的项目（截至{day}）", day=on), whole(found.projects), "", ""),
                (_("其中末段已通过"), whole(found.finished), "", ""),
                (_("还在分段推进"), whole(found.projects - found.finished), "", ""),
                (_("期间通过的分段"), whole(found.passed), "", ""),
                (_("其中末段（计入验收率）"), whole(found.last), "", last),
                (_("末段之前（不计入）"), whole(found.passed - found.last), "", others),
            ]
        )
    )
