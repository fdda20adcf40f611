"""The flow of a menu as a picture: an item is a box in its stage, a line what waits for what, thick when critical."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import chart_style
from pages.parts.markup import text
from pages.parts.menu.places import Place, Stage, places
from pages.parts.menu_words import choice_said
from pages.parts.names import group_name
from pages.parts.remembered import remembered
from pages.parts.words import _, language
from queries.menu.critical_path import Slot, critical_items, slots
from queries.menu.items import FILE, SERIAL, Item
from queries.menu.menu import Menu, MenuChoice
from queries.reference_rows import reference_state

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

LANE, ABOVE = 58, 46
WIDE, HIGH = 0.42, 0.36


def draw(menu: Menu) -> None:
    """Draw the picture with its key; the table below it says the same."""
    key = _("粗框与 ◆：关键路径；实线框：串行；虚线框：并行；线从前置事项到后续事项。同样的内容在下面的表里。")
    st.html(f"<h2 id=flow>{text(_('办理流程'))} <small>{text(key)}</small></h2>")
    with st.container(key="menu-flow"):
        st.plotly_chart(
            _prepared(menu.choice, reference_state((FILE,)), language(), menu),
            key="flow",
            config=chart_style.config(),
            alt=_("{menu}的办理流程图", menu=choice_said(menu.choice)),
        )


@remembered(64)
def _prepared(choice: MenuChoice, file: tuple[object, ...], spoken: str, _menu: Menu) -> Figure:
    import plotly.graph_objects

    return plotly.graph_objects.Figure(figure(_menu), _validate=False)


def figure(menu: Menu) -> dict[str, Any]:
    """Return the Plotly figure of a menu."""
    scheduled = slots(menu)
    where, stages = places(menu, scheduled)
    lanes = [lane for _, lane in where.values()]
    low, high = min(lanes) - 0.6, max(lanes) + 0.6
    path = critical_items(menu, scheduled)
    on_path = set(pairwise(path))
    edges = [(before, after) for before, after in menu.graph.edges]
    return {
        "data": [
            _lines([edge for edge in edges if edge not in on_path], where, chart_style.NEUTRAL, 1),
            _lines([edge for edge in edges if edge in on_path], where, chart_style.DATA, 3),
            _points(menu, scheduled, where),
        ],
        "layout": chart_style.layout(
            round((high - low) * LANE) + ABOVE + 10,
            margin={"l": 4, "r": 4, "t": ABOVE, "b": 6},
            shapes=[*_bands(stages, low, high), *(_box(menu.items[i], scheduled[i], where[i]) for i in where)],
            annotations=[
                *(_stage_name(stage, high) for stage in stages),
                *(_name(menu.items[i], scheduled[i], where[i]) for i in where),
            ],
            xaxis=_axis(-0.6, stages[-1].last + 0.6),
            yaxis=_axis(low, high),
        ),
    }


def _axis(first: float, last: float) -> dict[str, Any]:
    return chart_style.axis(range=[first, last], visible=False, automargin=False)


def _lines(edges: list[tuple[str, str]], where: dict[str, Place], color: str, width: int) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for before, after in sorted(edges):
        (from_x, from_y), (to_x, to_y) = where[before], where[after]
        middle = from_x + WIDE + 0.08
        x += [from_x + WIDE, middle, to_x - WIDE - 0.08, to_x - WIDE, None]
        y += [from_y, from_y if to_x - from_x == 1 else (from_y + to_y) / 2, to_y, to_y, None]
    line = {"color": color, "width": width}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _points(menu: Menu, scheduled: dict[str, Slot], where: dict[str, Place]) -> dict[str, Any]:
    """Return points without a mark in the middle of the boxes: they say on hover what the box has no room for."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _lane in where.values()],
        "y": [lane for _x, lane in where.values()],
        "marker": {"size": 30, "opacity": 0},
        "hovertext": [hover(menu.items[item_id], scheduled[item_id]) for item_id in where],
        "hoverinfo": "text",
    }


def hover(item: Item, slot: Slot) -> str:
    """Say what an item is, who decides it, and when it lies."""
    said = _("关键，不能晚") if slot.is_critical else _("机动 {n} 个工作日", n=slot.slack)
    department = group_name(item.department) if item.department else ""
    when = _("第 {a}–{b} 个工作日", a=slot.earliest_start, b=slot.earliest_finish)
    return "<br>".join(part for part in (f"{item.item_id} {item.name}", department, when, said) if part)


def _bands(stages: list[Stage], low: float, high: float) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": stage.first - 0.5,
            "x1": stage.last + 0.5,
            "y0": low,
            "y1": high,
            "line": {"width": 0},
            "fillcolor": chart_style.FAINT if number % 2 else "rgba(0,0,0,0)",
        }
        for number, stage in enumerate(stages)
    ]


def _box(item: Item, slot: Slot, place: Place) -> dict[str, Any]:
    x, lane = place
    color = chart_style.DATA if slot.is_critical else chart_style.NEUTRAL
    dash = "solid" if item.mode == SERIAL else "dot"
    return {
        "type": "rect",
        "layer": "below",
        "x0": x - WIDE,
        "x1": x + WIDE,
        "y0": lane - HIGH,
        "y1": lane + HIGH,
        "line": {"color": color, "width": 3 if slot.is_critical else 1.5, "dash": dash},
    }


def _stage_name(stage: Stage, high: float) -> dict[str, Any]:
    return {
        "x": (stage.first + stage.last) / 2,
        "y": high,
        "yanchor": "bottom",
        "showarrow": False,
        "text": f"<b>{group_name(stage.name)}</b>",
        "font": {"size": 12.5, "color": chart_style.GREY},
    }


def _name(item: Item, slot: Slot, place: Place) -> dict[str, Any]:
    mark = "◆ " if slot.is_critical else ""
    days = _("{n} 天", n=item.days)
    return {
        "x": place[0],
        "y": place[1],
        "showarrow": False,
        "text": f"<b>{mark}{item.item_id}</b><br>{days}",
        "font": {"size": 11.5, "color": chart_style.INK},
    }
