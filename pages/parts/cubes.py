"""Month cubes by the filters of every page: made at once where that is quick, else beside the pages, which go on."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakKeyDictionary

from pages.parts.address import FILTERS
from queries.arrivals import arrivals
from queries.catalogue import Kpi, kpis
from queries.kept_cubes import keep_cube, kept_cube
from queries.warehouse import Warehouse

log = logging.getLogger("approvals")
# The cubes of so many records are made about as fast as one page's questions are answered.
FEW_RECORDS = 300_000
# Which definitions of which version were seen to; an edited definition is another one.
_seen_to: WeakKeyDictionary[Warehouse, int] = WeakKeyDictionary()


def prepare(warehouse: Warehouse) -> None:
    """See to it that the cubes of this version are kept, or will be: until then its rows are asked."""
    every = list(kpis().values())
    definitions = hash(tuple(every))
    if _seen_to.get(warehouse) == definitions:
        return
    _seen_to[warehouse] = definitions
    if sum(arrival.rows for arrival in arrivals(warehouse).values()) <= FEW_RECORDS:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda kpi: keep_cube(warehouse, kpi, FILTERS), every))
    else:
        threading.Thread(target=_make, args=(warehouse, every), name="cubes", daemon=True).start()


def are_kept(warehouse: Warehouse, every: list[Kpi]) -> bool:
    """Return whether each of ``every`` has its cube, so that no question reaches the database."""
    return all(kept_cube(warehouse, kpi) for kpi in every)


def _make(warehouse: Warehouse, every: list[Kpi]) -> None:
    try:
        for kpi in every:
            keep_cube(warehouse, kpi, FILTERS)
    except Exception:
        # The pages ask the rows, and meet the same if it is theirs too.
        log.exception("the cubes of version %s could not be made", warehouse.version)
