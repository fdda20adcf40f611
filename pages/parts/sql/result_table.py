"""What a query answers: its rows as a table with downloads, or one sentence why there is none."""

from __future__ import annotations

import streamlit as st

from pages.parts import answers, downloads
from pages.parts.figures import whole
from pages.parts.markup import sentence, text
from pages.parts.place import Here
from pages.parts.sql import kept_answers
from pages.parts.sql.refusal_words import said
from pages.parts.take_away.about import about_page
from pages.parts.words import _
from queries.analyst.ask import MOST_ROWS, Answer
from queries.analyst.refusal import QueryRefused

SHOWN = 1_000
# What a browser draws at once: a result of many columns shows fewer rows, and a long text its beginning.
MOST_CELLS = 30_000
LONGEST_CELL = 500


def draw(at: Here, query: str) -> None:
    """Run the query and draw what it answers."""
    if not query:
        sentence(_("写一条查询，或点上面的示例。结果最多显示 {n} 行。", n=whole(SHOWN)))
        return
    try:
        answer = kept_answers.answer_to(at.warehouse, answers.state_of(at.warehouse), query)
    except QueryRefused as refused:
        st.html(f'<p class="state refused" role="alert">{text(said(refused.refusal))}</p>')
        return
    if _is_plan(answer):
        st.html("".join(f"<pre>{text(row[-1])}</pre>" for row in answer.rows))
        return
    st.html(table(answer))
    if answer.rows:
        about = [*about_page(_("SQL 查询"), at), ("SQL", query)]
        downloads.buttons([name for name, _kind in answer.columns], answer.rows, "query", about)


def _is_plan(answer: Answer) -> bool:
    return [name for name, _kind in answer.columns] == ["explain_key", "explain_value"]


def table(answer: Answer) -> str:
    """Return the first rows as HTML, and how many there are."""
    header = [name for name, _kind in answer.columns]
    found = _("共 {n} 行。", n=whole(len(answer.rows)))
    if answer.is_cut:
        found = _(
            "结果太多，只取了前 {n} 行（最多 {most} 行），请先筛选或汇总。",
            n=whole(len(answer.rows)),
            most=whole(MOST_ROWS),
        )
    most = max(1, min(SHOWN, MOST_CELLS // max(1, len(header))))
    if len(answer.rows) > most:
        found += _("这里显示前 {n} 行，下载有全部取到的行。", n=whole(most))
    shown = [[_beginning(cell) for cell in row] for row in answer.rows[:most]]
    listed = f'<div class="verbatim">{downloads.html_table(header, shown)}</div>' if answer.rows else ""
    return f'<p class="found" role="status">{text(found)}</p>{listed}'


def _beginning(cell: object) -> object:
    return f"{cell[:LONGEST_CELL]}…" if isinstance(cell, str) and len(cell) > LONGEST_CELL else cell
