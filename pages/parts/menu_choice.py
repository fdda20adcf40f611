"""Which approval menu the address asks for, and the links that choose another, on every page that needs one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape

from pages.parts import address
from pages.parts.address import Choice
from pages.parts.markup import anchor, text
from pages.parts.menu_words import asked_of
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.words import _, language
from queries.menu.items import GOVERNMENT, INVESTMENT_TYPES, SOCIAL, Item
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
    """Return the optional items: each link puts one on the menu, in the place of its rivals, or takes it off."""
    links = []
    for item in choices_of(items, chosen.investment_type):
        is_on = item.item_id in chosen.wanted
        others = chosen.wanted - {rival.item_id for rival in rivals_of(item, items.values())}
        wanted = chosen.wanted - {item.item_id} if is_on else others | {item.item_id}
        current = {"aria_current": "true"} if is_on else {}
        spoken = {} if language() == "zh" else {"lang": "zh-CN"}
        href = address.here(at.choice, page, **asked_of(replace(chosen, wanted=frozenset(wanted))))
        links.append(anchor(f"{item.item_id} {item.name}", href, **current, **spoken))
    if not links:
        return ""
    name = _("可选事项")
    return (
        f'<p class="choices optional" role="group" aria-label="{escape(name)}"><span>{text(name)}</span> '
        f"{''.join(links)}</p>"
    )
