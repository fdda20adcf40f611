"""Every version of the data, the newest first: when, what was done, by whom; those still kept can be seen again."""

from __future__ import annotations

from typing import Any

import streamlit as st

from etl.publishing.history import versions
from pages.parts import address
from pages.parts.downloads import Html, filled, html_table
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.sheets import turn
from pages.parts.words import _
from queries.warehouse import current_version, version_numbers, warehouse_folder

A_SHEET = 24


def draw(at: Here) -> None:
    """Draw the versions a sheet at a time, and how a version is built again from the originals."""
    folder = warehouse_folder()
    every = versions(folder)
    kept, current = set(version_numbers(folder)), current_version(folder)
    sheets = max(1, -(-len(every) // A_SHEET))
    sheet = min(at.choice.sheet, sheets)
    header = [_("版"), _("时间"), _("做了什么"), _("批次"), _("谁"), _("说明"), _("比较")]
    rows = [
        [
            version["version_no"],
            f"{version['made_at']:%Y-%m-%d %H:%M}",
            action_name(version["action"]),
            version["batches"] or "",
            version["by"] or "",
            version["note"] or "",
            Html(f"<span>{step(at, version, kept, current)}{compared(at, version['version_no'], kept)}</span>"),
        ]
        for version in every[(sheet - 1) * A_SHEET : sheet * A_SHEET]
    ]
    lead = _("每次入库、撤销、恢复都是新的一版；可以按当时的样子再看一遍")
    hint = _("数据文件万一损坏，可以从留存的原件重建，结果逐行相同：")
    st.html(
        f'<h2 id="versions">{text(_("各个版本"))} <small>{text(lead)}</small></h2>'
        f"{html_table(*filled((header, rows)))}"
        f"{turn(at.choice, 'data', sheet, sheets, len(every), 'versions')}"
        f'<p class="quiet">{text(hint)} <code>python -m etl rebuild</code></p>'
    )


def action_name(action: str) -> str:
    """Return what a version's action is called."""
    known = {"load": _("入库"), "undo": _("撤销"), "redo": _("恢复"), "rebuild": _("重建")}
    return known.get(action, action)


def compared(at: Here, number: int, kept: set[int]) -> str:
    """Return the link that holds a version against the one shown; nothing for that one itself, or one not kept."""
    if number == at.warehouse.version or number not in kept:
        return ""
    said = _("与第 {n} 版比较", n=at.warehouse.version)
    return " · " + anchor(said, address.here(at.choice, "data", against=number) + "#compared")


def step(at: Here, version: dict[str, Any], kept: set[int], current: int | None) -> str:
    """Return the link that shows a version as it was, or why there is none."""
    number = version["version_no"]
    if number == at.warehouse.version:
        return text(_("正在看的这一版"))
    if number == current:
        return anchor(_("看最新的这一版"), address.link(at.choice, "data", version=None))
    if number in kept:
        return anchor(_("看当时的样子"), address.link(at.choice, "", version=number))
    return f'<span class="quiet">{text(_("文件已不留存"))}</span>'
