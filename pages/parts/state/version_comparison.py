"""Two versions side by side: how the KPIs differ, how many records are new, changed and gone, and each changed cell."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from etl.comparing.version_changes import CHANGED, GONE, NEW, Difference, VersionChanges, compare_versions, differences
from etl.refusal import Refusal
from etl.types.table_schema import record_types
from pages.parts import address, answers
from pages.parts.downloads import Table, buttons_for, filled, html_table
from pages.parts.figures import whole
from pages.parts.markup import anchor, sentence, text
from pages.parts.names import type_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.upload.change_list import cell, column_title
from pages.parts.upload.kpi_moves import moves
from pages.parts.words import _, listed, span
from queries.questions import default_window
from queries.warehouse import open_warehouse, version_numbers, warehouse_folder

CELLS_SHOWN = 200


def draw(at: Here) -> None:
    """Draw the comparison that the address asks for, the older version first; nothing when it asks for none."""
    if at.choice.against is None:
        return
    folder = warehouse_folder()
    before, after = sorted((at.choice.against, at.warehouse.version))
    leave = anchor(_("关闭比较"), address.here(at.choice, "data", against=None) + "#versions")
    title = _("第 {before} 版与第 {after} 版", before=before, after=after)
    st.html(f'<h2 id="compared">{text(title)} <small>{leave}</small></h2>')
    if before == after:
        sentence(_("这是同一版，没有什么可比较的。"))
        return
    state = answers.state_of(at.warehouse)
    try:
        with st.spinner(_("正在比较两个版本…")):
            found, cells = _found(folder, before, after, state), _changed(folder, before, after)
    except Refusal:
        sentence(_("第 {n} 版的数据文件已不留存，不能再比较。", n=_gone(folder, before, after)))
        return
    window = default_window(open_warehouse(folder, after))
    said = _("指标按今天的口径计算：{window}。", window=span(window.first, window.last))
    folded = changed_cells(cells, sum(sum(changes.fields.values()) for changes in found.types))
    st.html(f'{moves(at.choice, found.kpis, is_done=True)}<p class="quiet">{text(said)}</p>{types(found)}{folded}')
    if any(changes.new or changes.changed or changes.gone for changes in found.types):
        buttons_for(lambda: every_difference(folder, before, after), f"versions-{before}-{after}", about_page(title))


def _gone(folder: Path, *numbers: int) -> int:
    kept = version_numbers(folder)
    return next((number for number in numbers if number not in kept), numbers[0])


@remembered(16)
def _found(folder: Path, before: int, after: int, state: str) -> VersionChanges:
    """A version never changes: two of them are compared once, as long as the definitions stay as they are."""
    return compare_versions(folder, before, after)


@remembered(16)
def _changed(folder: Path, before: int, after: int) -> list[Difference]:
    return differences(folder, before, after, kinds=(CHANGED,), most=CELLS_SHOWN)


def types(found: VersionChanges) -> str:
    """Return as HTML how many records of each type are new, changed, gone and unchanged; only types with a change."""
    rows = [
        [
            type_name(changes.type),
            changes.new,
            changes.changed,
            changes.gone,
            changes.unchanged,
            listed(
                [
                    f"{column_title(record_types()[changes.type], name)} {whole(number)}"
                    for name, number in changes.fields.items()
                ]
            ),
        ]
        for changes in found.types
        if changes.new or changes.changed or changes.gone
    ]
    if not rows:
        return f'<p class="state">{text(_("两版的记录完全相同。"))}</p>'
    header = [_("记录类型"), _("新增"), _("变更"), _("不再有效"), _("未变"), _("变更的列（格数）")]
    return html_table(header, rows)


def changed_cells(cells: list[Difference], total: int) -> str:
    """Return the first changed cells as HTML, folded; nothing when records are only new or gone."""
    if not cells:
        return ""
    header = [_("记录类型"), _("记录"), _("列"), _("原来"), _("现在")]
    title = _("逐格看变更的 {n} 格", n=whole(total))
    more = ""
    if total > len(cells):
        words = _("这里列出前 {n} 处；全部 {all} 处请下载。", n=whole(len(cells)), all=whole(total))
        more = f'<p class="quiet">{text(words)}</p>'
    shown = html_table(*filled((header, [_row(one) for one in cells])))
    return f'<details><summary>{text(title)}</summary>{more}<div class="snug">{shown}</div></details>'


def _row(one: Difference) -> list[object]:
    schema = record_types()[one.type]
    if not one.column:
        return [type_name(one.type), one.record_id, "", "", ""]
    column = schema.column(one.column)
    return [
        type_name(one.type),
        one.record_id,
        column_title(schema, one.column),
        cell(one.before, column),
        cell(one.after, column),
    ]


def every_difference(folder: Path, before: int, after: int) -> Table:
    """Return every record that differs, the changed ones cell by cell, to take away."""
    kinds = {NEW: _("新增"), CHANGED: _("变更"), GONE: _("不再有效")}
    header = [_("记录类型"), _("记录"), _("变化"), _("列"), _("原来"), _("现在")]
    told = [(kinds[one.kind], _row(one)) for one in differences(folder, before, after)]
    return header, [[*row[:2], kind, *row[2:]] for kind, row in told]
