"""The faults of one file: what must be put right, what may be, what passed; row by row, and all to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from etl.checking.check_alone import check_files
from etl.faults import NOTICE, Fault, FileCheck
from etl.types.table_schema import TableSchema, record_types
from pages.parts.downloads import Table, buttons_for, filled, html_table
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.upload import error_file
from pages.parts.upload.draft import Draft, laid_out
from pages.parts.upload.fault_words import aspect, aspect_names, kind, sentence
from pages.parts.words import _, listed
from queries.warehouse import warehouse_folder

A_SHEET = 20
KINDS_NAMED = 8


def draw(draft: Draft, check: FileCheck, key: str) -> None:
    """Draw the three groups of one checked file; ``key`` tells its widgets from those of other files."""
    must = [fault for fault in check.faults if fault.severity != NOTICE]
    may = [fault for fault in check.faults if fault.severity == NOTICE]
    schema = record_types().get(check.type or "")
    wrong = sum(number for severity, number in check.counts.items() if severity != NOTICE)
    if wrong:
        _sheets(must, wrong, schema, _("必须改 {n} 处", n=whole(wrong)), f"{key}-must")
    if may:
        _sheets(may, check.counts[NOTICE], schema, _("请看一看 {n} 处", n=whole(check.counts[NOTICE])), f"{key}-may")
    if wrong:
        # Made only when pressed: then every fault is found again, however many there are.
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<span class="quiet">{text(_("把问题清单带走，对照着改："))}</span>', width="content")
            error_file.draw(draft, check, key)
            buttons_for(lambda: every_fault(draft, check.file_no), f"faults-{key}")
    if check.ok or check.accepted:
        st.html(passed(check))


@st.fragment
def _sheets(faults: Sequence[Fault], total: int, schema: TableSchema | None, title: str, key: str) -> None:
    """Draw the faults a sheet at a time; turning the sheet redraws this list only."""
    sheets = -(-len(faults) // A_SHEET)
    heading = f"<h4>{text(title)}</h4>"
    if sheets < 2:
        st.html(heading + shown(faults, schema))
        return
    place = st.container()
    sheet = st.pagination(sheets, key=f"{key}-sheet")
    turned = faults[(sheet - 1) * A_SHEET : sheet * A_SHEET]
    said = summary(faults)
    if total > len(faults):
        said = _("这里列出前 {n} 处；全部 {all} 处请下载。", n=whole(len(faults)), all=whole(total))
    place.html(f'{heading}<p class="quiet">{text(said)}</p>{shown(turned, schema)}')


def summary(faults: Sequence[Fault]) -> str:
    """Say which kinds of faults there are and how many of each, the most frequent first."""
    counted = Counter((fault.column, kind(fault)) for fault in faults).most_common(KINDS_NAMED)
    said = [_("{name}：{value}", name=column, value=name) if column else name for (column, name), _number in counted]
    return " · ".join(f"{words} {whole(number)}" for words, (_key, number) in zip(said, counted, strict=True))


def table(faults: Sequence[Fault], schema: TableSchema | None) -> Table:
    """Return faults as a table: Excel's row, the column, the value as written, what is wrong and what to do."""
    header = [_("Excel 行"), _("列"), _("填的是"), _("哪里不对"), _("应当怎样，怎么改")]
    rows = [[fault.row, fault.column, fault.value, kind(fault), sentence(fault, schema)] for fault in faults]
    return header, rows


def shown(faults: Sequence[Fault], schema: TableSchema | None) -> str:
    """Return faults as HTML, without the columns that none of them fills: a fault of a whole file has no cell."""
    return f'<div class="faults">{html_table(*filled(table(faults, schema)))}</div>'


def every_fault(draft: Draft, file_no: int) -> Table:
    """Check the draft's files again and return every fault of file ``file_no``, for a download."""
    with laid_out(draft) as sources, check_files(sources, folder=warehouse_folder()) as staged:
        check = staged.files[file_no - 1]
        header, rows = table(list(staged.faults(check)), record_types().get(check.type or ""))
        return [_("文件"), *header], [[check.file, *row] for row in rows]


def passed(check: FileCheck) -> str:
    """Return what is right with a file: its accepted rows, and the aspects of the check without a fault."""
    said = text(_("{n} 行合格", n=whole(check.accepted)))
    aspects = ""
    # Beyond the faults kept there may be others: then nothing is called right.
    if sum(check.counts.values()) <= len(check.faults):
        wrong = {aspect(fault.rule) for fault in check.faults if fault.severity != NOTICE}
        right = listed([name for key, name in aspect_names().items() if key not in wrong])
        aspects = f' <span class="quiet">{text(_("通过：{aspects}", aspects=right))}</span>'
    return f'<p class="reached">✓ {said}{aspects}</p>'
