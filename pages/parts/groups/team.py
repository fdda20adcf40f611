"""The gold-medal team: visits, projects and blockers in the window and since its founding, and visits by its levels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.names import group_name
from pages.parts.narrowing import said as within_said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import amount
from pages.parts.words import _, full_day, language, span
from queries.groups_at_work.team import LevelAtWork, founded_on, levels_at_work
from queries.named_kpis import kpi_of, named_kpis
from queries.questions import Window, over_windows
from queries.warehouse import Warehouse

WithFilters = tuple[tuple[str, tuple[str | None, ...]], ...]
# The figures of the team: place of the KPI → what it is narrowed to.
FIGURES = {"visits": None, "met": None, "served": None, "resolved": ("gold_team", "是")}


@dataclass(frozen=True)
class Found:
    """The windows asked about (the page's own, and since the founding if that is known), figures and levels in each."""

    founded: date | None
    windows: tuple[Window, ...]
    figures: dict[str, list[int]]
    levels: list[list[LevelAtWork]]


@remembered(200)
def _found(_warehouse: Warehouse, state: str, window: Window, where: WithFilters) -> Found:
    founded = founded_on(_warehouse, window.last)
    windows = (window, *([Window(founded, window.last)] if founded else []))
    named, figures = named_kpis("groups_at_work"), {}
    for place, narrowed in FIGURES.items():
        held = dict(where) | ({narrowed[0]: (narrowed[1],)} if narrowed else {})
        numbers = over_windows(_warehouse, named[place], list(windows), held)
        figures[place] = [int(number.numerator or 0) for number in numbers]
    return Found(founded, windows, figures, [levels_at_work(_warehouse, one, dict(where)) for one in windows])


def draw(at: Here) -> None:
    """Draw the team's figures and its levels, in the window and since its founding, and the downloads."""
    found = _found(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    said = (
        _("{day}成立（参考数据 event）", day=full_day(found.founded))
        if found.founded
        else _("到{day}，参考数据 event 里没有金牌团队成立这件事，只看这段时间。", day=full_day(at.window.last))
    )
    st.html(
        f'<h2 id="team">{text(_("金牌团队·全程帮代办"))} <small>{text(said)}</small></h2>'
        f'<div class="beside">{_figures(at, found)}{_levels(at, found)}</div>'
    )
    downloads.buttons_for(lambda: table(found), "gold-medal-team", about_page(_("金牌团队·全程帮代办")))


def _columns(found: Found) -> list[str]:
    names = [span(found.windows[0].first, found.windows[0].last)]
    return [*names, *([_("成立以来")] if found.founded else [])]


def _figures(at: Here, found: Found) -> str:
    named = named_kpis("groups_at_work")
    rows = []
    for place, narrowed in FIGURES.items():
        kpi = named[place]
        within = within_said(*narrowed) if narrowed else None
        cells = []
        for window, number in zip(found.windows, found.figures[place], strict=True):
            days = {"from_": window.first, "to": window.last}
            href = address.link(at.choice, "kpi", kpi=kpi.name, within=within, **days) + "#records"
            cells.append(Cell(whole(number), href))
        title = _("金牌团队参与化解的堵点") if narrowed else kpi.title.in_(language())
        rows.append(Row(title, cells))
    heads = [Head(name) for name in _columns(found)]
    return dense_table(_("金牌团队做了什么"), _("金牌团队做了什么"), heads, rows)


def _levels(at: Here, found: Found) -> str:
    name = kpi_of("groups_at_work", "visits").name
    heads = [Head(head, over) for over in _columns(found) for head in (_("走访"), _("其中一线"), _("走访的项目"))]
    rows = []
    for place, level in enumerate(found.levels[0]):
        cells = []
        for window, levels in zip(found.windows, found.levels, strict=True):
            own = levels[place]
            asked = {"within": within_said("team", own.level), "from_": window.first, "to": window.last}
            every = address.link(at.choice, "kpi", kpi=name, part="all", **asked) + "#records"
            on_site = address.link(at.choice, "kpi", kpi=name, **asked) + "#records"
            cells += [Cell(whole(own.visits), every), Cell(whole(own.on_site), on_site), Cell(whole(own.projects))]
        rows.append(Row(group_name(level.level), cells))
    return dense_table(_("走访，按团队层级"), _("团队层级"), heads, rows)


def table(found: Found) -> tuple[list[str], list[list[object]]]:
    """Return figures and levels as header and rows to take away."""
    header = [_("内容"), *_columns(found)]
    named = named_kpis("groups_at_work")
    rows: list[list[object]] = []
    for place, narrowed in FIGURES.items():
        title = _("金牌团队参与化解的堵点") if narrowed else named[place].title.in_(language())
        rows.append([title, *map(amount, found.figures[place])])
    for line, level in enumerate(found.levels[0]):
        for head, figure in ((_("走访"), "visits"), (_("其中一线"), "on_site"), (_("走访的项目"), "projects")):
            said = f"{group_name(level.level)} · {head}"
            rows.append([said, *(amount(getattr(levels[line], figure)) for levels in found.levels)])
    return header, rows
