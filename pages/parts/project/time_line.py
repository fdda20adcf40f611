"""The time line of a project: every record about it, newest first, by type if asked, each with its file and row."""

from __future__ import annotations

from collections import Counter
from datetime import date
from html import escape

import streamlit as st

from pages.parts import address, downloads
from pages.parts.figures import NO_VALUE, whole
from pages.parts.markup import anchor, sentence, text
from pages.parts.names import TYPES, column_name, type_name
from pages.parts.place import Here
from pages.parts.project.head import said_of
from pages.parts.project.recorded import records_of
from pages.parts.sheets import turn
from pages.parts.take_away.about import about_page
from pages.parts.words import _
from queries.project import TOLD, Told, item_names
from queries.surroundings import file_names

A_SHEET = 60
NAMED_BY_ITEM = ("item_id", "milestone")


def draw(at: Here, code: str) -> None:
    """Draw the types with their counts as links, one sheet of the line, and the downloads."""
    every = records_of(at, code)
    st.html(f'<h2 id="time-line">{text(_("往来记录"))}</h2>{_types(at, every)}')
    told = [one for one in every if at.choice.type in (None, one.record_type)]
    if not told:
        sentence(_("没有这一类记录。"), _("看全部记录"), address.here(at.choice, "project", type=None, sheet=None))
        return
    sheets = -(-len(told) // A_SHEET)
    sheet = min(at.choice.sheet, sheets)
    shown = told[(sheet - 1) * A_SHEET : sheet * A_SHEET]
    items, files = item_names(at.warehouse), file_names(at.warehouse)
    st.html(_line(shown, items, files) + turn(at.choice, "project", sheet, sheets, len(told), "time-line"))
    downloads.buttons_for(
        lambda: table(told, items, files), f"project-{code}", about_page(_("项目 {code} 的全部记录", code=code))
    )


def _types(at: Here, every: list[Told]) -> str:
    counts = Counter(one.record_type for one in every)
    offered: list[tuple[str | None, str]] = [(None, _("全部 {n}", n=whole(len(every))))]
    offered += [(kind, f"{type_name(kind)} {whole(counts[kind])}") for kind in TYPES if counts[kind]]
    links = []
    for kind, words in offered:
        current = {"aria_current": "true"} if kind == at.choice.type else {}
        href = address.here(at.choice, "project", type=kind, sheet=None) + "#time-line"
        links.append(anchor(words, href, data_type=kind or "all", **current))
    return f'<p class="choices" role="group" aria-label="{escape(_("记录类型"))}">{"".join(links)}</p>'


def _line(shown: list[Told], items: dict[str, str], files: dict[int, str]) -> str:
    """Return the records under the year each falls in: its day, its type, what it says, where it came from."""
    parts: list[str] = []
    year: int | None = 0
    for one in shown:
        own = one.on.year if one.on else None
        if own != year:
            head = _("{year}年", year=own) if own else _("没有日期")
            parts.append(f"{'</ol>' if parts else ''}<h3>{text(head)}</h3><ol class='time-line'>")
            year = own
        source = _("{file} 第 {row} 行", file=files.get(one.batch_no, ""), row=one.row_no)
        meaning = escape(column_name(TOLD[one.record_type][1]))
        day = f'<time title="{meaning}">{f"{one.on:%m-%d}" if one.on else NO_VALUE}</time>'
        parts.append(
            f'<li data-type="{one.record_type}">{day}<b>{text(type_name(one.record_type))}</b>'
            f"<div>{text(says(one, items))}<small>{text(one.record_id)} · {text(source)}</small></div></li>"
        )
    return "".join(parts) + "</ol>"


def says(told: Told, items: dict[str, str]) -> str:
    """Say what a record says, column by column, in one line; what has an entry in the approval menu by its name."""
    return _("；").join(_one(name, value, items) for name, value in told.says)


def _one(name: str, value: object, items: dict[str, str]) -> str:
    item = items.get(str(value)) if name in NAMED_BY_ITEM else None
    # With its name in place of its code, an item is no code any more.
    said = column_name("item" if item and name == "item_id" else name)
    return _("{name}：{value}", name=said, value=said_of(name, item or value))


def table(told: list[Told], items: dict[str, str], files: dict[int, str]) -> tuple[list[str], list[list[object]]]:
    """Return the records as header and rows to take away."""
    header = [_("日期"), _("类型"), _("编号"), _("内容"), _("来源文件"), _("行号")]
    rows: list[list[object]] = []
    for one in told:
        on: date | None = one.on
        source = [files.get(one.batch_no, ""), one.row_no]
        rows.append([on, type_name(one.record_type), one.record_id, says(one, items), *source])
    return header, rows
