"""Seven categories by two investment types: the projects of each, and of those on the key list how many started."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import NO_VALUE, value_said, whole
from pages.parts.markup import state_html, text
from pages.parts.names import group_name
from pages.parts.narrowing import said as within_said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_kpi
from pages.parts.take_away.cells import amount, cell_of
from pages.parts.words import _
from queries.axes import Mark
from queries.groups_at_work.categories import ALL, ROWS_BY, TYPES_BY, Matrix, categories
from queries.named_kpis import kpi_of, named_kpis
from queries.questions import Window
from queries.warehouse import Warehouse


@remembered(200)
def _matrix(
    _warehouse: Warehouse, state: str, window: Window, where: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> Matrix:
    return categories(_warehouse, window, dict(where))


def draw(at: Here) -> None:
    """Draw the matrix and its downloads."""
    kpi = kpi_of("groups_at_work", "started")
    found = _matrix(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    note = _("项目数是台账里的全部项目；开工率只算今年名单上的省、市级建设类项目")
    head = f'<h2 id="categories">{text(_("七类项目 × 两种投资类型"))} <small>{text(note)}</small></h2>'
    if not found.projects:
        href = address.link(at.choice, "groups", **dict.fromkeys(address.FILTERS))
        st.html(head + state_html(_("这些筛选下没有项目。"), _("清除筛选"), href))
        return
    st.html(head + _table(at, found))
    downloads.buttons_for(lambda: table(found), "categories", about_kpi(at, kpi, _("七类项目 × 两种投资类型")))


def _table(at: Here, found: Matrix) -> str:
    named = named_kpis("groups_at_work")
    heads = [
        Head(said, group_name(kind) if kind is not ALL else _("合计"))
        for kind in (*found.types, ALL)
        for said in (_("项目"), _("已开工"), _("开工率"))
    ]
    rows = []
    for category in (*found.categories, ALL):
        cells: list[Cell] = []
        for kind in (*found.types, ALL):
            within = [
                within_said(split, value)
                for split, value in ((ROWS_BY, category), (TYPES_BY, kind))
                if not isinstance(value, Mark)
            ]
            every = address.link(at.choice, "kpi", kpi=named["projects"].name, within=within, part="all")
            started = address.link(at.choice, "kpi", kpi=named["started"].name, within=within)
            number = found.started(category, kind)
            fraction = f"{whole(number.numerator)}/{whole(number.denominator)}" if number.denominator else NO_VALUE
            cells += [
                Cell(whole(found.count(category, kind)), every + "#records"),
                Cell(fraction, started + "#records" if number.denominator else ""),
                Cell(value_said(named["started"], number.value), bar=number.value),
            ]
        rows.append(Row(group_name(category) if category is not ALL else _("合计"), cells, is_sum=category is ALL))
    return dense_table(_("七类项目 × 两种投资类型"), _("项目类别"), heads, rows)


def table(found: Matrix) -> tuple[list[str], list[list[object]]]:
    """Return the matrix as header and rows to take away, a category and type each."""
    kpi = kpi_of("groups_at_work", "started")
    header = [_("项目类别"), _("投资类型"), _("项目"), _("已开工"), _("应开工范围"), _("开工率")]
    rows: list[list[object]] = []
    for category in (*found.categories, ALL):
        for kind in (*found.types, ALL):
            number = found.started(category, kind)
            names = [group_name(one) if one is not ALL else _("合计") for one in (category, kind)]
            counts = [amount(found.count(category, kind)), amount(number.numerator), amount(number.denominator)]
            rows.append([*names, *counts, cell_of(kpi, number.value)])
    return header, rows
