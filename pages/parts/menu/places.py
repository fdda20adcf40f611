"""Where each item stands in the picture of the flow: each stage has a serial column and a concurrent one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from queries.menu.critical_path import Slot
from queries.menu.items import SERIAL
from queries.menu.menu import Menu


@dataclass(frozen=True)
class Place:
    """Column from the left and row from the top, both from 0."""

    column: int
    row: int


@dataclass(frozen=True)
class Stage:
    """A stage: its name, and its columns from ``first`` to ``last``."""

    name: str
    first: int
    last: int


def places(menu: Menu, scheduled: Mapping[str, Slot]) -> tuple[dict[str, Place], list[Stage]]:
    """Return where every item stands, and the stages from left to right.

    In its stage an item stands below what it waits for, or, a concurrent one, right of the serial one it waits for.
    """
    order = {item_id: place for place, item_id in enumerate(scheduled)}
    by_day = sorted(scheduled, key=lambda item_id: (scheduled[item_id].earliest_start, order[item_id]))
    found: dict[str, Place] = {}
    stages: list[Stage] = []
    begin = 0
    for number, name in sorted(dict.fromkeys((item.stage_no, item.stage) for item in menu.items.values()), key=_number):
        own = [i for i in by_day if (menu.items[i].stage_no, menu.items[i].stage) == (number, name)]
        modes = sorted({menu.items[item_id].mode != SERIAL for item_id in own})
        free = dict.fromkeys(modes, 0)
        for item_id in own:
            is_beside = menu.items[item_id].mode != SERIAL
            row = free[is_beside]
            for before in menu.before(item_id):
                if before in own:
                    is_right_of_it = is_beside and menu.items[before].mode == SERIAL
                    row = max(row, found[before].row + (0 if is_right_of_it else 1))
            found[item_id] = Place(begin + modes.index(is_beside), row)
            free[is_beside] = row + 1
        stages.append(Stage(name, begin, begin + len(modes) - 1))
        begin += len(modes)
    return found, stages


def _number(stage: tuple[int, str]) -> int:
    """Stages of one number keep the order of the file."""
    return stage[0]
