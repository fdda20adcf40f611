"""What the approval menu asks to come before what, over all its variants: the edges that real life is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from queries.menu.items import COMPLETE, FILE, INVESTMENT_TYPES, Item, item_file
from queries.menu.menu import MenuChoice, build_menu, choices_of
from queries.reference_rows import FOLDER, reference_state

if TYPE_CHECKING:
    import networkx

MILESTONE = "里程碑"


@dataclass(frozen=True)
class MenuOrder:
    """The order that the menus of one investment type ask for: must-do and optional items, every variant.

    ``edges`` are (before, after) pairs, milestones among them. What lies before the works are complete is building and
    no waiting: no edge leads there. What is not counted as approval time (bidding, surveying) mostly has no case, so
    that what waits for it is also held against what it waits for itself.
    """

    investment_type: str
    graph: networkx.DiGraph[str]
    edges: frozenset[tuple[str, str]]

    @cached_property
    def ancestors(self) -> Mapping[str, frozenset[str]]:
        """Per item all that must come before it, directly or through others, milestones among them."""
        import networkx

        return {item_id: frozenset(networkx.ancestors(self.graph, item_id)) for item_id in self.graph}


def menu_orders(folder: Path = FOLDER) -> tuple[MenuOrder, ...]:
    """Return the order asked for by the menus of each investment type, as item.csv stands now.

    Raises MenuMistake when it makes no menu.
    """
    return _orders(reference_state((FILE,), folder), folder)


@lru_cache(maxsize=4)
def _orders(_state: tuple[object, ...], folder: Path) -> tuple[MenuOrder, ...]:
    items = item_file(folder).items
    return tuple(menu_order(items, kind) for kind in INVESTMENT_TYPES)


def menu_order(items: Mapping[str, Item], investment_type: str) -> MenuOrder:
    """Return the order that the menus of ``investment_type`` ask for together. Raises MenuMistake.

    Every optional item is wanted; of alternatives each stands once, so that none is missing because of another.
    """
    import networkx

    optional = choices_of(items, investment_type)
    free = frozenset(item.item_id for item in optional if not item.exclusive_group)
    rivals = [frozenset[str](), *(frozenset({item.item_id}) for item in optional if item.exclusive_group)]
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for is_phased, is_segmented, rival in product((False, True), (False, True), rivals):
        menu = build_menu(items, MenuChoice(investment_type, is_phased, is_segmented, free | rival))
        graph.update(menu.graph)
    for item_id in [item_id for item_id in graph if not items[item_id].is_counted and items[item_id].kind != MILESTONE]:
        graph.add_edges_from(product(list(graph.predecessors(item_id)), list(graph.successors(item_id))))
    edges = frozenset((before, after) for before, after in graph.edges if after != COMPLETE)
    return MenuOrder(investment_type, graph, edges)
