"""What there is to read: every table with its columns, their titles and types; a click puts a name into the query."""

from __future__ import annotations

from html import escape
from itertools import groupby

import streamlit as st

from pages.parts import answers
from pages.parts.markup import text
from pages.parts.names import TYPES, column_name, type_name
from pages.parts.place import Here
from pages.parts.sql import kept_answers
from pages.parts.words import _, language
from queries.analyst.offered import Relation
from queries.catalogue import kpis
from queries.lists import lists


def draw(at: Here) -> None:
    """Draw the tables, room by room, each folded up."""
    offered = kept_answers.relations(at.warehouse, answers.state_of(at.warehouse))
    rooms = [
        f"<h3>{text(_rooms()[room])}</h3>{''.join(_relation(one) for one in members)}"
        for room, members in groupby(offered, key=lambda relation: relation.room)
    ]
    head = f"<h2>{text(_('可查的表'))} <small>{text(_('点名称，填进查询。'))}</small></h2>"
    st.html(f'{head}<div class="relations">{"".join(rooms)}</div>')


def _rooms() -> dict[str, str]:
    return {
        "kpi": _("指标：每个指标计入和未计入的记录"),
        "list": _("清单"),
        "record": _("记录：各表当前有效的行"),
        "fact": _("中间表：记录加上项目的各个维度"),
        "reference": _("参考数据"),
    }


def _relation(one: Relation) -> str:
    columns = "".join(_column(one, *column) for column in one.columns)
    return (
        f"<details><summary><code>{text(one.name)}</code> {text(title(one))}</summary>"
        f"<p>{_button(one.name)}</p><ul>{columns}</ul></details>"
    )


def _column(one: Relation, name: str, kind: str) -> str:
    said = f"<span>{text(_title_of_column(one, name))}</span> <small>{text(_kind(kind))}</small>"
    return f"<li>{_button(name)} {said}</li>"


def _button(name: str) -> str:
    return f'<button type="button" class="verbatim" data-inserts="{escape(name)}">{text(name)}</button>'


def title(one: Relation) -> str:
    """Say what a table is, in the bureau's words."""
    name = one.name.partition(".")[2]
    if one.room == "kpi":
        return kpis()[name].title.in_(language())
    if one.room == "list":
        return lists()[name].title.in_(language())
    said = type_name(name) if name in TYPES else column_name(name)
    return "" if said == name else said


def _title_of_column(one: Relation, column: str) -> str:
    listed = dict(lists()[one.name.partition(".")[2]].columns) if one.room == "list" else {}
    said = listed[column].in_(language()) if column in listed else column_name(column)
    return "" if said == column else said


def _kind(kind: str) -> str:
    known = {"VARCHAR": _("文本"), "DATE": _("日期"), "BOOLEAN": _("是/否"), "DOUBLE": _("小数")}
    return known.get(kind, _("整数") if kind.endswith(("INT", "INTEGER")) else _("数") if "DEC" in kind else _("其他"))
