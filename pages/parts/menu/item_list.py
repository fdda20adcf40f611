"""Every item of a menu in a table: what it is, who decides it, when it can begin and must end, what it waits for."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.parts import downloads
from pages.parts.downloads import Html
from pages.parts.item_table import Column, Rows, item_table
from pages.parts.markup import text
from pages.parts.menu.menu_words import choice_said, department_html, item_html
from pages.parts.names import group_name
from pages.parts.take_away.about import about_page
from pages.parts.words import _
from queries.menu.critical_path import Slot, whole_days
from queries.menu.items import MUST, NOT_APPLICABLE, SERIAL, Item
from queries.menu.menu import Menu
from queries.menu.statutory import statutory_working_days


def draw(menu: Menu, scheduled: dict[str, Slot]) -> None:
    """Draw the table, stage by stage, each item with a bar of when it lies, and the downloads."""
    said = _("工作日从第 0 天数起；条形为最早办理的日子，细线为可以推迟到的日子")
    columns = [
        Column(_("事项")),
        Column(_("办理部门")),
        Column(_("性质")),
        Column(_("承诺"), is_number=True),
        Column(_("法定"), is_number=True),
        Column(_("最早"), is_number=True),
        Column(_("最晚"), is_number=True),
        Column(_("机动"), is_number=True),
        Column(_("第 0–{n} 个工作日", n=whole_days(scheduled)), kind="span"),
        Column(_("前置事项")),
    ]
    stages: dict[str, list[list[object]]] = {}
    for item in menu.items.values():
        stages.setdefault(item.stage, []).append(_row(menu, item, scheduled))
    parts = [Rows(group_name(stage), rows) for stage, rows in stages.items()]
    st.html(
        f"<h2 id=items>{text(_('事项清单'))} <small>{text(said)}</small></h2>{item_table(columns, parts, 'menu-items')}"
    )
    title = _("审批菜单：{menu}", menu=choice_said(menu.choice))
    downloads.buttons_for(lambda: taken_away(menu, scheduled), "menu", about_page(title))


def draw_as_written(items: Mapping[str, Item], investment_type: str) -> None:
    """Draw the items as they are in the file, when they make no menu: without days, which need an order."""
    columns = [
        Column(_("事项")),
        Column(_("办理部门")),
        Column(_("性质")),
        Column(_("承诺"), is_number=True),
        Column(_("法定"), is_number=True),
        Column(_("前置事项")),
    ]
    stages: dict[str, list[list[object]]] = {}
    for item in items.values():
        if item.applies[investment_type] != NOT_APPLICABLE:
            promised = item.days if item.is_counted else _("不计")
            before = " ".join(item.waits_for[investment_type])
            kind = kind_said(item, investment_type)
            row: list[object] = [item_html(item), department_html(item), kind, promised, statutory_said(item), before]
            stages.setdefault(group_name(item.stage), []).append(row)
    parts = [Rows(stage, rows) for stage, rows in stages.items()]
    st.html(f"<h2>{text(_('事项与前置事项（照文件所写）'))}</h2>{item_table(columns, parts, 'menu-items')}")


def kind_said(item: Item, investment_type: str) -> str:
    """Say whether an item must be done and whether it stands on the main line."""
    must = _("必办") if item.applies[investment_type] == MUST else _("可选")
    return f"{must} · {_('串行') if item.mode == SERIAL else _('并行')}"


def statutory_said(item: Item) -> str:
    """Say what the law allows: working days, or calendar days as such; nothing when it sets no limit."""
    if not item.statutory_days or not item.is_counted:
        return ""
    if item.statutory_unit == "WD":
        return str(item.statutory_days)
    return _("{n} 个日历日，约 {m}", n=item.statutory_days, m=statutory_working_days(item))


def _row(menu: Menu, item: Item, scheduled: dict[str, Slot]) -> list[object]:
    slot = scheduled[item.item_id]
    before = " ".join(f'<a href="#item-{text(one)}">{text(one)}</a>' for one in menu.before(item.item_id))
    return [
        Html(f'<span id="item-{text(item.item_id)}">{item_html(item)}</span>'),
        department_html(item),
        kind_said(item, menu.choice.investment_type),
        item.days if item.is_counted else _("不计"),
        statutory_said(item),
        f"{slot.earliest_start}–{slot.earliest_finish}",
        f"{slot.latest_start}–{slot.latest_finish}",
        Html(f"<b>◆ {text(_('关键'))}</b>") if slot.is_critical else slot.slack,
        Html(_bar(slot, whole_days(scheduled))),
        Html(before),
    ]


def _bar(slot: Slot, whole: int) -> str:
    """Return when an item lies on the line of the whole, and how far it may move."""
    left, end, late = (
        100 * day / (whole or 1) for day in (slot.earliest_start, slot.earliest_finish, slot.latest_finish)
    )
    kind = ' class="critical"' if slot.is_critical else ""
    width = max(end - left, 0.6)
    return (
        f'<span class="when" aria-hidden="true"><u{kind} style="left:{left:.1f}%;width:{width:.1f}%"></u>'
        f'<s style="left:{end:.1f}%;width:{late - end:.1f}%"></s></span>'
    )


def taken_away(menu: Menu, scheduled: dict[str, Slot]) -> tuple[list[str], list[list[object]]]:
    """Return the items as a table to take away, days as numbers."""
    header = [
        _("事项编码"),
        _("事项"),
        _("阶段"),
        _("办理部门"),
        _("性质"),
        _("承诺（工作日）"),
        _("法定时限"),
        _("法定（折成工作日）"),
        _("最早开始"),
        _("最早办结"),
        _("最晚开始"),
        _("最晚办结"),
        _("机动（工作日）"),
        _("关键"),
        _("前置事项"),
        _("依据"),
    ]
    rows: list[list[object]] = []
    for item_id, item in menu.items.items():
        slot = scheduled[item_id]
        rows.append(
            [
                item_id,
                item.name,
                group_name(item.stage),
                group_name(item.department) if item.department else "",
                kind_said(item, menu.choice.investment_type),
                item.days,
                statutory_said(item),
                statutory_working_days(item),
                slot.earliest_start,
                slot.earliest_finish,
                slot.latest_start,
                slot.latest_finish,
                slot.slack,
                _("是") if slot.is_critical else _("否"),
                "；".join(menu.before(item_id)),
                item.basis,
            ]
        )
    return header, rows
