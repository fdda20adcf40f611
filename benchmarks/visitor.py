"""A visitor without a browser: speaks with the server as Streamlit's own page does, and times each answer."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

# A page that has not come by then never does.
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Visit:
    """One thing to click: what kind of click it is, the page and query of its address, and what must come back."""

    kind: str
    page: str
    query: str
    shows: str


@dataclass(frozen=True)
class Answer:
    """What came of a visit: the milliseconds until all of it was here, its size, and whether it is what was asked."""

    kind: str
    milliseconds: float
    size: int
    is_right: bool


@dataclass
class Visitor:
    """A session of its own at the server: opened like a tab of a browser, it stays open from click to click."""

    address: str
    _socket: ClientConnection | None = None
    # Large messages that did not change are not sent again to a browser that says it has them.
    _known: set[str] = field(default_factory=set)

    async def __aenter__(self) -> Visitor:
        place = urlsplit(self.address)
        self._socket = await connect(
            f"ws://{place.netloc}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=PATIENCE_SECONDS,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket:
            await self._socket.close()

    async def go(self, visit: Visit) -> Answer:
        """Ask for a page and wait until the server has sent the last of it."""
        begun = time.perf_counter()
        size, is_right, is_well = 0, False, False
        async for message in self.messages(visit):
            size += message.ByteSize()
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                is_well = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            elif kind == "delta":
                is_right = is_right or visit.shows in message.delta.new_element.html.body
            if message.metadata.cacheable and message.hash:
                self._known.add(message.hash)
            if kind == "ref_hash":
                # What is known already is shown again as it was.
                is_right = is_right or message.ref_hash in self._known
        taken = (time.perf_counter() - begun) * 1000
        return Answer(visit.kind, taken, size, is_right and is_well)

    async def messages(self, visit: Visit) -> AsyncIterator[ForwardMsg]:
        """Ask for a page and yield what the server sends, decoded, until the last of it."""
        if self._socket is None:
            raise RuntimeError("the visitor has not come in yet")
        await self._socket.send(self._asked(visit).SerializeToString())
        is_over = False
        while not is_over:
            content = await self._socket.recv()
            message = ForwardMsg.FromString(content if isinstance(content, bytes) else content.encode())
            is_over = message.WhichOneof("type") == "script_finished"
            yield message

    def _asked(self, visit: Visit) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = visit.query
        state.page_name = visit.page
        state.cached_message_hashes.extend(sorted(self._known))
        state.context_info.locale = "zh-CN"
        state.context_info.timezone = "Asia/Shanghai"
        state.context_info.url = f"{self.address}/{visit.page}"
        return message
