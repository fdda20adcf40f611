"""What a table taken away says of itself: days, filters and comparison, version of the data, definition, address."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime

import streamlit as st

from pages.parts import address, comparison
from pages.parts.address import Choice
from pages.parts.names import filter_names
from pages.parts.place import Here, here
from pages.parts.words import _, full_day, language, listed
from queries.catalogue import Kpi
from queries.questions import default_window
from queries.warehouse import Warehouse

# Name → what is said of it, in order; a text of several lines takes several rows.
About = Sequence[tuple[str, str]]
# How many of them speak of the page, before those on a definition.
OF_THE_PAGE = 6
# Where the dashboard was reached, when it is not Streamlit that was asked: a download by its own address.
reached_at: ContextVar[str | None] = ContextVar("reached_at", default=None)


def about_page(title: str = "", at: Here | None = None) -> About:
    """Return the lines about a table on the page of this run: title, window, filters, comparison, data and address.

    Without a page of a warehouse there are none.
    """
    if at is None:
        with suppress(LookupError):
            at = here()
    if at is None:
        return []
    window = _("{a} 至 {b}", a=at.window.first, b=at.window.last)
    return [
        (_("名称"), title or _("审批效能看板")),
        (_("时间段"), window),
        (_("筛选"), filters_said(at)),
        (_("比较"), compared_said(at)),
        (_("数据"), data_said(at)),
        (_("网址"), whole_address(at)),
    ]


def about_kpi(at: Here, kpi: Kpi, title: str = "") -> About:
    """Return the lines about a table of one KPI: those of its page, and the definition with its SQL."""
    name = kpi.title.in_(language())
    said = f"{name} · {title}" if title else name
    return [*about_page(said, at), *definition(kpi)]


def definition(kpi: Kpi) -> About:
    """Return the definition of a KPI in words, and the SQL that is run."""
    spoken = language()
    reasons = listed(list(kpi.left_out) if spoken == "zh" else list(kpi.left_out.values()))
    return [
        (_("指标"), f"{kpi.title.in_(spoken)} ({kpi.name})"),
        (_("问题"), kpi.question.in_(spoken)),
        (_("一行是"), kpi.one_row_is.in_(spoken)),
        (_("单位"), kpi.unit.in_(spoken)),
        (_("分子"), kpi.numerator.in_(spoken)),
        (_("分母"), kpi.denominator.in_(spoken)),
        (_("不计入"), reasons or _("无")),
        (_("商定"), kpi.agreed),
        (_("复核期限"), kpi.review_by),
        ("SQL", kpi.text),
    ]


def made_now(about: About) -> About:
    """Return ``about`` with the moment at which the file is made, behind the lines about the page."""
    if not about:
        return about
    return [*about[:OF_THE_PAGE], (_("制表时间"), f"{datetime.now():%Y-%m-%d %H:%M}"), *about[OF_THE_PAGE:]]


def filters_said(at: Here) -> str:
    """Say the filters that hold, one a line; that there are none, when there are none."""
    return "\n".join(filter_names(at.choice.where)) or _("无")


def compared_said(at: Here) -> str:
    """Say what the numbers are compared with."""
    said = comparison.compared_with()[at.choice.compare]
    return _("{against}（{exactly}）", against=said, exactly=comparison.exactly_said(at))


def data_said(at: Here) -> str:
    """Say which version of the data this is, up to which day it is complete, and whether it is invented."""
    number, complete = at.warehouse.version, at.warehouse.complete_to
    said = _("第{number}版数据", number=number)
    if complete:
        said = _("第{number}版数据，完整至 {day}", number=number, day=full_day(complete))
    return " · ".join([said, *([_("示例数据，均为虚构")] if at.warehouse.has_sample else [])])


def pinned_address(page: str, choice: Choice, warehouse: Warehouse) -> str:
    """Return the address of ``page`` with its days and the version of its data: it shows the same for ever."""
    asked, default = dict(choice.asked), default_window(warehouse)
    days = {"from_": asked.get("from", (default.first,))[-1], "to": asked.get("to", (default.last,))[-1]}
    return address.here(choice, page, version=warehouse.version, **days)


def whole_address(at: Here) -> str:
    """Return that address with the server's name before it, as the reader reached it."""
    base = reached_at.get()
    if base is None:
        base = st.context.url or ""
    page = pinned_address(at.page, at.choice, at.warehouse)
    return f"{base.rstrip('/')}/{page.removeprefix('./')}"
