"""What really waits for what: the order in which projects took their items, held against the order of the menu."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

import numpy as np

from queries.approvals.courses import NEVER, Courses, Days, Flags
from queries.approvals.menu_order import MenuOrder

# An order that the menu does not ask for is told when at least so many items show it, and so large a share of them.
ENOUGH = 10
FREQUENT = 0.8

Edge = tuple[str, str]


@dataclass(frozen=True)
class EdgeFlow:
    """How an order of the menu was kept where both items are of one project: ``projects`` such projects.

    ``kept``: the one was granted by the day the other was accepted; ``overlapped``: both ran at once; the rest ran the
    other way round (``reversed``). ``last`` times the one was the last granted of all that the other waits for, and all
    of these were kept: ``wait`` is then the median of the working days until the other was accepted; None of no case.
    """

    before: str
    after: str
    asked_by: tuple[str, ...]
    projects: int
    kept: int
    overlapped: int
    last: int
    wait: float | None

    @property
    def reversed(self) -> int:
        """How often the one that must come first was accepted only after the other was granted."""
        return self.projects - self.kept - self.overlapped


@dataclass(frozen=True)
class RealOrder:
    """Two items that the menu does not put in order, and which mostly come in this one: ``kept`` times of ``projects``.

    ``gap`` is the median of the working days between the one granted and the other accepted.
    """

    before: str
    after: str
    projects: int
    kept: int
    gap: float


@dataclass(frozen=True)
class Flow:
    """The orders of the menu, the longest waits first and those of fewer than ENOUGH projects last; real orders it does
    not ask for, the closest first; how many ``projects`` had an item granted in the window, and how many of them are of
    a type ``without_menu``.
    """

    edges: Sequence[EdgeFlow]
    others: Sequence[RealOrder]
    projects: int
    without_menu: int


@dataclass(frozen=True)
class _Seen:
    """What the projects of one investment type show of one pair."""

    edge: Edge
    kind: str
    is_asked: bool
    projects: int
    kept: int
    overlapped: int
    waits: Days


def flow(courses: Iterable[Courses], orders: Iterable[MenuOrder]) -> Flow:
    """Return how real ``courses`` (one of each investment type) went against the ``orders`` of the menu.

    An item counts once a project, when it was granted in the window; what came before it may lie before the window.
    Projects of an investment type without a menu are held against none.
    """
    menus = {order.investment_type: order for order in orders}
    every = list(courses)
    held = [(own, menus[kind]) for own in every if (kind := own.investment_type or "") in menus]
    pairs: dict[tuple[bool, Edge], list[_Seen]] = {}
    with ThreadPoolExecutor(2) as pool:
        asked = [(own, menu, after) for own, menu in held for after in range(len(own.item_ids))]
        for seen in chain.from_iterable(pool.map(lambda one: list(_before(*one)), asked)):
            pairs.setdefault((seen.is_asked, seen.edge), []).append(seen)
    edges = [_edge_flow(edge, seen) for (is_asked, edge), seen in pairs.items() if is_asked]
    others = [
        _real_order(edge, seen) for (is_asked, edge), seen in pairs.items() if not is_asked and _is_frequent(seen)
    ]
    return Flow(
        sorted(edges, key=_longest_first),
        sorted(others, key=lambda o: (o.gap, -o.kept, o.before, o.after)),
        sum(own.projects for own in every),
        sum(own.projects for own in every) - sum(own.projects for own, _menu in held),
    )


def _longest_first(edge: EdgeFlow) -> tuple[object, ...]:
    """What few projects waited for comes after what many did, however long it took."""
    return edge.last < ENOUGH, -(edge.wait or 0.0), -edge.last, -edge.projects, edge.before, edge.after


def _edge_flow(edge: Edge, seen: Sequence[_Seen]) -> EdgeFlow:
    projects, kept, overlapped = _sums(seen)
    waits = np.concatenate([one.waits for one in seen])
    wait = float(np.median(waits)) if waits.size else None
    return EdgeFlow(*edge, tuple(one.kind for one in seen), projects, kept, overlapped, waits.size, wait)


def _real_order(edge: Edge, seen: Sequence[_Seen]) -> RealOrder:
    projects, kept, _overlapped = _sums(seen)
    return RealOrder(*edge, projects, kept, float(np.median(np.concatenate([one.waits for one in seen]))))


def _is_frequent(seen: Sequence[_Seen]) -> bool:
    projects, kept, _overlapped = _sums(seen)
    return projects >= ENOUGH and kept >= FREQUENT * projects


def _sums(seen: Sequence[_Seen]) -> tuple[int, int, int]:
    return sum(one.projects for one in seen), sum(one.kept for one in seen), sum(one.overlapped for one in seen)


def _before(own: Courses, menu: MenuOrder, after: int) -> Iterator[_Seen]:
    """Yield what came before the item number ``after`` in the projects where it counts, item by item.

    What the menu asks for through other items is no finding and left out.
    """
    item_id = own.item_ids[after]
    waits_for = {before for before, waiting in menu.edges if waiting == item_id}
    apart = {item_id, *menu.ancestors.get(item_id, ())} - waits_for
    where = np.flatnonzero(own.counted[after])
    rows = [at for at, before in enumerate(own.item_ids) if before not in apart]
    if not where.size or not rows:
        return
    begins, ends = own.started[after][where], own.done[after][where]
    started, done = (np.stack([days[at].take(where) for at in rows]) for days in (own.started, own.done))
    is_there, is_before = started != NEVER, done <= begins
    asked = np.array([own.item_ids[at] in waits_for for at in rows])
    last = _last_of(done[asked], is_there[asked], is_before[asked])
    is_beside = is_there & ~is_before & (started <= ends)
    for at, flags in enumerate(zip(is_there, is_before, is_beside, strict=True)):
        # Row by row: counting along an axis is ten times slower.
        projects, kept, overlapped = map(np.count_nonzero, flags)
        if not projects:
            continue
        chosen = is_before[at] & (done[at] == last) if asked[at] else is_before[at]
        yield _Seen(
            (own.item_ids[rows[at]], item_id),
            menu.investment_type,
            bool(asked[at]),
            int(projects),
            int(kept),
            int(overlapped),
            (begins - done[at])[chosen],
        )


def _last_of(done: Days, is_there: Flags, is_before: Flags) -> Days:
    """Return per project when the last of the items (rows) was granted; −1 where one that is there was not kept."""
    if not done.size:
        return np.full(done.shape[1], -1, np.int16)
    all_kept = (is_before | ~is_there).all(axis=0)
    return np.where(all_kept, np.where(is_there, done, -1).max(axis=0), -1).astype(np.int16)
