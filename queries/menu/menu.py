"""The menu of one kind of project: which items it holds and what waits for what, as a graph without circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from queries.menu.items import ALWAYS, BASE, INVESTMENT_TYPES, MUST, NOT_APPLICABLE, OPTIONAL, PHASED, SEGMENTED, Item

if TYPE_CHECKING:
    import networkx


class MenuMistake(ValueError):
    """item.csv makes no menu: ``items`` are the item_ids concerned, in their order."""

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__(" → ".join(items))
        self.items = items


class UnknownPrerequisite(MenuMistake):
    """An item (the first of ``items``) waits for one that is not in item.csv (the second)."""


class CircularPrerequisites(MenuMistake):
    """Items wait for each other in a circle: each of ``items`` for the next, the last for the first."""


@dataclass(frozen=True)
class MenuChoice:
    """Which menu is asked for: the investment type, whether the permit comes in phases and the acceptance in segments,
    and the optional items that are wanted (of an exclusive group, each stands in for the others).
    """

    investment_type: str
    is_phased: bool = False
    is_segmented: bool = False
    wanted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.investment_type not in INVESTMENT_TYPES:
            raise ValueError(f"{self.investment_type!r} is not one of {', '.join(INVESTMENT_TYPES)}")


@dataclass(frozen=True)
class Menu:
    """The items of a menu by item_id, in the order of the file, and its graph: an edge from what must come before to
    what waits for it. ``all_items`` are those of the file, chosen or not.
    """

    choice: MenuChoice
    items: Mapping[str, Item]
    graph: networkx.DiGraph[str] = field(hash=False)
    all_items: Mapping[str, Item] = field(hash=False, default_factory=dict)

    def before(self, item_id: str) -> list[str]:
        """Return what ``item_id`` waits for on this menu, sorted."""
        return sorted(self.graph.predecessors(item_id))

    def after(self, item_id: str) -> list[str]:
        """Return what waits for ``item_id`` on this menu, sorted."""
        return sorted(self.graph.successors(item_id))


def build_menu(items: Mapping[str, Item], choice: MenuChoice) -> Menu:
    """Return the menu of ``choice``. Source of the rule: records.md, "reference/item.csv, column by column".

    Rows that do not apply to the investment type, variants and alternatives not chosen fall away with their edges; an
    optional item that is not wanted is contracted: what waits for it waits for what it would have waited for. Raises
    UnknownPrerequisite and CircularPrerequisites, which concern the whole file, whatever was chosen.
    """
    import networkx

    kind = choice.investment_type
    check_prerequisites(items, kind)
    dropped = {item.item_id for item in items.values() if not _is_on(item, items, choice)}
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(item_id for item_id in items if item_id not in dropped)
    graph.add_edges_from(
        (before, item_id) for item_id in graph for before in items[item_id].waits_for[kind] if before not in dropped
    )
    for item_id in [item_id for item_id in graph if items[item_id].applies[kind] == OPTIONAL]:
        if item_id not in choice.wanted:
            graph.add_edges_from(
                (before, after) for before in graph.predecessors(item_id) for after in graph.successors(item_id)
            )
            graph.remove_node(item_id)
    return Menu(choice, {item_id: items[item_id] for item_id in items if item_id in graph}, graph, items)


def check_prerequisites(items: Mapping[str, Item], investment_type: str) -> None:
    """Raise UnknownPrerequisite or CircularPrerequisites when the prerequisites of an investment type make no order."""
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for item in items.values():
        for before in item.waits_for[investment_type]:
            if before not in items:
                raise UnknownPrerequisite((item.item_id, before))
            graph.add_edge(item.item_id, before)
    try:
        circle = networkx.find_cycle(graph)
    except networkx.NetworkXNoCycle:
        return
    raise CircularPrerequisites(tuple(waiting for waiting, _ in circle))


def _is_on(item: Item, items: Mapping[str, Item], choice: MenuChoice) -> bool:
    """Say whether an item is on the menu, wanted or contracted, or falls away."""
    kind = choice.investment_type
    if item.applies[kind] == NOT_APPLICABLE:
        return False
    chosen = {PHASED: choice.is_phased, SEGMENTED: choice.is_segmented}
    if item.variant in chosen:
        return chosen[item.variant]
    rivals = [one for one in rivals_of(item, items.values()) if one.applies[kind] != NOT_APPLICABLE]
    if item.variant == BASE:
        return not any(chosen.get(rival.variant, False) for rival in rivals)
    if not rivals:
        return True
    # Of alternatives the one that is wanted stands, of several wanted the first; when none is, what must be done.
    wanted = [one.item_id for one in items.values() if one in (item, *rivals) and one.item_id in choice.wanted]
    return item.item_id == wanted[0] if wanted else item.applies[kind] == MUST


def rivals_of(item: Item, items: Iterable[Item]) -> list[Item]:
    """Return the alternatives of ``item``: the others of its exclusive group that belong to every variant, or for a
    variant the others of the group.
    """
    if not item.exclusive_group:
        return []
    others = [one for one in items if one.exclusive_group == item.exclusive_group and one.item_id != item.item_id]
    return others if item.variant != ALWAYS else [one for one in others if one.variant == ALWAYS]


def choices_of(items: Mapping[str, Item], investment_type: str) -> list[Item]:
    """Return the optional items one may want for an investment type, in the order of the file."""
    return [item for item in items.values() if item.applies[investment_type] == OPTIONAL]
