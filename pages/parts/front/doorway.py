"""What stands in front of the app: compressed static files, an index page in the reader's language and our style."""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts.words import LOCALE, choose_language

PARTS = Path(__file__).parent.parent
COMPRESSED_TYPES = ("text/", "application/javascript", "application/json", "image/svg")
SMALLEST = 2_000


class CompressedStatic:
    """Sends Streamlit's own static files gzip-compressed, each compressed once: the chart library alone is 4.6 MB."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[tuple[str, str], bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every request on; compress the answer when it is a static text file and the browser accepts gzip."""
        static = scope["type"] == "http" and "/static/" in scope["path"]
        asked = Headers(scope=scope) if static else Headers()
        if not static or "gzip" not in asked.get("accept-encoding", "") or "range" in asked:
            await self.app(scope, receive, send)
            return
        started: Message | None = None
        parts: list[bytes] = []

        async def compress(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start" and _worth_compressing(message):
                started = message
            elif started is None:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    await self._finish(scope["path"], started, b"".join(parts), send)

        await self.app(scope, receive, compress)

    async def _finish(self, path: str, started: Message, body: bytes, send: Send) -> None:
        headers = MutableHeaders(raw=started["headers"])
        key = (path, headers.get("etag", str(len(body))))
        if key not in self.kept:
            self.kept[key] = gzip.compress(body, compresslevel=5, mtime=0)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(self.kept[key]))
        headers.add_vary_header("accept-encoding")
        await send(started)
        await send({"type": "http.response.body", "body": self.kept[key]})


def _worth_compressing(started: Message) -> bool:
    headers = Headers(raw=started["headers"])
    of_text = headers.get("content-type", "").startswith(COMPRESSED_TYPES)
    large = int(headers.get("content-length", SMALLEST)) >= SMALLEST
    return bool(started["status"] == 200 and of_text and large and "content-encoding" not in headers)


class LocalisedPage:
    """Gives Streamlit's index page the reader's language, our style, and the script that keeps both on every page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every request on; rewrite the answer when it is the HTML index page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started: Message = {}
        body: list[bytes] = []

        async def rewrite(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                    started = message
                else:
                    await send(message)
            elif not started:
                await send(message)
            else:
                body.append(message.get("body", b""))
                if not message.get("more_body"):
                    page = localise(b"".join(body).decode("utf-8"), asked_language(scope)).encode("utf-8")
                    headers = MutableHeaders(raw=started["headers"])
                    headers["content-length"] = str(len(page))
                    # The page differs by language: the server's validators are those of the untouched file.
                    for name in ("etag", "last-modified"):
                        if name in headers:
                            del headers[name]
                    await send(started)
                    await send({"type": "http.response.body", "body": page})

        await self.app(_without_validators(scope), receive, rewrite)


def _without_validators(scope: Scope) -> Scope:
    """Ask for the whole page, uncompressed: a "not modified" or a gzip body could not be rewritten."""
    path: str = scope["path"]
    if "/static/" in path or "/_stcore/" in path or "/media/" in path:
        return scope
    dropped = (b"if-none-match", b"if-modified-since", b"accept-encoding")
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in dropped]}


def asked_language(scope: Scope) -> str:
    """Return 'zh' or 'en' for a request: its ?lang=, else the browser's first language."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [None])[-1]
    preferred = Headers(scope=scope).get("accept-language", "").split(",")[0].split(";")[0].strip()
    return choose_language(asked, preferred or None)


def localise(page: str, spoken: str) -> str:
    """Return Streamlit's index page with language, title, style and script set, and what we do not need left out."""
    title = "审批效能看板" if spoken == "zh" else "Approvals dashboard"
    unscripted = "请在浏览器中启用 JavaScript。" if spoken == "zh" else "Please enable JavaScript in the browser."
    page = re.sub(r'<html lang="[^"]*"', f'<html lang="{"zh-CN" if spoken == "zh" else "en"}"', page, count=1)
    page = re.sub(r"<title>.*?</title>", f"<title>{title}</title>", page, count=1, flags=re.S)
    page = re.sub(r"<noscript>.*?</noscript>", f"<noscript><p>{unscripted}</p></noscript>", page, flags=re.S)
    page = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', "", page, flags=re.S)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    return page.replace("</head>", _own_head() + "</head>", 1)


@lru_cache(maxsize=1)
def _own_head() -> str:
    style = _all_of("style/*.css")
    script = _all_of("script/*.js")
    words = json.dumps(streamlit_words(), ensure_ascii=False).replace("</", "<\\/")
    return f"<style>{style}</style><script>{script.replace('__WORDS__', words)}</script>"


def _all_of(pattern: str) -> str:
    """Return the files of a room one after the other, by name: later rules go before earlier ones."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(PARTS.glob(pattern)))


def streamlit_words() -> dict[str, str]:
    """Return Streamlit's own English literals with their Chinese, from locale/zh/LC_MESSAGES/streamlit.po.

    A literal with {placeholders} becomes a pattern in the browser.
    """
    from babel.messages.pofile import read_po

    with (LOCALE / "zh" / "LC_MESSAGES" / "streamlit.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="zh_CN") if m.id and m.string}
