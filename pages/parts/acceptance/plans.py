"""Customised acceptance plans: issued, and of them passed, by the month they were issued in and by category."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.dense_table import Cell, Head, Row, dense_table, stat_line
from pages.parts.figures import NO_VALUE, whole
from pages.parts.markup import state_html, text
from pages.parts.names import group_name
from pages.parts.narrowing import said as within_said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_kpi
from pages.parts.take_away.cells import Share, amount
from pages.parts.words import _
from queries.acceptance.plans import Plans, plans_by, plans_of
from queries.catalogue import Kpi
from queries.named_kpis import kpi_of
from queries.questions import Window
from queries.rounding import percent
from queries.warehouse import Warehouse

PASSED = within_said("passed", "是")


@dataclass(frozen=True)
class Found:
    """All plans of the window, and the same by month and by category."""

    whole: Plans
    by_month: list[Plans]
    by_category: list[Plans]


@remembered(200)
def _found(
    _warehouse: Warehouse, state: str, window: Window, where: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> Found:
    held = dict(where)
    return Found(
        plans_of(_warehouse, window, held),
        plans_by(_warehouse, window, held, "month"),
        plans_by(_warehouse, window, held, "category"),
    )


def draw(at: Here) -> None:
    """Draw the funnel of the window, the two break-downs side by side, and their downloads."""
    kpi = kpi_of("acceptance", "plans")
    found = _found(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    head = f'<h2 id="plans">{text(_("定制化验收方案：下达 → 通过"))}</h2>'
    if not found.whole.issued:
        href = address.link(at.choice, "kpi", kpi=kpi.name, part="all")
        st.html(head + state_html(_("这段时间、这些筛选下没有下达定制方案。"), _("看全部记录"), href))
        return
    note = _("按项目计，同一项目只计一次；按月看时，一个项目在几个月都有方案，每个月各计一次。")
    st.html(
        f'{head}{_funnel(at, kpi, found.whole)}<p class="quiet">{text(note)}</p><div class="beside">'
        f"{_table(at, kpi, 'month', _('按下达月份'), found.by_month)}"
        f"{_table(at, kpi, 'category', _('按项目类别'), found.by_category)}</div>"
    )
    downloads.buttons_for(lambda: table(found), "customised-plans-funnel", about_kpi(at, kpi, _("下达 → 通过")))


def _funnel(at: Here, kpi: Kpi, found: Plans) -> str:
    share = percent(found.passed, found.issued)
    return stat_line(
        [
            (_("已下达方案的项目"), whole(found.issued), "", address.link(at.choice, "kpi", kpi=kpi.name) + "#records"),
            (
                _("其中已通过验收"),
                whole(found.passed),
                f"{whole(found.passed)}/{whole(found.issued)} · {share}%",
                address.link(at.choice, "kpi", kpi=kpi.name, within=PASSED) + "#records",
            ),
        ]
    )


def _table(at: Here, kpi: Kpi, split: str, caption: str, rows: list[Plans]) -> str:
    most = max((row.issued for row in rows), default=0) or 1
    shown = []
    for row in rows:
        own = within_said(split, row.label)
        issued = address.link(at.choice, "kpi", kpi=kpi.name, within=own) + "#records"
        passed = address.link(at.choice, "kpi", kpi=kpi.name, within=(own, PASSED)) + "#records"
        share = percent(row.passed, row.issued)
        shown.append(
            Row(
                group_name(row.label),
                [
                    Cell(whole(row.issued), issued, row.issued / most),
                    Cell(whole(row.passed), passed, row.passed / most),
                    Cell(NO_VALUE if share is None else f"{share}%"),
                ],
            )
        )
    return dense_table(caption, caption, [Head(_("下达")), Head(_("其中通过")), Head(_("通过占比"))], shown)


def table(found: Found) -> tuple[list[str], list[list[object]]]:
    """Return the funnel as header and rows to take away: by month, by category, and all together."""
    header = [_("分组"), _("名称"), _("已下达方案的项目"), _("其中已通过验收"), _("通过占比")]
    rows: list[list[object]] = []
    for kind, groups in ((_("月份"), found.by_month), (_("项目类别"), found.by_category)):
        rows += [[kind, group_name(one.label), *_counts(one)] for one in groups]
    rows.append([_("合计"), _("全部"), *_counts(found.whole)])
    return header, rows


def _counts(one: Plans) -> list[object]:
    return [amount(one.issued), amount(one.passed), Share(one.passed / one.issued) if one.issued else None]
