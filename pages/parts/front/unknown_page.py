"""A page nobody made: its address leads to the overview, which says so and offers the way on."""

from __future__ import annotations

from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OVERVIEW = "overview"
# What Streamlit and the launcher serve themselves, never a page.
SERVED = ("_stcore", "static", "media", "component", "app", "healthz", "script-health-check", "take")


class UnknownPage:
    """Sends a browser that asks for a page which does not exist to the overview, with the name as ``?page=``."""

    def __init__(self, app: ASGIApp, pages: frozenset[str]) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every request on but those a person makes by typing an address that leads nowhere."""
        name = asked_page(scope)
        if name is None or name in self.pages:
            await self.app(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        if name != OVERVIEW:
            query = "&".join(part for part in (f"page={quote(name)}", query) if part)
        root = scope.get("root_path", "")
        await RedirectResponse(f"{root}/{'?' if query else ''}{query}", 303)(scope, receive, send)


def asked_page(scope: Scope) -> str | None:
    """Return the page a browser asks for ('' is the overview), None for everything that is no page."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    path: str = scope["path"].removeprefix(scope.get("root_path", "")).strip("/")
    wants_page = "text/html" in Headers(scope=scope).get("accept", "")
    if not wants_page or path.partition("/")[0] in SERVED:
        return None
    return path
