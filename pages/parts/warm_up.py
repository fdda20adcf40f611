"""Before the first visitor: the overview's answers, then, in a small warehouse, those of the next clicks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

log = logging.getLogger("approvals")
# By then the first page is drawn, and nobody waits for the processor.
LOOK_AHEAD_AFTER_SECONDS = 6.0
# A warehouse of more records is too large to be asked for what perhaps nobody will ask.
FEW_RECORDS = 300_000


@asynccontextmanager
async def warmed_up(_app: st.App) -> AsyncIterator[None]:
    """Prepare the first page beside the server as it starts; the server does not wait for it."""
    threading.Thread(target=_prepare_all, name="warm-up", daemon=True).start()
    yield


def _prepare_all() -> None:
    if prepare():
        time.sleep(LOOK_AHEAD_AFTER_SECONDS)
        try:
            look_ahead()
        except Exception:
            # A visitor who asks the same meets the same, and is told.
            log.exception("the next clicks could not be prepared")


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
    from pages.parts import address, answers, opening
    from queries.questions import default_window
    from queries.warehouse import current_version, open_warehouse, warehouse_folder

    if current_version(warehouse_folder()) is None:
        return False
    warehouse = open_warehouse()
    state = answers.state_of(warehouse)
    choice = address.Choice(default_window(warehouse))
    answers.split_values(warehouse, state, address.FILTERS)
    answers.events(warehouse, state)
    answers.cards(warehouse, state, choice.window, choice.where, choice.compare)
    opening.prepare(warehouse, choice)
    return True


def look_ahead() -> None:
    """Remember the overview's answers for every single value of every filter, where the warehouse is small.

    Rests as long as it works, so that a visitor's own question comes through.
    """
    from pages.parts import address, answers, opening
    from queries.arrivals import arrivals
    from queries.questions import default_window
    from queries.warehouse import open_warehouse

    warehouse = open_warehouse()
    if sum(arrival.rows for arrival in arrivals(warehouse).values()) > FEW_RECORDS:
        return
    state = answers.state_of(warehouse)
    for split, values in answers.split_values(warehouse, state, address.FILTERS).items():
        for value in values:
            choice = address.Choice(default_window(warehouse), where=((split, (value,)),))
            begun = time.monotonic()
            answers.cards(warehouse, state, choice.window, choice.where, choice.compare)
            opening.prepare(warehouse, choice)
            time.sleep(time.monotonic() - begun)
