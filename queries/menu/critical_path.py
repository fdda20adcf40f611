"""The critical path: when each item of a menu can begin and must end, in working days from the day it all begins.

Source: Kelley and Walker, "Critical-Path Planning and Scheduling" (1959): a pass forward for the earliest days, one
backward for the latest; the difference is the slack, and what has none is critical.
"""

from __future__ import annotations

from dataclasses import dataclass

from queries.menu.items import SEGMENTED, START
from queries.menu.menu import Menu


@dataclass(frozen=True)
class Slot:
    """When an item lies, in working days from the beginning (0): it takes the days from a start to a finish."""

    earliest_start: int
    earliest_finish: int
    latest_start: int
    latest_finish: int

    @property
    def slack(self) -> int:
        """How many working days it may be late without making the end later."""
        return self.latest_start - self.earliest_start

    @property
    def is_critical(self) -> bool:
        """Whether every day it is late makes the end a day later."""
        return self.slack == 0


def slots(menu: Menu, done: dict[str, int] | None = None, end: str | None = None) -> dict[str, Slot]:
    """Return the slot of every item, by item_id, in an order in which what must come before comes first.

    ``done`` gives items other days than the menu's: 0 for what is done, what is left of what is running. With ``end``
    only that item and what it waits for, directly or not, are scheduled. Raises KeyError when ``end`` is not on the
    menu.
    """
    import networkx

    graph = menu.graph
    if end is not None:
        if end not in graph:
            raise KeyError(end)
        graph = graph.subgraph({end, *networkx.ancestors(graph, end)})
    order = list(networkx.lexicographical_topological_sort(graph))
    days = {item_id: (done or {}).get(item_id, menu.items[item_id].days) for item_id in order}
    earliest: dict[str, int] = {}
    for item_id in order:
        earliest[item_id] = days[item_id] + max((earliest[before] for before in graph.predecessors(item_id)), default=0)
    total = max(earliest.values(), default=0)
    latest: dict[str, int] = {}
    for item_id in reversed(order):
        latest[item_id] = min((latest[after] - days[after] for after in graph.successors(item_id)), default=total)
    return {
        item_id: Slot(
            earliest[item_id] - days[item_id], earliest[item_id], latest[item_id] - days[item_id], latest[item_id]
        )
        for item_id in order
    }


def whole_days(scheduled: dict[str, Slot]) -> int:
    """Return how many working days the whole takes."""
    return max((slot.earliest_finish for slot in scheduled.values()), default=0)


def days_to_start(scheduled: dict[str, Slot]) -> int | None:
    """Return the working days until the works may start (the milestone X00), None without it."""
    return scheduled[START].earliest_finish if START in scheduled else None


def days_to_acceptance(menu: Menu, scheduled: dict[str, Slot]) -> int | None:
    """Return the working days until something may be used: the first segment accepted, or the whole; None without.

    They are the alternatives of one exclusive group of which one has the variant 'segmented' in item.csv.
    """
    groups = {item.exclusive_group for item in menu.all_items.values() if item.variant == SEGMENTED}
    found = [
        slot.earliest_finish for item_id, slot in scheduled.items() if menu.items[item_id].exclusive_group in groups
    ]
    return min(found, default=None)


def critical_items(menu: Menu, scheduled: dict[str, Slot]) -> list[str]:
    """Return one critical path, item by item from the beginning to the end.

    Of several as long it goes through what comes last: so a milestone, which takes no days, is not left out.
    """
    order = {item_id: place for place, item_id in enumerate(scheduled)}
    total = whole_days(scheduled)
    ends = [item_id for item_id, slot in scheduled.items() if slot.is_critical and slot.earliest_finish == total]
    path: list[str] = []
    found = ends
    while found:
        path.insert(0, max(found, key=order.__getitem__))
        start = scheduled[path[0]].earliest_start
        found = [
            item_id
            for item_id in menu.before(path[0])
            if item_id in order and scheduled[item_id].is_critical and scheduled[item_id].earliest_finish == start
        ]
    return path
