"""What the server sends leaves at once: a small message does not wait until the one before it is acknowledged."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from websockets.asyncio.client import connect

from benchmarks.clicks import clicks
from benchmarks.visitor import Visitor
from etl.first_start import load_sample
from pages.parts.front.without_delay import WithoutDelay
from queries.catalogue import kpis
from tests.browser.server import serving

Answer = TypeVar("Answer")


def run(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Run ``work`` in a thread of its own: in this one a browser of other tests may have its loop running."""
    with ThreadPoolExecutor(1) as own:
        return own.submit(asyncio.run, work).result()


async def tells_its_delay(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Accept a connection and say whether its socket sends without delay."""
    opened = send.__self__.transport.get_extra_info("socket")  # type: ignore[attr-defined]
    await send({"type": "websocket.accept"})
    told = opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    await send({"type": "websocket.send", "text": str(bool(told))})
    await send({"type": "websocket.close"})


async def asked(app: Any) -> str:
    """Return what ``app`` says behind a socket opened as Streamlit opens its own."""
    with socket.socket(family=socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        server = uvicorn.Server(uvicorn.Config(app, ws="websockets-sansio", lifespan="off", log_level="error"))
        served = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        async with connect(f"ws://127.0.0.1:{listening.getsockname()[1]}/") as opened:
            said = await opened.recv()
        server.should_exit = True
        await served
        return str(said)


def test_a_pages_connection_sends_without_delay() -> None:
    assert run(asked(tells_its_delay)) == "False"
    assert run(asked(WithoutDelay(tells_its_delay))) == "True"


def test_a_connection_whose_socket_cannot_be_reached_is_served_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    served = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        served.append(scope["type"])

    async def send(_message: Any) -> None: ...

    with caplog.at_level(logging.WARNING, logger="approvals"):
        run(WithoutDelay(app)({"type": "websocket"}, send, send))  # type: ignore[arg-type]
    assert served == ["websocket"]
    assert "cannot be reached" in caplog.text


def test_the_real_server_reaches_the_socket_of_every_page(tmp_path: Path) -> None:
    load_sample(tmp_path / "warehouse")

    async def visit(address: str) -> bool:
        async with Visitor(address) as visitor:
            return (await visitor.go(next(clicks(1, list(kpis().values()), {})))).is_right

    with serving(tmp_path / "warehouse") as address:
        assert run(visit(address))
    logs = [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log")]
    assert logs
    assert not [log for log in logs if "cannot be reached" in log]
