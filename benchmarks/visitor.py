"""A visitor without a browser: speaks with the server as Streamlit's own page does, and times each answer."""

from __future__ import annotations

import time
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
        if self._socket is None:
            raise RuntimeError("the visitor has not come in yet")
        asked = self._asked(visit).SerializeToString()
        begun = time.perf_counter()
        await self._socket.send(asked)
        size, is_right, status = 0, False, None
        while status is None:
            content = await self._socket.recv()
            size += len(content)
            message = ForwardMsg.FromString(content if isinstance(content, bytes) else content.encode())
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                status = message.script_finished
            elif kind == "delta":
                is_right = is_right or visit.shows in message.delta.new_element.html.body
            if message.metadata.cacheable and message.hash:
                self._known.add(message.hash)
            if kind == "ref_hash":
                # What is known already is shown again as it was.
                is_right = is_right or message.ref_hash in self._known
        taken = (time.perf_counter() - begun) * 1000
        return Answer(visit.kind, taken, size, is_right and status == ForwardMsg.FINISHED_SUCCESSFULLY)

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
