"""The head of a project's page: its name, what the ledger says of it, and the key lists it is on."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from pages.parts import address, downloads, steps
from pages.parts.figures import NO_VALUE, money
from pages.parts.markup import anchor, breadcrumb_html, sentence, text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.words import _, language
from queries.catalogue import kpis
from queries.project import HEAD, LISTING, is_recorded, project_head, project_listings
from queries.surroundings import file_names

AMOUNT = "total_investment_wan"


def chosen(at: Here) -> str:
    """Return the project of the address. Without one, or with one nothing is known of, the page says so and stops."""
    code = at.choice.project
    if code and is_recorded(at.warehouse, code):
        return code
    said = _("没有说要看哪个项目，从任一指标的明细点进来。")
    if code:
        said = _("第{n}版数据里没有项目“{code}”，可能已改号或写错。", n=at.warehouse.version, code=code[:60])
    st.html(f'<h1 class="unseen">{text(_("项目"))}</h1>')
    sentence(said, _("看全部指标"), address.link(at.choice, "kpi"))
    st.stop()


def draw(at: Here, code: str) -> None:
    """Draw breadcrumb, name, the fields of the ledger and the lists."""
    found = project_head(at.warehouse, code)
    name = found["project_name"] if found else code
    st.html(f"{_breadcrumb(at, name)}<h1>{text(name)} <small>{text(code)}</small></h1>{_fields(at, code, found)}")
    listings = project_listings(at.warehouse, code)
    if listings:
        st.html(f"<h2>{text(_('所在名单'))}</h2>{downloads.html_table(*_lists(at, listings))}")


def _breadcrumb(at: Here, name: str) -> str:
    way = [
        anchor(_("总览"), address.link(at.choice, "")),
        anchor(_("指标"), address.link(at.choice, "kpi")),
        *_records(at),
        f'<span aria-current="page">{text(name)}</span>',
    ]
    return breadcrumb_html(way)


def _records(at: Here) -> list[str]:
    """Return the steps that led here from a KPI's records; none when the page was opened by itself."""
    kpi = kpis().get(at.choice.kpi or "")
    if kpi is None:
        return []
    title, within = kpi.title.in_(language()), steps.crumbs(at)
    whole_kpi = address.here(at.choice, "kpi", within=None, by=None, **steps.AFRESH)
    records = address.here(at.choice, "kpi", project=None, type=None, sheet=None) + "#records"
    return [anchor(said, href) for said, href in ((title, whole_kpi), *within, (_("明细"), records))]


def _fields(at: Here, code: str, found: dict[str, Any] | None) -> str:
    if found is None:
        said = _("重点项目台账里没有这个代码，只有下面这些记录提到它。")
        return f'<p class="needs">▲ {text(said)}</p>'
    lines = []
    for name in HEAD[2:]:
        value = found[name]
        label, shown = column_name(name), text(said_of(name, value))
        if name == AMOUNT and value is not None:
            amount, exact = money(value)
            label, shown = _("总投资"), f'<span title="{escape(exact)}">{text(amount)}</span>'
        lines.append(f"<div><dt>{text(label)}</dt><dd>{shown}</dd></div>")
    source = _("{file} 第 {row} 行", file=file_names(at.warehouse).get(found["batch_no"], ""), row=found["row_no"])
    return (
        f'<dl class="fields project">{"".join(lines)}</dl>'
        f'<p class="quiet">{text(_("出自重点项目台账：{source}", source=source))}</p>'
    )


def said_of(name: str, value: object) -> str:
    """Say one value of a record: a day in ISO form, yes or no in a word, a group in the language of the page."""
    if value is None or value == "":
        return NO_VALUE
    if isinstance(value, bool) or not isinstance(value, date | int | float):
        return group_name(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _lists(at: Here, listings: list[dict[str, Any]]) -> tuple[list[str], list[list[object]]]:
    files = file_names(at.warehouse)
    header = [*(column_name(name) for name in LISTING), _("来源文件"), _("行号")]
    rows: list[list[object]] = []
    for row in listings:
        told = [None if row[name] is None else said_of(name, row[name]) for name in LISTING]
        rows.append([*told, files.get(row["batch_no"], ""), row["row_no"]])
    shown_header, shown = downloads.filled((header, rows))
    return list(shown_header), [list(row) for row in shown]
