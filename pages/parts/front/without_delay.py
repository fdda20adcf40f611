"""Answers sent without delay: small messages leave the server at once, not after the forty milliseconds of an old rule.

Nagle's algorithm holds a small message back until the one before is acknowledged, and the other side waits that long
before it acknowledges (RFC 896, RFC 1122 4.2.3.2). asyncio switches it off, but not for sockets opened as Streamlit
opens its own: without the number of the protocol. So every click would wait.
"""

from __future__ import annotations

import logging
import socket

from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger("approvals")


class WithoutDelay:
    """Switches Nagle's algorithm off for each page's own connection, as it opens."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; a connection whose socket cannot be reached is served all the same, and logged."""
        if scope["type"] == "websocket":
            # The server's protocol, whose method ``send`` is, holds the connection.
            transport = getattr(getattr(send, "__self__", None), "transport", None)
            opened = transport.get_extra_info("socket") if transport else None
            if opened is None:
                log.warning("a connection's socket cannot be reached: its answers may be delayed by 40 ms")
            elif opened.family in (socket.AF_INET, socket.AF_INET6):
                opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)
