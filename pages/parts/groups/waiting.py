"""The waiting line: the milestones and approvals past their day, of one group or of all, the longest first."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from pages.parts import address
from pages.parts.figures import whole
from pages.parts.groups.load import LATE, NONE, loads_here
from pages.parts.groups.long_list import LongList, Project, draw_downloads, sheet_html
from pages.parts.markup import anchor, state_html, text
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.words import _
from queries.filter_conditions import Where
from queries.groups_at_work.load import SPLIT, Load, waiting_list
from queries.named_kpis import kpi_of


def draw(at: Here) -> None:
    """Draw which list is looked at and of which group, one sheet of it, and its downloads."""
    found = loads_here(at)
    view = at.choice.one("view", LATE[0])
    name = view if view in LATE else LATE[0]
    group, strange = _group(at, found)
    counts = {kind: _count(found, kind, group) for kind in LATE}
    title = f'<h2 id="waiting">{text(_("等待线：超期未完"))}</h2>'
    head = f"{title}{strange}{_offered(at, name, counts)}{_groups(at, name, group)}"
    if not counts[name]:
        nothing = _("没有超期的节点。") if name == "slipped" else _("没有超期的审批。")
        back, href = _("看全部记录"), _records(at, name)
        if group is not None:
            back, href = _("看全部专班"), address.link(at.choice, "groups", view=name) + "#waiting"
        st.html(head + state_html(nothing, back, href))
        return
    one = _list(at, name, group, counts[name])
    st.html(f"{head}{sheet_html(at, one)}")
    draw_downloads(one)


def _records(at: Here, name: str) -> str:
    kpi = kpi_of("groups_at_work", "milestones" if name == "slipped" else "decided")
    return address.link(at.choice, "kpi", kpi=kpi.name, part="all") + "#records"


def _group(at: Here, found: list[Load]) -> tuple[str | None, str]:
    """Return the group asked for (NONE for records that name none), and a sentence when there is no such group."""
    asked = at.choice.several("item")
    if not asked:
        return None, ""
    if asked[-1] in {one.workgroup or NONE for one in found}:
        return asked[-1], ""
    said = _("没有“{name}”这个专班，下面列出全部专班的。", name=asked[-1][:40])
    return None, state_html(said)


def _count(found: list[Load], name: str, group: str | None) -> int:
    return sum(getattr(one, name) for one in found if group is None or (one.workgroup or NONE) == group)


def _offered(at: Here, name: str, counts: dict[str, int]) -> str:
    words = {
        "slipped": _("超期节点 {n}", n=whole(counts["slipped"])),
        "overdue": _("超期审批 {n}", n=whole(counts["overdue"])),
    }
    links = []
    for kind in LATE:
        current = {"aria_current": "true"} if kind == name else {}
        href = address.here(at.choice, "groups", view=kind, sheet=None) + "#waiting"
        links.append(anchor(words[kind], href, **current))
    return f'<p class="choices" role="group" aria-label="{escape(_("看哪一类"))}">{"".join(links)}</p>'


def _groups(at: Here, name: str, group: str | None) -> str:
    if group is None:
        return ""
    back = anchor(_("看全部专班"), address.link(at.choice, "groups", view=name) + "#waiting", "action")
    return f"<p>{text(_('专班：{name}', name=group_name(group)))} {back}</p>"


def _list(at: Here, name: str, group: str | None, total: int) -> LongList:
    where = dict(at.choice.where)
    if group is not None:
        where[SPLIT] = (None if group == NONE else group,)
    milestones = name == "slipped"
    late = _("超期（天）") if milestones else _("超期（工作日）")
    since = _("计划日期") if milestones else _("受理时间")
    return LongList(
        view=name,
        place="waiting",
        title=_("等待线：超期未完"),
        header=[_("项目"), _("节点") if milestones else _("事项"), _("专班"), since, late],
        total=total,
        rows=partial(_rows, at, name, where),
        choices=(("item", group),) if group else (),
    )


def _rows(at: Here, name: str, where: Where, limit: int, offset: int) -> list[list[object]]:
    found = waiting_list(at.warehouse, name, at.window, where, limit, offset)
    return [[Project(one.project_id, one.project_name), one.what, one.workgroup, one.since, one.late] for one in found]
