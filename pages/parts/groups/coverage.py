"""Coverage of this year's key list: projects visited, met about, and neither; those not reached listed with names."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from pages.parts import address, answers
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import whole
from pages.parts.groups.long_list import LongList, Project, draw_downloads, sheet_html
from pages.parts.markup import anchor, state_html, text
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.words import _, span
from queries.groups_at_work.coverage import SCOPES, Coverage, added_up, not_reached
from queries.groups_at_work.coverage import coverage as asked_coverage
from queries.questions import Window
from queries.rounding import percent
from queries.warehouse import Warehouse

VIEW = "unreached"


@remembered(200)
def _coverage(
    _warehouse: Warehouse, state: str, window: Window, where: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> list[Coverage]:
    return asked_coverage(_warehouse, window, dict(where))


def draw(at: Here) -> None:
    """Draw the coverage by level and class, the scope of the list of those not reached, its rows and downloads."""
    parts = _coverage(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    year = at.window.last.year
    note = _(
        "{year}年名单上（期末仍在名单）的项目，在{days}内有没有走访（任何方式）、有没有上会（任何会议）。",
        year=year,
        days=span(at.window.first, at.window.last),
    )
    head = f'<h2 id="coverage">{text(_("重点名单覆盖"))} <small>{text(note)}</small></h2>'
    if not parts:
        nothing = _("这些筛选下，{year}年名单上没有项目。", year=year)
        href = address.link(at.choice, "groups", **dict.fromkeys(address.FILTERS))
        st.html(head + state_html(nothing, _("清除筛选"), href))
        return
    key = added_up("", "", [one for one in parts if _is_key(one)])
    every = added_up("", "", parts)
    scope = at.choice.one("only", "key")
    scope = scope if scope in SCOPES else "key"
    total = {"key": key.neither, "all": every.neither}
    missed = f"<h3>{text(_('没有走访也没有上会的项目'))}</h3>{_scopes(at, scope, total)}"
    shown = f"{head}{_table(at, parts, key, every)}{missed}"
    if not total[scope]:
        href = address.link(at.choice, "groups", view=VIEW, only="all") + "#unreached"
        st.html(shown + state_html(_("每个项目都走访过或上过会。"), _("看名单全部") if scope == "key" else "", href))
        return
    one = _list(at, scope, total[scope])
    st.html(f"{shown}{sheet_html(at, one)}")
    draw_downloads(one)


def _is_key(one: Coverage) -> bool:
    return one.level in ("省级", "市级") and one.list_class == "建设类"


def _table(at: Here, parts: list[Coverage], key: Coverage, every: Coverage) -> str:
    named = [(f"{group_name(one.level)} · {group_name(one.list_class)}", one, False) for one in parts]
    named.append((_("省、市级建设类合计"), key, True))
    named.append((_("名单全部"), every, True))
    heads = [Head(_("名单项目")), Head(_("走访过")), Head(_("其中一线")), Head(_("上过会")), Head(_("都没有"))]
    rows = []
    for name, one, is_sum in named:
        cells = [Cell(whole(one.listed))]
        cells += [_share_cell(value, one.listed) for value in (one.visited, one.on_site, one.met)]
        scope = "key" if one is key else "all" if one is every else None
        href = address.link(at.choice, "groups", view=VIEW, only=scope) + "#unreached" if scope else ""
        missed = _share_cell(one.neither, one.listed)
        cells.append(Cell(missed.said, href, missed.bar, needs=one.neither > 0, small=missed.small))
        rows.append(Row(name, cells, is_sum=is_sum))
    return dense_table(_("重点名单覆盖"), _("级别与类型"), heads, rows)


def _share_cell(value: int, of: int) -> Cell:
    share = percent(value, of)
    return Cell(whole(value), bar=value / of if of else None, small="" if share is None else f"{share}%")


def _scopes(at: Here, scope: str, total: dict[str, int]) -> str:
    words = {"key": _("省、市级建设类 {n}", n=whole(total["key"])), "all": _("名单全部 {n}", n=whole(total["all"]))}
    links = []
    for name, said in words.items():
        current = {"aria_current": "true"} if name == scope else {}
        href = address.link(at.choice, "groups", view=VIEW, only=name) + "#unreached"
        links.append(anchor(said, href, **current))
    label = escape(_("看哪些项目"))
    return f'<p class="choices" id="unreached" role="group" aria-label="{label}">{"".join(links)}</p>'


def _list(at: Here, scope: str, total: int) -> LongList:
    return LongList(
        view=VIEW,
        place="unreached",
        title=_("没有走访也没有上会的项目"),
        header=[_("项目"), _("级别"), _("重点类型"), _("项目类别"), _("街道"), _("牵头专班"), _("计划开工时间")],
        total=total,
        rows=partial(_rows, at, scope),
        choices=(("only", scope),),
    )


def _rows(at: Here, scope: str, limit: int, offset: int) -> list[list[object]]:
    found = not_reached(at.warehouse, at.window, dict(at.choice.where), scope, limit, offset)
    return [
        [
            Project(one.project_id, one.project_name),
            one.level,
            one.list_class,
            one.category,
            one.street,
            one.workgroup,
            one.planned_start_on,
        ]
        for one in found
    ]
