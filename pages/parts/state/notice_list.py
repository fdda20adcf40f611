"""What the checks of a version noticed: rows that are allowed but look wrong, with what to do about them."""

from __future__ import annotations

import streamlit as st

from pages.parts import answers
from pages.parts.downloads import MOST_TAKEN_AWAY, Table, buttons_for, html_table
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.names import type_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.words import _, language
from queries.checks import Check, checks, wrong_count, wrong_rows
from queries.surroundings import file_names
from queries.warehouse import Warehouse

ROWS_SHOWN = 20


@remembered(64)
def counted(_warehouse: Warehouse, state: str) -> dict[str, int]:
    """Return how many rows each notice finds in this version, by name."""
    return {check.name: wrong_count(_warehouse, check) for check in checks("notice")}


def draw(at: Here) -> None:
    """Draw every notice with its rows, and by name those that found nothing."""
    found = counted(at.warehouse, answers.state_of(at.warehouse))
    every = checks("notice")
    lead = _("不影响入库，但值得核对的记录")
    st.html(f'<h2 id="notices">{text(_("值得看一看"))} <small>{text(lead)}</small></h2>')
    for check in every:
        if found[check.name]:
            _notice(at, check, found[check.name])
    right = [check.a_row_is.in_(language()) for check in every if not found[check.name]]
    if right:
        items = "".join(f"<li>{text(said)}</li>" for said in right)
        st.html(f'<p class="reached">✓ {text(_("没有发现："))}</p><ul class="right">{items}</ul>')


def _notice(at: Here, check: Check, rows: int) -> None:
    spoken = language()
    cure = _("怎么办：{what}", what=check.what_to_do.in_(spoken))
    title = _("{what}：{n} 条", what=check.a_row_is.in_(spoken), n=whole(rows))
    more = _("这里列出前 {n} 条。", n=ROWS_SHOWN) if rows > ROWS_SHOWN else ""
    shown = html_table(*table(at.warehouse, check, ROWS_SHOWN))
    st.html(
        f'<details><summary><span class="needs">▲ {text(title)}</span></summary>'
        f"<p>{text(cure)} <span class=quiet>{text(more)}</span></p>{shown}</details>"
    )
    if rows > ROWS_SHOWN:
        about = about_page(check.a_row_is.in_(spoken))
        buttons_for(lambda: table(at.warehouse, check, MOST_TAKEN_AWAY), f"notice-{check.name}", about, rows)


def table(warehouse: Warehouse, check: Check, limit: int) -> Table:
    """Return the rows a check finds: which record, which column and value, and from which file and row it came."""
    files = file_names(warehouse)
    header = [_("记录类型"), _("记录编号"), _("列"), _("值"), _("来源文件"), _("行号")]
    return header, [
        [
            type_name(row["record_type"]),
            row["record_id"],
            row["column_name"],
            row["value"],
            files.get(row["source_batch"] or -1, ""),
            row["source_row"],
        ]
        for row in wrong_rows(warehouse, check, limit)
    ]
