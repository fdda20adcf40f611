"""The elements of a page as the server sends them: what a bare page shows as constants, to be measured against."""

from __future__ import annotations

import asyncio

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.visitor import Visit, Visitor

# One element: its kind, and its content as text.
Element = tuple[str, str]


def elements_of(address: str, page: str, query: str) -> list[Element]:
    """Return the elements of a page that are more than a frame around others, in their order."""
    return asyncio.run(_elements(address, Visit("the page itself", page, query, "")))


async def _elements(address: str, visit: Visit) -> list[Element]:
    async with Visitor(address) as visitor:
        messages = [message async for message in visitor.messages(visit)]
    return [found for message in messages if (found := _element(message))]


def _element(message: ForwardMsg) -> Element | None:
    if message.WhichOneof("type") != "delta":
        return None
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    content = {
        "html": element.html.body,
        "plotly_chart": element.plotly_chart.spec,
        "code": element.code.code_text,
        "download_button": element.download_button.label,
    }
    return (kind, content[kind]) if kind in content else None
