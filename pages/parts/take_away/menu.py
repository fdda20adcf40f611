"""What every page offers to take away, in its header: the whole page as a workbook, and a link that stays as it is."""

from __future__ import annotations

from html import escape

from pages.parts import address
from pages.parts.address import Choice
from pages.parts.markup import anchor, text
from pages.parts.sitemap import TAKEN
from pages.parts.take_away.about import pinned_address
from pages.parts.words import _, language
from queries.warehouse import Warehouse


def menu(page: str, choice: Choice, warehouse: Warehouse) -> str:
    """Return the menu as HTML, folded; it opens by mouse and by keyboard."""
    if not warehouse.version:
        return ""
    kept = _("固定时间段、筛选和第{n}版数据，以后打开仍是这些数字", n=warehouse.version)
    link = pinned_address(page, choice, warehouse)
    lines = [anchor(_("复制固定链接"), link, data_does="copy", data_done=_("已复制")) + f"<small>{text(kept)}</small>"]
    name = page or "overview"
    if name in TAKEN and (name != "kpi" or choice.kpi):
        href = address.here(choice, f"take/{name}.xlsx", lang=language())
        about = _("本页全部数字、明细与口径，一个文件") if name == "kpi" else _("全部指标与逐月数字，一个文件")
        lines.insert(0, anchor(_("整页下载 XLSX"), href, download="") + f"<small>{text(about)}</small>")
    items = "".join(f"<li>{line}</li>" for line in lines)
    return (
        f'<details class="take" name="take"><summary title="{escape(_("下载与分享"))}">{text(_("带走"))}</summary>'
        f"<ul>{items}</ul></details>"
    )
