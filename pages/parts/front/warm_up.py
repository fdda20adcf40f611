"""Before the first visitor: the overview's answers, and with them the cubes from which filters are answered."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st

log = logging.getLogger("approvals")
# Most of a second to import: the first who looks at how long blockers take, or at a menu, should not wait for them.
HEAVY = ("scipy.stats", "networkx")
# Nor should the very first page, which a server that starts shows at the same time.
AFTER_SECONDS = 6.0


@asynccontextmanager
async def warmed_up(_app: st.App) -> AsyncIterator[None]:
    """Prepare the first page beside the server as it starts; the server does not wait for it."""
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
    yield


def _warm_up() -> None:
    prepare()
    time.sleep(AFTER_SECONDS)
    load_heavy()


def load_heavy() -> None:
    """Import what only some pages need, so that their first reader does not wait for it."""
    try:
        for name in HEAVY:
            import_module(name)
    except Exception:
        # The page that needs it will meet the same, and tell the person.
        log.exception("a library could not be loaded ahead")


def prepare() -> bool:
    """Remember the overview's answers for the current version; returns whether there is one and all went well."""
    try:
        return _ask()
    except Exception:
        # The first page will meet the same, and tell the person.
        log.exception("the first page could not be prepared")
        return False


def _ask() -> bool:
    # Imported here and not above: the server starts meanwhile.
    from pages.parts import address, answers
    from pages.parts.overview import card_data, opening
    from queries.questions import default_window
    from queries.warehouse import current_version, open_warehouse, warehouse_folder

    if current_version(warehouse_folder()) is None:
        return False
    warehouse = open_warehouse()
    state = answers.state_of(warehouse)
    choice = address.Choice(default_window(warehouse))
    answers.split_values(warehouse, state, address.FILTERS)
    answers.events(warehouse, state)
    card_data.cards(warehouse, state, choice.window, choice.where, choice.compare)
    opening.prepare(warehouse, choice)
    return True
