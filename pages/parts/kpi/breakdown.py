"""The break-down: the number by any split the KPI has; each group a bar that leads on to what stands behind it."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts import address, answers, downloads, pictures, steps
from pages.parts.drawn import drawn
from pages.parts.figures import value_said, whole
from pages.parts.markup import anchor, sentence, text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.take_away.about import about_kpi
from pages.parts.take_away.cells import amount, cell_of
from pages.parts.words import _, language
from queries.catalogue import Kpi
from queries.questions import Group, Number

SHOWN = 12


def draw(at: Here, kpi: Kpi) -> None:
    """Draw the choice of the split, the groups as bars sorted by size, and their downloads."""
    by = chosen_split(at, kpi)
    found = answers.groups(at.warehouse, answers.state_of(at.warehouse), kpi.name, at.window, at.choice.where, by)
    across = anchor(_("交叉看"), address.link(at.choice, "explore", kpi=kpi.name, rows=by), "action")
    st.html(f"<h2 id=breakdown>{text(_('分项'))} <small>{across}</small></h2>{splits_offered(at, kpi, by)}")
    if not found:
        sentence(*nothing_said(at))
        return
    ordered = sorted(found, key=lambda group: (-(group.value or 0.0), -(group.denominator or 0), str(group.label)))
    if by == "month":
        ordered = sorted(found, key=lambda group: str(group.label))
    made = drawn(at, f"bars of {kpi.name}", lambda: bars(at, kpi, by, ordered[: SHOWN * 4]) + pictures_of(at, kpi, by))
    st.html(made)
    title = _("按{split}", split=column_name(by))
    downloads.buttons(*table(kpi, by, ordered), f"{kpi.name}-by-{by}", about_kpi(at, kpi, title))


def chosen_split(at: Here, kpi: Kpi) -> str:
    """Return the split asked for, else the first that the page is not narrowed by; an unknown one is said so."""
    asked, narrowed = at.choice.by, dict(at.choice.within)
    first = next((split for split in kpi.splits if split not in narrowed), kpi.splits[0])
    if asked and asked not in kpi.splits:
        sentence(_("这个指标不能按“{split}”分项，下面按{first}分。", split=asked[:40], first=column_name(first)))
    return asked if asked in kpi.splits else first


def nothing_said(at: Here) -> tuple[str, str, str]:
    """Say that there is nothing to break down, with the nearest way on: back to where there was more."""
    if at.choice.within:
        return _("收窄到这里没有记录。"), _("取消收窄"), address.here(at.choice, "kpi", within=None, **steps.AFRESH)
    nothing = dict.fromkeys(address.FILTERS) if at.choice.filters else {"from_": None, "to": None}
    said = _("清除筛选") if at.choice.filters else _("看今年以来")
    return _("这段时间、这些筛选下没有记录。"), said, address.here(at.choice, "kpi", **nothing)


def splits_offered(at: Here, kpi: Kpi, by: str) -> str:
    """Return the splits of the KPI as links, the one that holds marked."""
    links = []
    for split in kpi.splits:
        current = {"aria_current": "true"} if split == by else {}
        links.append(anchor(column_name(split), address.here(at.choice, "kpi", by=split), **current))
    return f'<p class="choices" role="group" aria-label="{escape(_("看分项"))}">{"".join(links)}</p>'


def bars(at: Here, kpi: Kpi, by: str, groups: list[Group]) -> str:
    """Return the groups as a table whose middle column is the bar: what is drawn and what is written cannot differ."""
    highest = 1.0 if kpi.shown_as == "share" else max((group.value or 0.0 for group in groups), default=0.0) or 1.0
    rows = [_bar(at, kpi, by, group, highest) for group in groups]
    said = _("{title}，按{split}", title=kpi.title.in_(language()), split=column_name(by))
    return f'<table class="bars" aria-label="{escape(said)}"><tbody>{"".join(rows)}</tbody></table>'


def _bar(at: Here, kpi: Kpi, by: str, group: Group, highest: float) -> str:
    width = min(max((group.value or 0.0) / highest, 0.0), 1.0) * 100
    name = group_name(group.label)
    fraction = f"{whole(group.numerator)}/{whole(group.denominator)}" if kpi.shown_as == "share" else ""
    leads = steps.of_group(at, kpi, by, group.label, Number(group.numerator, group.denominator, group.value))
    # The number is a shorter way to its records; the row is the menu.
    value = anchor(value_said(kpi, group.value), leads.records, title=_("看明细"))
    return (
        f'<tr><th scope=row>{text(name)}</th><td class="track"><span style="width:{width:.1f}%"></span></td>'
        f'<td class="number">{value}</td><td class="number quiet">{text(fraction)}</td>'
        f'<td class="step">{steps.menu(kpi, name, leads, data_group=str(group.label or ""))}</td></tr>'
    )


def pictures_of(at: Here, kpi: Kpi, by: str) -> str:
    """Return the buttons that save the bars as a picture."""
    title = _("{title}，按{split}", title=kpi.title.in_(language()), split=column_name(by))
    lines = [pictures.window_said(at, kpi), *pictures.sources(at)]
    return pictures.row("table.bars", f"{kpi.name}-by-{by}", title, lines)


def table(kpi: Kpi, by: str, groups: list[Group]) -> tuple[list[str], list[list[object]]]:
    """Return the groups as header and rows for the downloads."""
    share = kpi.shown_as == "share"
    header = [column_name(by), *([_("分子"), _("分母")] if share else []), kpi.title.in_(language())]
    rows: list[list[object]] = []
    for group in groups:
        counts: list[object] = [amount(group.numerator), amount(group.denominator)] if share else []
        rows.append([group_name(group.label), *counts, cell_of(kpi, group.value)])
    return header, rows
