"""Where each item stands in the picture of the flow: stages from left to right, the critical path in the middle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx

from queries.menu.critical_path import Slot
from queries.menu.items import SERIAL
from queries.menu.menu import Menu

Place = tuple[int, int]


@dataclass(frozen=True)
class Stage:
    """The columns of one stage, from ``first`` to ``last``, and its name."""

    name: str
    first: int
    last: int


def places(menu: Menu, scheduled: Mapping[str, Slot]) -> tuple[dict[str, Place], list[Stage]]:
    """Return column and lane of every item, and the stages.

    Within its stage an item stands right of what it waits for. Critical items have lane 0; of the others the serial
    ones stand above it (1, 2, …), the concurrent ones below it (-1, -2, …).
    """
    columns: dict[str, int] = {}
    stages: list[Stage] = []
    begin = 0
    order = list(networkx.lexicographical_topological_sort(menu.graph))
    for number in sorted({item.stage_no for item in menu.items.values()}):
        own = [item_id for item_id in order if menu.items[item_id].stage_no == number]
        for item_id in own:
            columns[item_id] = max(
                (columns[before] + 1 for before in menu.before(item_id) if before in own), default=begin
            )
        last = max(columns[item_id] for item_id in own)
        stages.append(Stage(menu.items[own[0]].stage, begin, last))
        begin = last + 1
    return _lanes(menu, scheduled, columns), stages


def _lanes(menu: Menu, scheduled: Mapping[str, Slot], columns: Mapping[str, int]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    taken: set[Place] = set()
    critical_first = sorted(columns, key=lambda item_id: (columns[item_id], scheduled[item_id].slack, item_id))
    for item_id in critical_first:
        step = 1 if menu.items[item_id].mode == SERIAL else -1
        lane = 0 if scheduled[item_id].is_critical else step
        while (columns[item_id], lane) in taken:
            lane += step
        found[item_id] = columns[item_id], lane
        taken.add(found[item_id])
    return found
