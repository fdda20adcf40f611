"""The menu page from its top to its end: the choices, then the menu, or why there is none and the items as they are."""

from __future__ import annotations

import streamlit as st

from pages.parts import address
from pages.parts.markup import anchor, state_html, text
from pages.parts.menu import flow, head, item_list
from pages.parts.menu.menu_choice import choice_links, menu_choice, unknown_items
from pages.parts.menu.menu_words import asked_of, choice_said, in_chinese, mistake_said
from pages.parts.place import Here
from pages.parts.sentences import mistake_words
from pages.parts.words import _
from queries.menu.critical_path import slots
from queries.menu.items import Item, item_file
from queries.menu.menu import MenuMistake, build_menu


def draw(at: Here) -> None:
    """Draw the page of the menu that the address asks for."""
    file, choice = item_file(), menu_choice(at.choice)
    items = dict(file.items)
    top = head.title(choice_said(choice)) + choice_links(at, "menu", items) + _wrong(at, items)
    top += "".join(f'<p class="needs">▲ {text(mistake_words(one))}</p>' for one in file.mistakes)
    try:
        menu = build_menu(items, choice)
    except MenuMistake as mistake:
        st.html(top)
        st.html(_named(mistake_said(mistake), mistake, items))
        item_list.draw_as_written(items, choice.investment_type)
        return
    scheduled = slots(menu)
    step = anchor(_("按这份菜单倒排工期"), address.link(at.choice, "schedule", **asked_of(choice)), "action")
    st.html(f"{top}{head.days(menu, scheduled)}<p>{step}</p>{head.illustrative()}{head.savings(at, menu, items)}")
    flow.draw(menu)
    item_list.draw(menu, scheduled)


def _wrong(at: Here, items: dict[str, Item]) -> str:
    """Name what the address wants on the menu and cannot have."""
    unknown = unknown_items(at.choice, items)
    if not unknown:
        return ""
    said = _("菜单里没有可选事项“{item}”，没有加上。", item=unknown[0][:40])
    kept = tuple(item_id for item_id in at.choice.several("with") if item_id not in unknown)
    return state_html(said, _("去掉这一项，继续"), address.here(at.choice, "menu", with_=kept or None))


def _named(said: str, mistake: MenuMistake, items: dict[str, Item]) -> str:
    """Return a sentence as HTML in which the names of items are marked as Chinese."""
    found = text(said)
    for item in (items[item_id] for item_id in dict.fromkeys(mistake.items) if item_id in items):
        found = found.replace(text(item.name), in_chinese(item.name)) if item.name else found
    return f'<p class="state needs" role="status">▲ {found}</p>'
