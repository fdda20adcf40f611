"""The record list: exactly what the headline counted, the rest one click away, and what is not counted, by reason."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.drawn import drawn
from pages.parts.figures import NO_VALUE, whole
from pages.parts.kpi.record_table import Ask, table, whole_table
from pages.parts.markup import anchor, sentence, text
from pages.parts.names import reason_name
from pages.parts.place import Here
from pages.parts.sheets import turn
from pages.parts.take_away.about import about_kpi
from pages.parts.words import _, language
from queries import questions
from queries.catalogue import Kpi
from queries.questions import Headline

A_SHEET = 50
MOST_RECOUNTED = 50_000


def draw(at: Here, kpi: Kpi) -> None:
    """Draw the parts as links with their counts, the mark, one sheet of rows, and the downloads."""
    now = answers.headline_here(at, kpi)
    reason = at.choice.reason
    if reason and reason not in kpi.left_out:
        sentence(_("没有“{reason}”这个未计入原因，下面列出全部。", reason=reason[:40]))
        reason = None
    ask = Ask(at.choice.part, reason if at.choice.part == "left_out" else None)
    total = count(at, kpi, ask)
    st.html(
        f'<h2 id="records">{text(_("明细"))} <small>{text(kpi.one_row_is.in_(language()))}</small></h2>'
        f"{parts(at, kpi, now)}{reasons(at, kpi, now, ask)}{mark(at, kpi, now, ask, total)}"
    )
    if not total:
        sentence(
            _("这一部分没有记录。"),
            _("看全部记录"),
            address.here(at.choice, "kpi", part="all", reason=None, sheet=None),
        )
        return
    sheet = min(at.choice.sheet, -(-total // A_SHEET))
    st.html(drawn(at, f"records of {kpi.name}", lambda: rows_shown(at, kpi, ask, sheet, total)))
    # Made only when pressed, in a thread of its own: everything it needs is bound here.
    downloads.buttons_for(
        lambda: whole_table(at, kpi, ask), f"{kpi.name}-{ask.part}", about_kpi(at, kpi, part_said(ask)), total
    )


def rows_shown(at: Here, kpi: Kpi, ask: Ask, sheet: int, total: int) -> str:
    """Return one sheet of rows as a table, and the links to the others."""
    offset = (sheet - 1) * A_SHEET
    rows = questions.records(
        at.warehouse, kpi, at.window, at.filters, ask.part, ask.reason, limit=A_SHEET, offset=offset
    )
    header, cells = table(at, kpi, rows, ask)
    listed = f'<div id="record-list" class="flowing">{downloads.html_table(header, opening_projects(at, cells))}</div>'
    return listed + turn(at.choice, "kpi", sheet, -(-total // A_SHEET), total, "records")


def opening_projects(at: Here, cells: list[list[object]]) -> list[list[object]]:
    """Return the cells of record_table.table() with the name of each project leading to its own page."""
    found = []
    for name, code, *rest in cells:
        if code == NO_VALUE:
            found.append([name, code, *rest])
            continue
        # What the list shows goes along, so that the project's page leads back to it.
        href = address.here(at.choice, "project", project=str(code), sheet=None)
        said = str(code) if name == NO_VALUE else str(name)
        found.append([downloads.Html(anchor(said, href, title=_("看这个项目"))), code, *rest])
    return found


def part_said(ask: Ask) -> str:
    """Say which part of the records a list holds."""
    named = {
        "counted": _("已计入的记录"),
        "remainder": _("其余的记录"),
        "left_out": _("未计入的记录"),
        "all": _("全部记录"),
    }
    return " · ".join([named[ask.part], *([ask.reason] if ask.reason else [])])


def count(at: Here, kpi: Kpi, ask: Ask) -> int:
    """Return how many records the part has."""
    state = answers.state_of(at.warehouse)
    return answers.record_count(at.warehouse, state, kpi.name, at.window, at.choice.where, ask.part, ask.reason)


def parts(at: Here, kpi: Kpi, now: Headline) -> str:
    """Return the parts of the records as links: counted, the rest of a share, not counted, all."""
    left_out = sum((now.left_out or {}).values())
    counted = count(at, kpi, Ask("counted", None))
    offered = [("counted", _("已计入 {n}", n=whole(counted)))]
    if kpi.shown_as == "share":
        rest = (now.denominator or 0) - (now.numerator or 0)
        offered.append(("remainder", _("其余 {n}", n=whole(rest))))
    offered += [("left_out", _("未计入 {n}", n=whole(left_out))), ("all", _("全部"))]
    links = []
    for part, said in offered:
        current = {"aria_current": "true"} if part == at.choice.part else {}
        asked = None if part == "counted" else part
        href = address.here(at.choice, "kpi", part=asked, reason=None, sheet=None)
        links.append(anchor(said, href, data_part=part, **current))
    return f'<p class="choices parts">{"".join(links)}</p>'


def reasons(at: Here, kpi: Kpi, now: Headline, ask: Ask) -> str:
    """Return why records are not counted, each reason a link with its count; only where the not counted are shown."""
    if ask.part != "left_out":
        return ""
    links = []
    for reason, n in sorted((now.left_out or {}).items(), key=lambda pair: -pair[1]):
        current = {"aria_current": "true"} if reason == ask.reason else {}
        said = f"{reason_name(kpi, reason)} {whole(n)}"
        href = address.here(at.choice, "kpi", reason=None if reason == ask.reason else reason, sheet=None)
        links.append(anchor(said, href, **current))
    return f'<p class="choices">{text(_("原因"))} {"".join(links)}</p>'


def mark(at: Here, kpi: Kpi, now: Headline, ask: Ask, total: int) -> str:
    """Return the 对账 mark: the records listed are recounted against the headline, and agree or visibly do not."""
    if ask.part == "counted":
        if kpi.shown_as == "distinct":
            return _distinct_mark(at, kpi, now, total)
        headline = now.denominator if kpi.shown_as in ("mean", "median") else now.numerator
    elif ask.part == "remainder":
        headline = (now.denominator or 0) - (now.numerator or 0)
    elif ask.part == "left_out":
        known = now.left_out or {}
        headline = known.get(ask.reason, 0) if ask.reason else sum(known.values())
    else:
        return f'<p class="mark quiet">{text(_("共 {n} 条记录", n=whole(total)))}</p>'
    said = _("{listed} / {headline} 条记录", listed=whole(total), headline=whole(headline))
    return _verdict(said, total == headline)


def _distinct_mark(at: Here, kpi: Kpi, now: Headline, total: int) -> str:
    if total > MOST_RECOUNTED:
        said = _("{n} 条记录，归为 {projects} 个项目", n=whole(total), projects=whole(now.value))
        return f'<p class="mark quiet">{text(said)}</p>'
    rows = questions.records(at.warehouse, kpi, at.window, at.filters, "counted")
    projects = len(set(rows.column("project_id").to_pylist()))
    said = _("{n} 条记录，归为 {a} / {b} 个项目", n=whole(total), a=whole(projects), b=whole(now.value))
    return _verdict(said, projects == now.value)


def _verdict(said: str, agrees: bool) -> str:
    if agrees:
        return f'<p class="mark reached">✓ {text(said)} · {text(_("对账一致"))}</p>'
    return f'<p class="mark needs">✗ {text(said)} · {text(_("对账不一致，请告诉管理员"))}</p>'
