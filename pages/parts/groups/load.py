"""The eight working groups in one dense table: load, waiting line and results, each number leading to its records."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import whole
from pages.parts.markup import state_html, text
from pages.parts.names import group_name
from pages.parts.narrowing import said as within_said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Share, amount
from pages.parts.words import _, day, span
from queries.asked_rows import Where
from queries.catalogue import Kpi
from queries.groups_at_work.load import IN_HAND, SPLIT, Load, in_hand_window
from queries.groups_at_work.load import loads as asked_loads
from queries.named_kpis import named_kpis
from queries.questions import Group, Window
from queries.warehouse import Warehouse

# The figures in their order: the block each stands in, and whether it is a burden that needs someone.
FIGURES = {
    "visits": "load",
    "met": "load",
    "in_hand": "load",
    "due": "load",
    "blockers": "waiting",
    "slipped": "waiting",
    "overdue": "waiting",
    "resolved": "results",
    "on_time": "results",
    "decided": "results",
}
LATE = ("slipped", "overdue")
# How the address names the records that name no group.
NONE = "未填"


@remembered(200)
def loads(
    _warehouse: Warehouse, state: str, window: Window, where: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> list[Load]:
    """Return the load of every working group (queries.groups_at_work.load.loads), remembered."""

    def ask(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, split: str) -> list[Group]:
        held = tuple((name, tuple(values)) for name, values in where.items())
        return answers.groups(warehouse, state, kpi.name, window, held, split)

    return asked_loads(_warehouse, window, dict(where), ask)


def loads_here(at: Here) -> list[Load]:
    """Return the load of every working group for where the page stands."""
    return loads(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)


def draw(at: Here) -> None:
    """Draw the title of the page, the table of the groups, what its columns mean, and the downloads."""
    held = dict(at.choice.where).get(SPLIT)
    found = [one for one in loads_here(at) if (held is None or one.workgroup in held)]
    # Records that name no group have a line of their own only where there are some.
    found = [one for one in found if one.workgroup is not None or not one.is_idle]
    days = span(at.window.first, at.window.last)
    note = _(
        "负荷和成效是{days}内的，等待线是{day}当天的，在手审批按现在知道的算。点数字看记录；超期的点开在下面的等待线里看。",
        days=days,
        day=day(at.window.last),
    )
    head = f"<h1>{text(_('专班与团队'))} <small>{text(days)}</small></h1>"
    if all(one.is_idle for one in found):
        href = address.link(at.choice, "groups", from_=None, to=None)
        nothing = state_html(_("这段时间、这些筛选下没有记录。"), _("看今年以来"), href)
        st.html(f'{head}<h2 id="load">{text(_("专班：负荷、等待线、成效"))}</h2>{nothing}')
        return
    st.html(
        f'{head}<h2 id="load">{text(_("专班：负荷、等待线、成效"))}</h2><p class="quiet">{text(note)}</p>'
        f"{table_html(at, found)}"
    )
    downloads.buttons_for(lambda: table(found), "workgroups", about_page(_("专班：负荷、等待线、成效")))


def heads() -> list[Head]:
    """Return the heads of the figures, each under its block, with what it counts."""
    blocks = {"load": _("负荷"), "waiting": _("等待线"), "results": _("成效")}
    told = {
        "visits": (_("一线走访"), _("期间现场或上门的走访次数")),
        "met": (_("上会项目"), _("期间上过调度会或顶格协调的项目，每个计一次")),
        "in_hand": (_("在手审批"), _("期末前受理、至今没有办结的审批")),
        "due": (_("应到节点"), _("今年计划日期到期末的节点")),
        "blockers": (_("在册堵点"), _("期末没有化解的堵点")),
        "slipped": (_("超期节点"), _("计划日期已到、期末仍未完成的节点")),
        "overdue": (_("超期审批"), _("期末还在办、已超过承诺时限的审批（工作日，扣除暂停）")),
        "resolved": (_("化解堵点"), _("期间销号、之后没有退回的堵点")),
        "on_time": (_("按期节点"), _("应到节点里按期完成的")),
        "decided": (_("办结审批"), _("期间办结，结果为准予或不予")),
    }
    return [Head(told[name][0], blocks[block], told[name][1]) for name, block in FIGURES.items()]


def table_html(at: Here, found: Sequence[Load]) -> str:
    """Return the groups as a dense table, all together in the last line."""
    most = {name: max((getattr(one, name) for one in found), default=0) or 1 for name in FIGURES}
    rows = [
        Row(
            group_name(one.workgroup),
            [
                Cell(
                    whole(getattr(one, name)),
                    _way(at, name, within_said(SPLIT, one.workgroup)),
                    getattr(one, name) / most[name],
                    needs=name in LATE and getattr(one, name) > 0,
                    small=_of_due(one) if name == "on_time" else "",
                )
                for name in FIGURES
            ],
        )
        for one in found
    ]
    every = summed(found)
    cells = [
        Cell(whole(getattr(every, name)), _way(at, name, ""), small=_of_due(every) if name == "on_time" else "")
        for name in FIGURES
    ]
    rows.append(Row(_("合计"), cells, is_sum=True))
    return dense_table(_("专班：负荷、等待线、成效"), _("专班"), heads(), rows)


def summed(found: Sequence[Load]) -> Load:
    """Return the sums over the groups."""
    return Load(None, **{name: sum(getattr(one, name) for one in found) for name in FIGURES})


def _of_due(one: Load) -> str:
    return f"/{whole(one.due)}" if one.due else ""


def _way(at: Here, name: str, within: str) -> str:
    """Return where a figure leads: the records of its KPI within one group, or the waiting line of this page."""
    if name in LATE:
        group = (within.partition(":")[2] or NONE) if within else None
        return address.link(at.choice, "groups", view=name, item=group) + "#waiting"
    named = named_kpis("groups_at_work")
    of_milestones = {"due": "milestones", "on_time": "milestones", "in_hand": "decided"}
    asked: dict[str, object] = {"kpi": named[of_milestones.get(name, name)].name, "within": within or None}
    if name == "in_hand":
        days = in_hand_window(at.window)
        asked |= {"part": "left_out", "reason": IN_HAND, "from_": days.first, "to": days.last}
    # What is due stands below the line of a share: its head says so, no part of its records does.
    return address.link(at.choice, "kpi", **asked) + ("" if name == "due" else "#records")


def table(found: Sequence[Load]) -> tuple[list[str], list[list[object]]]:
    """Return the groups as header and rows to take away, all together in the last row."""
    named = heads()
    header = [_("专班"), *(f"{head.over} · {head.said}" for head in named), _("节点按期完成率")]
    rows: list[list[object]] = []
    for one, name in [*((one, group_name(one.workgroup)) for one in found), (summed(found), _("合计"))]:
        share = Share(one.on_time / one.due) if one.due else None
        rows.append([name, *(amount(getattr(one, figure)) for figure in FIGURES), share])
    return header, rows
