"""The flow of a menu as a picture: items are boxes in their stages, waits are lines, the critical path is thick."""

from __future__ import annotations

from html import escape

import networkx
import streamlit as st

from pages.parts.markup import text
from pages.parts.menu.lines import SIDE, Line, Point, X, lines, top
from pages.parts.menu.menu_words import choice_said, in_chinese
from pages.parts.menu.places import Place, places
from pages.parts.names import group_name
from pages.parts.words import _
from queries.menu.critical_path import Slot, slots
from queries.menu.items import SERIAL, Item
from queries.menu.menu import Menu


def draw(menu: Menu) -> None:
    """Draw the picture with its key; the table below it says the same."""
    key = _(
        "左列实线框：串行主线；右列虚线框：并行；粗框、粗线与 ◆：关键路径。箭头从前置事项到后续事项，点一个事项到表里。"
    )
    st.html(f"<h2 id=flow>{text(_('办理流程'))} <small>{text(key)}</small></h2>{picture(menu)}")


def picture(menu: Menu) -> str:
    """Return the flow as HTML in a box that scrolls by itself.

    A line that says nothing new, because its end waits for its beginning through others anyhow, is not drawn.
    """
    scheduled = slots(menu)
    where, stages = places(menu, scheduled)
    columns = stages[-1].last + 1 if stages else 1
    needed = sorted(networkx.transitive_reduction(menu.graph).edges)
    numbers = {item_id: number for number, item_id in enumerate(menu.items)}
    parts = [
        f'<div class="flow-stage" style="left:{_percent(stage.first, columns)};'
        f'width:{_percent(stage.last - stage.first + 1, columns)}">{text(group_name(stage.name))}</div>'
        for stage in stages
    ]
    for line in lines(needed, where):
        parts.append(_line(line, columns, _is_critical(line, scheduled), numbers))
    parts += [_box(menu.items[i], scheduled[i], where[i], columns, numbers[i]) for i in scheduled]
    high = top(max((place.row for place in where.values()), default=0) + 1)
    name = _("{menu}的办理流程图", menu=choice_said(menu.choice))
    return (
        f'<div class="flow" role="group" tabindex="0" aria-label="{escape(name)}">'
        f'<div class="flow-field" style="height:{high}px;--columns:{columns}">{"".join(parts)}</div></div>'
        f"<style>{''.join(_lit(number) for number in numbers.values())}</style>"
    )


def _lit(number: int) -> str:
    """An item that is pointed at, or reached by keyboard, shows its own lines."""
    at = f".flow:has(.n{number}:is(:hover,:focus-visible))"
    return f"{at} .e{number}:not(.arrow){{border-color:var(--ink);box-shadow:0 0 0 1px var(--ink);opacity:1;z-index:3}}"


def _percent(columns: float, of: int) -> str:
    return f"{100 * columns / of:.3f}%"


def _left(x: X, of: int) -> str:
    return f"calc({_percent(x.columns, of)} + {x.pixels:g}px)"


def _is_critical(line: Line, scheduled: dict[str, Slot]) -> bool:
    before, after = (scheduled[item_id] for item_id in line.edge)
    return before.is_critical and after.is_critical and before.earliest_finish == after.earliest_start


def _line(line: Line, of: int, is_critical: bool, numbers: dict[str, int]) -> str:
    kind = " ".join([*(f"e{numbers[item_id]}" for item_id in line.edge), *(["critical"] if is_critical else [])])
    drawn = [_part(a, b, of, kind) for a, b in zip(line.corners, line.corners[1:], strict=False) if a != b]
    x, y = line.corners[-1]
    drawn.append(f'<i class="arrow {line.points} {kind}" style="left:{_left(x, of)};top:{y:g}px"></i>')
    return f'<span aria-hidden="true">{"".join(drawn)}</span>'


def _part(a: Point, b: Point, of: int, kind: str) -> str:
    (first, high), (last, low) = sorted((a, b))
    if first == last:
        high, low = min(high, low), max(high, low)
        return (
            f'<i class="down-line {kind}" style="left:{_left(first, of)};top:{high:g}px;height:{low - high:g}px"></i>'
        )
    width = f"calc({_percent(last.columns - first.columns, of)} + {last.pixels - first.pixels:g}px)"
    return f'<i class="line {kind}" style="left:{_left(first, of)};top:{high:g}px;width:{width}"></i>'


def _box(item: Item, slot: Slot, place: Place, of: int, number: int) -> str:
    mark = f'<b>◆<span class="unseen">{text(_("关键"))}</span></b> ' if slot.is_critical else ""
    kind = f"box n{number} {'serial' if item.mode == SERIAL else 'concurrent'}{' critical' if slot.is_critical else ''}"
    days = "" if item.is_milestone else f" · {_('{n} 天', n=item.days) if item.is_counted else _('不计')}"
    return (
        f'<a class="{kind}" href="#item-{escape(item.item_id)}" title="{escape(hover(item, slot))}" '
        f'style="left:{_left(X(place.column, SIDE), of)};top:{top(place.row)}px">'
        f"<span class=name>{in_chinese(item.name.removeprefix('里程碑:'))}</span>"
        f"<small>{mark}{text(item.item_id)}{text(days)}</small></a>"
    )


def hover(item: Item, slot: Slot) -> str:
    """Say what an item is, who decides it, and when it lies."""
    said = _("关键，不能晚") if slot.is_critical else _("机动 {n} 个工作日", n=slot.slack)
    department = group_name(item.department) if item.department else ""
    when = _("第 {a}–{b} 个工作日", a=slot.earliest_start, b=slot.earliest_finish)
    return " · ".join(part for part in (f"{item.item_id} {item.name}", department, when, said) if part)
