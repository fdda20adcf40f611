"""Where blockers and consultations come from: reception hall, studio and every other channel."""

from __future__ import annotations

import streamlit as st

from pages.parts import downloads
from pages.parts.blockers.asked import asked, groups, heading, nothing, records
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import rate, whole
from pages.parts.markup import text
from pages.parts.names import column_name, group_name, not_reached
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count
from pages.parts.words import _, span
from queries.blockers.parts_in import found_by
from queries.named_kpis import kpi_of
from queries.questions import Group

BY = "channel"
# Hall and studio, the bureau's own front doors: marked among the others.
OWN = ("审批会客厅", "心服务工作室")


def draw(at: Here) -> None:
    """Draw blockers by channel and consultations by channel side by side, and their downloads."""
    days = span(at.window.first, at.window.last)
    head = heading("channels", _("从哪里来"), _("会客厅、工作室和其他渠道"), days)
    st.html(
        f'{head}<div class="channels"><div><h3>{text(_("堵点"))}</h3>{_blockers(at)}</div>'
        f"<div><h3>{text(_('咨询'))}</h3>{_consultations(at)}</div></div>"
    )
    header, rows = table(at)
    if rows:
        downloads.buttons(header, rows, "channels", about_page(_("从哪里来")))


def _number(group: Group | None) -> int:
    return int(group.value or 0) if group else 0


def _counts(at: Here) -> list[tuple[str | None, int, int, int]]:
    """Return each channel with how many blockers were found, resolved and are open, the most found first."""
    found = asked(at, found_by, BY)
    resolved, standing = groups(at, "resolved", BY), groups(at, "open", BY)
    rows = [
        (name, found.get(name, 0), _number(resolved.get(name)), _number(standing.get(name)))
        for name in {*found, *resolved, *standing}
    ]
    return sorted(rows, key=lambda row: (-row[1], -row[2], -row[3], row[0] or ""))


def _blockers(at: Here) -> str:
    counts = _counts(at)
    if not counts:
        return nothing(at, _("这段时间没有发现、化解或在册的堵点。"))
    numbers = [row[1:] for row in counts]
    most = max(row[0] for row in numbers) or 1
    rows = []
    for name, found, resolved, standing in counts:
        of = (BY, name)
        cells = [
            Cell(whole(found), "", found / most),
            Cell(whole(resolved), records(at, "resolved", of) if resolved else ""),
            Cell(whole(standing), records(at, "open", of) if standing else ""),
        ]
        rows.append(Row(group_name(name), cells, is_marked=name in OWN))
    found, resolved, standing = (sum(row[place] for row in numbers) for place in range(3))
    done, now = Cell(whole(resolved), records(at, "resolved")), Cell(whole(standing), records(at, "open"))
    rows.append(Row(_("合计"), [Cell(whole(found)), done, now], is_sum=True))
    heads = [Head(_("期间发现")), Head(_("期间化解")), Head(_("在册"))]
    return dense_table(_("堵点，按渠道"), column_name(BY), heads, rows)


def _consultations(at: Here) -> str:
    kpi = kpi_of("blockers", "consultations")
    beyond = not_reached(kpi, at.filters)
    if beyond:
        return nothing(at, beyond)
    found = groups(at, "consultations", BY)
    total = sum(map(_number, found.values()))
    if not total:
        return nothing(at, _("这段时间没有答复的咨询。"))
    most = max(map(_number, found.values()))
    rows = [
        Row(
            group_name(name),
            [
                Cell(whole(group.value), records(at, "consultations", (BY, name)), _number(group) / most),
                Cell(rate(group.value, total)),
            ],
            is_marked=name in OWN,
        )
        for name, group in found.items()
    ]
    every = [Cell(whole(total), records(at, "consultations")), Cell(rate(total, total))]
    rows.append(Row(_("合计"), every, is_sum=True))
    return dense_table(_("咨询，按渠道"), column_name(BY), [Head(_("答复件数")), Head(_("占比"))], rows)


def table(at: Here) -> tuple[list[str], list[list[object]]]:
    """Return blockers and consultations by channel as header and rows to take away."""
    header = [column_name(BY), _("期间发现堵点"), _("期间化解堵点"), _("在册堵点"), _("答复咨询")]
    counts = {row[0]: row[1:] for row in _counts(at)}
    asked_of = {} if kpi_of("blockers", "consultations").lacking(at.filters) else groups(at, "consultations", BY)
    rows: list[list[object]] = []
    for name in dict.fromkeys((*counts, *asked_of)):
        own = [Count(number) for number in counts[name]] if name in counts else [None, None, None]
        rows.append([group_name(name), *own, Count(_number(asked_of[name])) if name in asked_of else None])
    return header, rows
