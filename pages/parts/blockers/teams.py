"""Who had a part: the gold-medal team, hall or studio, both, either; the two may overlap and are never just added."""

from __future__ import annotations

import streamlit as st

from pages.parts import downloads
from pages.parts.blockers.asked import asked, heading, nothing, records
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count
from pages.parts.words import _, span
from queries.blockers.parts_in import NO, YES, Teams, teams

GOLD, HALL = "gold_team", "hall_or_studio"


def draw(at: Here) -> None:
    """Draw who had a part in the resolved and in the open ones, the sum that holds, and the downloads."""
    resolved, standing = asked(at, teams, "resolved"), asked(at, teams, "open")
    head = heading("teams", _("谁参与化解"), _("牵头或配合都算参与"))
    if not resolved.all and not standing.all:
        st.html(f"{head}{nothing(at, _('这段时间没有化解的、也没有在册的堵点。'))}")
        return
    names = (_("期间化解"), _("在册"))
    rows = [
        Row(name, _cells(at, place, found))
        for name, place, found in zip(names, ("resolved", "open"), (resolved, standing), strict=True)
    ]
    note = _("会客厅或工作室只计手续办理类堵点。两边可能同时参与，不能直接相加。")
    shown = dense_table(_("谁参与化解"), _("堵点"), [Head(name) for name in _names()], rows)
    st.html(f'{head}<p>{text(_sum_said(at, resolved))}</p>{shown}<p class="quiet">{text(note)}</p>')
    cells: list[list[object]] = [
        [name, *map(Count, _counts(found))] for name, found in zip(names, (resolved, standing), strict=True)
    ]
    downloads.buttons([_("堵点"), *_names()], cells, "blockers-teams", about_page(_("谁参与化解")))


def _names() -> list[str]:
    return [_("金牌团队"), _("会客厅或工作室"), _("两者都参与"), _("任一参与"), _("都没有参与"), _("合计")]


def _counts(found: Teams) -> tuple[int, ...]:
    return (found.gold, found.hall_or_studio, found.both, found.either, found.neither, found.all)


def _cells(at: Here, place: str, found: Teams) -> list[Cell]:
    """Return the numbers with their records; either is no one selection of records, so it is not a link."""
    held: tuple[tuple[tuple[str, str], ...] | None, ...] = (
        ((GOLD, YES),),
        ((HALL, YES),),
        ((GOLD, YES), (HALL, YES)),
        None,
        ((GOLD, NO), (HALL, NO)),
        (),
    )
    return [
        Cell(whole(number), "" if within is None or not number else records(at, place, *within))
        for number, within in zip(_counts(found), held, strict=True)
    ]


def _sum_said(at: Here, found: Teams) -> str:
    return _(
        "{window}化解的堵点中，任一参与 {either} = 金牌团队 {gold} + 会客厅或工作室 {hall} − 两者都参与 {both}。",
        window=span(at.window.first, at.window.last),
        either=whole(found.either),
        gold=whole(found.gold),
        hall=whole(found.hall_or_studio),
        both=whole(found.both),
    )
