"""The address under which a whole page is taken away as one workbook: take/overview.xlsx and take/kpi.xlsx."""

from __future__ import annotations

import logging
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.parts.front.doorway import asked_language
from pages.parts.sitemap import TAKEN
from pages.parts.words import _, speak

log = logging.getLogger("approvals")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def route() -> Route:
    """Return the route; what it needs is loaded when it is first asked for."""
    return Route("/take/{page}.xlsx", take, methods=["GET"])


def take(request: Request) -> Response:
    """Return the page that the address asks for as a workbook; a sentence when there is no such page or choice.

    Runs in a thread of its own: the language is chosen for this request alone.
    """
    from pages.parts.address import WrongAddress

    speak(asked_language(request.scope))
    page = request.path_params["page"]
    if page not in TAKEN:
        return PlainTextResponse(_("没有“{name}”这一页，可能已改名或写错。", name=page[:40]), 404)
    try:
        name, content = made(page, request)
    except WrongAddress as mistake:
        return PlainTextResponse(_("这个地址打不开。{why}", why=str(mistake)), 404)
    except Exception:
        log.exception("the page %s could not be made into a workbook", page)
        return PlainTextResponse(_("做这份文件时出错，已记入日志。请稍后再试，或告诉管理员。"), 500)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}", "cache-control": "no-store"}
    return Response(content, media_type=XLSX, headers=headers)


def made(page: str, request: Request) -> tuple[str, bytes]:
    """Return the file's name and the workbook. Raises WrongAddress."""
    from pages.parts.books import kpi_book, overview_book
    from pages.parts.books.place_asked import kpi_asked, place_asked
    from pages.parts.take_away.about import about_kpi, made_now, reached_at
    from pages.parts.take_away.workbook import workbook

    reached_at.set(str(request.base_url))
    params: dict[str, tuple[str, ...]] = {}
    for name, value in request.query_params.multi_items():
        params[name] = (*params.get(name, ()), value)
    at = place_asked("" if page == "overview" else page, params)
    if page == "overview":
        title, sheets, about = _("总览"), overview_book.sheets(at), overview_book.about(at)
    else:
        kpi = kpi_asked(at)
        title, sheets, about = kpi.name, kpi_book.sheets(at, kpi), about_kpi(at, kpi)
    said = [_("审批效能看板"), title, str(at.window.first), str(at.window.last), f"v{at.warehouse.version}"]
    return f"{'-'.join(said)}.xlsx", workbook(sheets, made_now(about))
