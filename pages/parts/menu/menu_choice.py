"""Which approval menu the address asks for, and the links that choose another, on every page that needs one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape

from pages.parts import address
from pages.parts.address import Choice
from pages.parts.markup import anchor, text
from pages.parts.menu.menu_words import asked_of, in_chinese
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.words import _
from queries.menu.items import GOVERNMENT, INVESTMENT_TYPES, MUST, NOT_APPLICABLE, SOCIAL, Item
from queries.menu.menu import MenuChoice, choices_of, rivals_of

_KINDS = {"government": GOVERNMENT, "social": SOCIAL}


def menu_choice(choice: Choice) -> MenuChoice:
    """Return the menu that the address asks for; government-funded, whole permit and acceptance when it does not say.

    What is wanted and is no item is not part of it (unknown_items).
    """
    return MenuChoice(
        _KINDS[choice.one("menu", "government")],
        choice.one("permit", "whole") == "phased",
        choice.one("acceptance", "whole") == "segmented",
        frozenset(choice.several("with")),
    )


def unknown_items(choice: Choice, items: Mapping[str, Item]) -> list[str]:
    """Return what the address wants on the menu and is no item of it that may be chosen."""
    offered = {item.item_id for item in choices_of(items, menu_choice(choice).investment_type)}
    return [item_id for item_id in choice.several("with") if item_id not in offered]


def choice_links(at: Here, page: str, items: Mapping[str, Item]) -> str:
    """Return every choice as HTML: investment type, permit, acceptance, and the optional items, each a link."""
    chosen = menu_choice(at.choice)
    whole, phased, segmented = _("整体办理"), _("分阶段"), _("分段")
    rows = [
        _row(
            _("投资类型"),
            [
                (
                    group_name(kind),
                    replace(chosen, investment_type=kind, wanted=frozenset()),
                    kind == chosen.investment_type,
                )
                for kind in INVESTMENT_TYPES
            ],
            at,
            page,
        ),
        _row(
            _("施工许可"),
            [
                (said, replace(chosen, is_phased=value), value == chosen.is_phased)
                for said, value in ((whole, False), (phased, True))
            ],
            at,
            page,
        ),
        _row(
            _("联合验收"),
            [
                (said, replace(chosen, is_segmented=value), value == chosen.is_segmented)
                for said, value in ((_("整体验收"), False), (segmented, True))
            ],
            at,
            page,
        ),
    ]
    return f'<div class="menu-choices">{"".join(rows)}{_optional(at, page, chosen, items)}</div>'


def _row(name: str, offered: Iterable[tuple[str, MenuChoice, bool]], at: Here, page: str) -> str:
    links = []
    for said, choice, is_chosen in offered:
        current = {"aria_current": "true"} if is_chosen else {}
        links.append(anchor(said, address.here(at.choice, page, **asked_of(choice)), **current))
    return f'<p class="choices" role="group" aria-label="{escape(name)}"><span>{text(name)}</span> {"".join(links)}</p>'


def _optional(at: Here, page: str, chosen: MenuChoice, items: Mapping[str, Item]) -> str:
    """Return the optional items: alternatives of one group side by side, of which one stands; the others each by
    themselves, put on the menu or taken off.
    """
    groups: dict[str, list[Item]] = {}
    alone: list[Item] = []
    for item in choices_of(items, chosen.investment_type):
        group = _group(item, items, chosen.investment_type)
        if len(group) > 1:
            groups.setdefault(item.exclusive_group, group)
        else:
            alone.append(item)
    rows = [_alternatives(name, group, at, page, chosen) for name, group in groups.items()]
    if alone:
        links = [
            _link(item, at, page, chosen, chosen.wanted ^ {item.item_id}, item.item_id in chosen.wanted)
            for item in alone
        ]
        rows.append(_items_row(_("可选事项"), links))
    return "".join(rows)


def _group(item: Item, items: Mapping[str, Item], investment_type: str) -> list[Item]:
    """Return the alternatives that ``item`` is one of, itself among them, in the order of the file."""
    rivals = [one for one in rivals_of(item, items.values()) if one.applies[investment_type] != NOT_APPLICABLE]
    return [one for one in items.values() if one in (item, *rivals)]


def _alternatives(name: str, group: list[Item], at: Here, page: str, chosen: MenuChoice) -> str:
    """Return one exclusive group: what must be done stands until another is chosen, choosing one takes that out."""
    kind, ids = chosen.investment_type, {item.item_id for item in group}
    wanted = [item.item_id for item in group if item.item_id in chosen.wanted]
    links = []
    for item in group:
        stands = item.item_id == wanted[0] if wanted else item.applies[kind] == MUST
        # What must be done needs no word in the address; chosen again, what is optional is taken off.
        own = set() if item.applies[kind] == MUST or stands else {item.item_id}
        links.append(_link(item, at, page, chosen, (chosen.wanted - ids) | own, stands))
    return _items_row(_("{group}（选一）", group=group_name(name)), links)


def _link(item: Item, at: Here, page: str, chosen: MenuChoice, wanted: frozenset[str], is_on: bool) -> str:
    href = address.here(at.choice, page, **asked_of(replace(chosen, wanted=wanted)))
    current = ' aria-current="true"' if is_on else ""
    mark = "✓ " if is_on else ""
    return f'<a href="{escape(href)}"{current}>{mark}{in_chinese(f"{item.item_id} {item.name}")}</a>'


def _items_row(name: str, links: list[str]) -> str:
    return (
        f'<p class="choices optional" role="group" aria-label="{escape(name)}"><span>{text(name)}</span> '
        f"{''.join(links)}</p>"
    )
