"""How far promises and practice undercut the law, stage by stage: mean days of a case, and the shares saved."""

from __future__ import annotations

import streamlit as st

from pages.parts import downloads
from pages.parts.approvals.asked import decided, empty, records
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import NO_VALUE, decimal, whole
from pages.parts.markup import text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Average, Count, Share
from pages.parts.words import _
from queries.approvals.compression import Compression, compression
from queries.menu.items import item_file
from queries.rounding import half_up


def draw(at: Here) -> None:
    """Draw all cases and each stage: what the law allows, what was promised, what was needed, and what that saves."""
    found = compression(decided(at), item_file().items)
    title = f'<h2 id="compression">{text(_("时限压缩"))} <small>{text(_("法定 → 承诺 → 实际"))}</small></h2>'
    if not any(one.number for one in found):
        st.html(f"{title}{empty(at, _('这段时间、这些筛选下没有既有法定时限又有承诺时限的办结办件。'))}")
        return
    note = _(
        "按办件合计后相除；法定时限为自然日的，7 个自然日算 5 个工作日，宗数单列；"
        "没有法定时限或没有承诺时限的办件不计入。法定时限取自 data/reference/item.csv。"
    )
    heads = [
        Head(_("计入宗数"), _("办件")),
        Head(_("其中法定为自然日"), _("办件")),
        Head(_("未计入"), _("办件")),
        Head(_("法定"), _("平均每宗，工作日")),
        Head(_("承诺"), _("平均每宗，工作日")),
        Head(_("实际"), _("平均每宗，工作日")),
        Head(_("承诺比法定"), _("压缩")),
        Head(_("实际比承诺"), _("压缩")),
        Head(_("实际比法定"), _("压缩")),
    ]
    rows = [_row(at, one) for one in found]
    made = dense_table(_("时限压缩，按阶段"), column_name("stage"), heads, rows)
    st.html(f'{title}{made}<p class="quiet">{text(note)}</p>')
    downloads.buttons_for(lambda: table(found), "approval-compression", about_page(_("时限压缩，按阶段")))


def _row(at: Here, one: Compression) -> Row:
    name = _("全部") if one.stage is None else group_name(one.stage)
    within = () if one.stage is None else (("stage", one.stage),)
    cuts = [one.promised_cut, _saved(one), one.actual_cut]
    cells = [
        Cell(whole(one.number)),
        Cell(whole(one.calendar_number)),
        Cell(whole(one.without)),
        *(Cell(decimal(days)) for days in _means(one)),
        *(Cell(_share(cut), bar=None if cut is None else cut, needs=cut is not None and cut < 0) for cut in cuts),
    ]
    return Row(name, cells, records(at, "handled", *within), is_sum=one.stage is None)


def _means(one: Compression) -> list[float | None]:
    sums = (one.statutory, one.promised, one.actual)
    return [total / one.number if one.number else None for total in sums]


def _saved(one: Compression) -> float | None:
    """Return by what share what was needed undercuts the promise."""
    return None if one.actual_of_promised is None else 1 - one.actual_of_promised


def _share(cut: float | None) -> str:
    return NO_VALUE if cut is None else f"{half_up(cut * 100, 1)}%"


def table(found: list[Compression]) -> tuple[list[str], list[list[object]]]:
    """Return the stages as header and rows for the downloads."""
    days = _("平均每宗，工作日")
    header = [column_name("stage"), _("计入宗数"), _("其中法定为自然日"), _("未计入")]
    header += [f"{name}({days})" for name in (_("法定"), _("承诺"), _("实际"))]
    header += [f"{name}{_('压缩')}" for name in (_("承诺比法定"), _("实际比承诺"), _("实际比法定"))]
    rows: list[list[object]] = []
    for one in found:
        means = [None if mean is None else Average(mean) for mean in _means(one)]
        cuts = [None if cut is None else Share(cut) for cut in (one.promised_cut, _saved(one), one.actual_cut)]
        counts = [Count(one.number), Count(one.calendar_number), Count(one.without)]
        rows.append([_("全部") if one.stage is None else group_name(one.stage), *counts, *means, *cuts])
    return header, rows
