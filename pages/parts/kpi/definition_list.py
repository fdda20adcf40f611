"""All definitions by group: the question, the formula in words, what is left out and why; SQL and example folded."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from itertools import groupby

import streamlit as st

from pages.parts import address, answers
from pages.parts.figures import figure
from pages.parts.kpi import definition_notes as notes
from pages.parts.kpi.definition import example
from pages.parts.markup import anchor, text
from pages.parts.names import column_name, type_name
from pages.parts.place import Here
from pages.parts.words import _, full_day, language, listed, span
from queries.catalogue import Kpi, kpis, types_behind


def draw(at: Here) -> None:
    """Draw the list to jump from, then every definition with its present number, group by group."""
    every = kpis()
    today = date.today()
    st.html(opening(at, every, today) + contents(every))
    for group, members in groupby(every.values(), key=lambda kpi: kpi.group):
        inside = "".join(definition(at, kpi, today) for kpi in members)
        st.html(f'<section class="definitions"><h2>{text(group.in_(language()))}</h2>{inside}</section>')


def opening(at: Here, every: dict[str, Kpi], today: date) -> str:
    """Say what this page is, for which window the numbers stand, and how many definitions wait for their review."""
    lead = _("每个指标数什么、怎么算、什么不计入。这里印的就是计算时运行的文件。")
    shown = _("数字按上方的时间段和筛选：{window}。", window=span(at.window.first, at.window.last))
    late = [kpi for kpi in every.values() if is_late(kpi, today)]
    said = f' <span class="needs">{text(_("{n} 个指标的口径已过复核期限。", n=len(late)))}</span>' if late else ""
    return f"<h1>{text(_('指标口径'))} <small>{text(lead)}</small></h1><p class='quiet'>{text(shown)}{said}</p>"


def contents(every: dict[str, Kpi]) -> str:
    """Return the titles of all definitions as links within the page, by group."""
    lines = []
    for group, members in groupby(every.values(), key=lambda kpi: kpi.group):
        links = " ".join(anchor(kpi.title.in_(language()), f"#{kpi.name}") for kpi in members)
        lines.append(f"<li><span>{text(group.in_(language()))}</span> {links}</li>")
    return f'<ul class="contents">{"".join(lines)}</ul>'


def definition(at: Here, kpi: Kpi, today: date) -> str:
    """Return one definition as HTML."""
    spoken = language()
    link = anchor(kpi.title.in_(spoken), address.link(at.choice, "kpi", kpi=kpi.name))
    lines = "".join(
        f"<div><dt>{text(name)}</dt><dd>{said}</dd></div>" for name, said in fields(kpi, today, counts(at, kpi)).items()
    )
    worked = ""
    if kpi.example:
        worked = f"<details><summary>{text(_('算例'))}</summary>{example(kpi, kpi.example)}</details>"
    reported = address.link(at.choice, "kpi", kpi=kpi.name, show="reported") + "#reported"
    return (
        f'<article id="{kpi.name}">'
        f"<header><h3>{link} <small>{text(kpi.question.in_(spoken))}</small></h3>{present(at, kpi)}</header>"
        f'<dl class="fields">{lines}</dl>'
        f'<div class="folded"><details><summary>{text(_("定义文件与 SQL"))}</summary>'
        f'<pre tabindex="0"><code>{escape(kpi.text)}</code></pre></details>{worked}'
        f"{notes.both_languages(kpi)}{with_left_out(at, kpi)}"
        f"{anchor(_('当时公布与现在所知'), reported)}</div></article>"
    )


def counts(at: Here, kpi: Kpi) -> dict[str, int] | None:
    """Return how many rows each reason leaves out now; None for a KPI that the filters do not reach."""
    return None if kpi.lacking(at.choice.filters) else answers.headline_here(at, kpi).left_out


def with_left_out(at: Here, kpi: Kpi) -> str:
    """Return, folded, the number with the rows it leaves out; nothing where there is no reason, or no reach."""
    if not kpi.left_out or kpi.lacking(at.choice.filters):
        return ""
    return f"<details><summary>{text(_('含未计入的记录会怎样'))}</summary>{notes.with_left_out(at, kpi)}</details>"


def present(at: Here, kpi: Kpi) -> str:
    """Return the present number as HTML; nothing for a KPI that the filters do not reach."""
    if kpi.lacking(at.choice.filters):
        return ""
    now = figure(kpi, answers.headline_here(at, kpi))
    return f'<p class="present"><b>{text(now.first)}</b><i>{text(now.behind)}</i> <em>{text(now.second)}</em></p>'


def fields(kpi: Kpi, today: date, left_out: dict[str, int] | None = None) -> dict[str, str]:
    """Return the definition's fields, name → HTML; with ``left_out`` each reason says how many rows it holds."""
    spoken = language()
    kind = {"flow": _("期间数：两个日期之间发生的"), "stock": _("时点数：某一天结束时的状态")}[kpi.kind]
    better = {"higher": _("越高越好"), "lower": _("越低越好"), "neither": _("无好坏之分")}[kpi.better]
    said = {
        _("算法"): formula(kpi),
        _("一行是"): kpi.one_row_is.in_(spoken),
        _("性质"): f"{kind} · {better}",
        _("不计入"): notes.left_out_said(kpi, left_out),
        _("可分项"): listed([column_name(split) for split in kpi.splits]),
        _("取自"): listed([type_name(name) for name in types_behind(kpi)]),
    }
    written = {name: text(words) for name, words in said.items()}
    return written | {_("商定"): agreed(kpi, today), _("口径调整"): notes.changes(kpi)}


def formula(kpi: Kpi) -> str:
    """Say the formula in words: for a share what stands above and below the line, else what is counted or averaged."""
    above, below = kpi.numerator.in_(language()), kpi.denominator.in_(language())
    if kpi.shown_as == "share":
        return _("{above} ÷ {below}", above=above, below=below)
    if kpi.shown_as == "mean":
        return _("平均：{above}；另报中位数", above=above)
    if kpi.shown_as == "median":
        return _("中位数：{above}", above=above)
    if kpi.shown_as == "distinct":
        return _("按项目去重计数：{above}", above=above)
    return _("计数：{above}", above=above)


def agreed(kpi: Kpi, today: date) -> str:
    """Say when and by whom the definition was agreed, and by when it is to be reviewed; a missed review is marked."""
    due = review_day(kpi)
    until = _("{day}前复核", day=full_day(due) if due else kpi.review_by)
    if is_late(kpi, today):
        return f'{text(kpi.agreed)} · <span class="needs">{text(until)} {text(_("（已过期）"))}</span>'
    return f"{text(kpi.agreed)} · {text(until)}"


def review_day(kpi: Kpi) -> date | None:
    """Return the day by which the definition is to be reviewed, None when the header does not say a day."""
    found = re.match(r"\d{4}-\d\d-\d\d", kpi.review_by)
    return date.fromisoformat(found.group()) if found else None


def is_late(kpi: Kpi, today: date) -> bool:
    """Return whether the review is overdue."""
    due = review_day(kpi)
    return due is not None and due < today
