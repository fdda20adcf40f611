"""The header of every page: what this is, the pages, up to which day data is complete, which version, the language."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.parts import address
from pages.parts.address import Choice
from pages.parts.frame import calendar_line
from pages.parts.markup import anchor, text
from pages.parts.names import type_name
from pages.parts.sitemap import BESIDE
from pages.parts.take_away.menu import menu
from pages.parts.words import _, day, full_day, language, listed, month
from queries.questions import Window
from queries.warehouse import Warehouse, current_version, unreadable_version, warehouse_folder


def draw(page: str, choice: Choice, warehouse: Warehouse, titles: dict[str, str], below: str = "") -> None:
    """Draw the header: name, navigation that keeps the filters, state of the data, switches; the banner; ``below``."""
    links = []
    for name, title in titles.items():
        path = "" if name == "overview" else name
        current = {"aria_current": "page"} if path == BESIDE.get(page, page) else {}
        links.append(anchor(title, address.link(choice, path), **current))
    other, label = ("en", "EN") if language() == "zh" else ("zh", "中文")
    switches = anchor(label, address.here(choice, page, lang=other), "switch", hreflang=other, aria_label=_("切换语言"))
    theme = anchor("◐", "#", "switch", data_does="theme", aria_label=_("切换浅色与深色"), title=_("切换浅色与深色"))
    sample = f' <span class="sample">{text(_("示例数据"))}</span>' if warehouse.has_sample else ""
    st.html(
        f'<header class="shell" data-speaks="{"zh-CN" if language() == "zh" else "en"}">'
        f'<span class="brand"><strong>{text(_("审批效能看板"))}</strong>{sample}</span>'
        f"<nav aria-label='{text(_('页面'))}'>{''.join(links)}</nav>"
        f'<span class="state-of-data">{_state_of_data(page, choice, warehouse, titles)}</span>'
        f'<span class="switches">{"" if page else _big_screen(choice)}{menu(page, choice, warehouse)}'
        f"{switches}{theme}</span></header>"
        f"{_stand_in(choice, warehouse)}{_banner(choice, warehouse, titles)}"
        f"{'' if page else _heading(titles['overview'])}{below}"
    )


def _big_screen(choice: Choice) -> str:
    words = _("整屏轮流显示各项指标，适合挂在墙上看；按 Esc 或点一下回来")
    return anchor(_("大屏"), address.link(choice, "screen"), "switch", data_fills="screen", title=words)


def draw_plain(titles: dict[str, str]) -> None:
    """Draw the header for an address that cannot be read: the pages, without any filter."""
    empty = Choice(Window(date.min, date.max))
    links = "".join(anchor(title, address.link(empty, "" if n == "overview" else n)) for n, title in titles.items())
    st.html(
        f'<header class="shell" data-speaks="{"zh-CN" if language() == "zh" else "en"}">'
        f'<span class="brand"><strong>{text(_("审批效能看板"))}</strong></span><nav>{links}</nav></header>'
        f"{_heading(_('地址有误'))}"
    )


def _heading(said: str) -> str:
    """What a page without a headline of its own is called when it is read aloud."""
    return f'<h1 class="unseen">{text(said)}</h1>'


def _state_of_data(page: str, choice: Choice, warehouse: Warehouse, titles: dict[str, str]) -> str:
    complete = warehouse.complete_to
    if complete is None:
        return text(_("还没有数据"))
    parts = [
        text(_("数据截至 {day}", day=full_day(complete) if complete.year != choice.window.last.year else day(complete)))
    ]
    latest = current_version(warehouse_folder())
    version = text(_("第{number}版", number=warehouse.version))
    if warehouse.version != latest:
        now = anchor(_("看最新的第{number}版", number=latest), address.here(choice, page, version=None))
        version = f'<span class="needs">{text(_("当时的第{number}版", number=warehouse.version))}</span> {now}'
    parts.append(version)
    is_now = warehouse.version == latest and "upload" in titles
    due = calendar_line.due_now(warehouse) if is_now else None
    # When the month due is the last complete one, the line on it says what is missing.
    behind = missing(warehouse) if due is None or due.month != complete.replace(day=1) else []
    if behind:
        parts.append(f'<span class="needs">{text(_("缺：{types}", types=listed(behind)))}</span>')
    if due is not None and due.expected:
        parts.append(calendar_line.line(choice, due))
    return " · ".join(parts)


def missing(warehouse: Warehouse) -> list[str]:
    """Return the record types whose files have not reached the last complete day, each with that month."""
    complete = warehouse.complete_to
    if complete is None:
        return []
    behind = [(name, to) for name, to in warehouse.freshness.items() if to is None or to < complete]
    return [f"{type_name(name)}{_('（{month}）', month=month(complete))}" for name, _to in behind]


def _stand_in(choice: Choice, warehouse: Warehouse) -> str:
    """Say that an older version is shown because the current one cannot be read, and what to do about it."""
    missing = unreadable_version(warehouse_folder(), warehouse) if choice.version is None else None
    if missing is None:
        return ""
    words = _(
        "第{missing}版的数据文件读不出来，现在显示的是第{shown}版。请管理员运行 python -m etl verify，照提示恢复。",
        missing=missing,
        shown=warehouse.version,
    )
    return f'<p class="banner" role="alert">{text(words)}</p>'


def _banner(choice: Choice, warehouse: Warehouse, titles: dict[str, str]) -> str:
    if not warehouse.has_sample and not warehouse.has_own_data and "upload" in titles:
        step = anchor(_("上报本局数据"), address.link(choice, "upload", version=None), "action")
        return f'<p class="banner">{text(_("还没有任何数据。"))} {step}</p>'
    if not warehouse.has_sample:
        return ""
    said = _("以下为随产品提供的虚构示例数据，人名、项目均非真实。")
    step = ""
    if warehouse.has_own_data and "data" in titles:
        step = anchor(_("移除示例数据"), address.link(choice, "data") + "#sample", "action")
    elif "upload" in titles:
        step = anchor(_("上报本局数据"), address.link(choice, "upload"), "action")
    return f'<p class="banner">{text(said)} {step}</p>'
