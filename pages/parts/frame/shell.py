"""The shell around every page: which version and window it speaks about, the header above it, the filters it obeys."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts import address, answers
from pages.parts.address import WrongAddress
from pages.parts.frame import among, filter_bar, header
from pages.parts.markup import sentence
from pages.parts.place import Here, stand
from pages.parts.sitemap import BESIDE, PAGES, WITHOUT_FILTERS, WITHOUT_HEADER
from pages.parts.words import _
from queries.questions import default_window
from queries.warehouse import VersionGone, Warehouse, current_version, open_warehouse, warehouse_folder

PAGES_FOLDER = Path(__file__).parents[2]


def titles() -> dict[str, str]:
    """Return the pages of the navigation, file name without ending → title, in their order."""
    others = (_("指标"), _("业务专题"), _("探索"), _("数据上报"), _("指标口径"), _("数据状况"))
    return {"overview": _("总览"), **dict(zip(PAGES, others, strict=True))}


def titles_beside() -> dict[str, str]:
    """Return the pages that are not in the navigation (sitemap.BESIDE) with their titles."""
    known = {
        "sql": _("SQL 查询"),
        "screen": _("大屏"),
        "project": _("项目"),
        "menu": _("审批菜单"),
        "schedule": _("倒排工期"),
        "wall": _("挂图作战"),
        "blockers": _("堵点台账"),
        "approvals": _("审批用时"),
        "acceptance": _("联合验收"),
        "groups": _("专班与团队"),
    }
    return {name: known[name] for name in BESIDE}


def streamlit_pages() -> list[st.Page]:
    """Return the pages as Streamlit's navigation takes them; the overview is the default and has the empty address."""
    return [
        st.Page(
            PAGES_FOLDER / f"{name}.py",
            title=title,
            url_path="" if name == "overview" else name,
            default=name == "overview",
        )
        for name, title in (titles() | titles_beside()).items()
    ]


def open_here(page: str) -> Here:
    """Read the address, open the version it asks for, draw header and filters, and return where the page stands.

    A mistake in the address becomes a sentence and a way back; the page is then not run.
    """
    params = {name: tuple(st.query_params.get_all(name)) for name in st.query_params}
    try:
        warehouse = open_asked(params)
        default = default_window(warehouse)
        values = answers.split_values(warehouse, answers.state_of(warehouse), address.FILTERS)
        choice = address.read(params, default, values)
    except WrongAddress as mistake:
        header.draw_plain(titles())
        sentence(
            _("这个地址打不开。{why}", why=str(mistake)),
            _("去掉这一项，继续"),
            address.without(params, mistake.without, page),
        )
        st.stop()
    found = Here(page, choice, warehouse)
    stand(found)
    has_filters = page not in WITHOUT_FILTERS
    if page not in WITHOUT_HEADER:
        filters = filter_bar.bar(found.page, choice, warehouse, default, values) if has_filters else ""
        header.draw(
            found.page,
            choice,
            warehouse,
            titles(),
            among.links(found.page, choice, titles() | titles_beside()) + filters,
        )
    return found


def open_asked(params: dict[str, tuple[str, ...]]) -> Warehouse:
    """Open the version the address asks for, else the current one. Raises WrongAddress when it is not kept."""
    asked = params.get("version", ("",))[-1]
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    if number == current_version(warehouse_folder()):
        number = None
    try:
        return open_warehouse(version=number)
    except VersionGone:
        if number is None:
            words = _("数据文件读不出来，也没有更早的版本可看。请管理员运行 python -m etl verify，照提示恢复。")
            raise WrongAddress(words, ("version",)) from None
        raise WrongAddress(_("第{number}版数据没有保留。", number=asked), ("version",)) from None
