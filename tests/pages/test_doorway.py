"""What stands in front of the app: the index page in the reader's language, static files compressed once and whole."""

from __future__ import annotations

import asyncio
import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts.front.doorway import CompressedStatic, LocalisedPage, localise, streamlit_words

STATIC = Path(streamlit.__file__).parent / "static"
INDEX = (STATIC / "index.html").read_text(encoding="utf-8")


def answering(body: bytes, kind: str) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), (b"etag", b'"1"')]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:1000], "more_body": True})
        await send({"type": "http.response.body", "body": body[1000:]})

    return app


def ask(app: ASGIApp, path: str, query: str = "", **headers: str) -> tuple[dict[str, str], bytes]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "path": path, "query_string": query.encode(), "headers": given}
    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()  # type: ignore[arg-type]
    kept = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return kept, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    ("query", "accepted", "lang"),
    [("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("", "en-GB,en", "en"), ("lang=en", "zh-CN", "en"), ("", "", "zh-CN")],
)
def test_the_index_page_is_in_the_readers_language(query: str, accepted: str, lang: str) -> None:
    door = LocalisedPage(answering(INDEX.encode(), "text/html; charset=utf-8"))
    headers, body = ask(door, "/kpi", query, accept_language=accepted)
    assert f'<html lang="{lang}"'.encode() in body
    assert int(headers["content-length"]) == len(body)
    assert "etag" not in headers


def test_the_index_page_asks_for_nothing_it_does_not_need() -> None:
    page = localise(INDEX, "zh")
    assert "审批效能看板" in page
    assert 'as="font"' not in page
    assert "service-desc" not in page
    # The XML namespaces of a drawing are names that look like addresses; nobody asks for them.
    names = r'"http://www\.w3\.org/(2000/svg|1999/xlink)"'
    assert not re.findall(r"https?://", re.sub(rf"<!--.*?-->|{names}", "", page, flags=re.S))


def test_a_static_file_is_sent_compressed_and_whole() -> None:
    script = b"const answer = 42;\n" * 1000
    door = CompressedStatic(answering(script, "text/javascript"))
    headers, body = ask(door, "/static/js/index.js", accept_encoding="gzip, br")
    assert headers["content-encoding"] == "gzip"
    assert int(headers["content-length"]) == len(body) < len(script)
    assert gzip.decompress(body) == script


@pytest.mark.parametrize(
    ("path", "kind", "headers"),
    [
        ("/static/js/index.js", "text/javascript", {}),
        ("/static/media/a.woff2", "font/woff2", {"accept_encoding": "gzip"}),
        ("/media/records.csv", "text/csv", {"accept_encoding": "gzip"}),
        ("/static/js/index.js", "text/javascript", {"accept_encoding": "gzip", "range": "bytes=0-10"}),
    ],
)
def test_everything_else_passes_untouched(path: str, kind: str, headers: dict[str, str]) -> None:
    body = b"x" * 5000
    kept, sent = ask(CompressedStatic(answering(body, kind)), path, **headers)
    assert sent == body
    assert "content-encoding" not in kept


def literals() -> set[str]:
    """Return the English words and sentences that Streamlit's elements show or read aloud, from its own scripts."""
    said = re.compile(r'(?:children|label|placeholder|"aria-label"|title)\s*:\s*`([A-Z][A-Za-z][^`$\\]{1,90})`')
    found: set[str] = set()
    for path in (STATIC / "static" / "js").glob("*.js"):
        if not re.match(r"plotly|vega|deck|katex|mermaid|cytoscape", path.name, re.I):
            found |= set(said.findall(path.read_text(encoding="utf-8")))
    return found


def test_every_english_word_of_streamlit_is_translated_or_known_not_to_be_shown() -> None:
    not_shown = set((Path(__file__).parent / "streamlit_words_not_shown.txt").read_text(encoding="utf-8").splitlines())
    new = literals() - set(streamlit_words()) - not_shown
    assert not new, f"translate in locale/zh/LC_MESSAGES/streamlit.po, or list as not shown: {sorted(new)}"


def test_what_is_listed_as_not_shown_is_still_in_streamlit() -> None:
    not_shown = set((Path(__file__).parent / "streamlit_words_not_shown.txt").read_text(encoding="utf-8").splitlines())
    assert not not_shown - literals()
    assert not not_shown & set(streamlit_words())
