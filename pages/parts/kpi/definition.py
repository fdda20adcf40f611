"""The definition of a KPI as its file says it: the words, the SQL that is run, and the worked example beside it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import answers
from pages.parts.downloads import Html, html_table
from pages.parts.drawn import drawn
from pages.parts.figures import rate
from pages.parts.kpi import definition_notes as notes
from pages.parts.kpi import reported
from pages.parts.markup import text
from pages.parts.names import TYPES, column_name, group_name, type_name
from pages.parts.place import Here
from pages.parts.words import _, language, listed
from queries.catalogue import Kpi


def draw(at: Here, kpi: Kpi) -> None:
    """Draw the definition, folded: fields, both languages, what is left out, as reported, SQL, worked example."""
    with st.expander(_("口径与 SQL"), expanded=at.choice.show == "reported"):
        # The changes of definitions hold at once when their file is edited, whatever the version.
        part = f"definition of {kpi.name} {notes.changes(kpi)}"
        st.html(drawn(at, part, lambda: in_words(at, kpi)) + reported.section(at, kpi))
        st.code(kpi.text, language="sql", wrap_lines=True)
        if told := kpi.example:
            st.html(drawn(at, f"example of {kpi.name}", lambda: example(kpi, told)))


def in_words(at: Here, kpi: Kpi) -> str:
    """Return the definition's fields, in both languages, and what the number would be with what it leaves out."""
    left_out = f"<h3>{text(_('含未计入的记录会怎样'))}</h3>{notes.with_left_out(at, kpi)}"
    return fields(at, kpi) + notes.both_languages(kpi) + left_out


def fields(at: Here, kpi: Kpi) -> str:
    """Return the definition's fields as an HTML description list; the reasons for leaving out with their counts."""
    spoken = language()
    kind = {"flow": _("期间数：两个日期之间发生的"), "stock": _("时点数：某一天结束时的状态")}[kpi.kind]
    better = {"higher": _("越高越好"), "lower": _("越低越好"), "neither": _("无好坏之分")}[kpi.better]
    said = {
        _("问题"): kpi.question.in_(spoken),
        _("一行是"): kpi.one_row_is.in_(spoken),
        _("性质"): f"{kind} · {better}",
        _("单位"): kpi.unit.in_(spoken),
        _("分子"): kpi.numerator.in_(spoken),
        _("分母"): kpi.denominator.in_(spoken),
        _("不计入"): notes.left_out_said(kpi, answers.headline_here(at, kpi).left_out),
        _("可分项"): listed([column_name(split) for split in kpi.splits]),
        _("取自"): Html(", ".join(f"<code>{text(name)}</code>" for name in kpi.drawn_from)),
        _("商定"): kpi.agreed,
        _("复核期限"): kpi.review_by,
        _("口径调整"): Html(notes.changes(kpi)),
    }
    shown = {name: value if isinstance(value, Html) else text(value) for name, value in said.items()}
    lines = "".join(f"<div><dt>{text(name)}</dt><dd>{value}</dd></div>" for name, value in shown.items())
    return f'<dl class="fields">{lines}</dl>'


def example(kpi: Kpi, told: dict[str, Any]) -> str:
    """Return the worked example: its story, its rows, and the number that must come out."""
    words = told.get("words", {})
    expect = told.get("expect", {})
    span = _("{a} 至 {b}", a=told.get("from"), b=told.get("to"))
    parts = [f"<h3>{text(_('算例'))} <small>{text(span)}</small></h3><p>{text(words.get(language(), ''))}</p>"]
    for name, rows in told.items():
        if name in TYPES and isinstance(rows, list):
            columns = list(dict.fromkeys(column for row in rows for column in row))
            cells = [[_cell(column, row.get(column)) for column in columns] for row in rows]
            parts.append(html_table([column_name(column) for column in columns], cells, type_name(name)))
    if "denominator" in expect and kpi.shown_as == "share":
        above, below = expect.get("numerator"), expect["denominator"]
        result = _("结果：{n}/{d} = {v}", n=above, d=below, v=rate(above, below))
    else:
        result = _("结果：{v}", v=expect.get("value"))
    parts.append(f"<p><strong>{text(result)}</strong></p>")
    return "".join(parts)


def _cell(column: str, value: object) -> object:
    """Say yes, no and the words of the records in the language of the page; numbers and days stay what they are."""
    if column.endswith("_year") and value is not None:
        return str(value)
    return group_name(value) if isinstance(value, bool) or (isinstance(value, str) and value) else value
