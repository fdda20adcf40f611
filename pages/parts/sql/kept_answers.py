"""Answers to analysts, remembered per warehouse version: the same query, sent to colleagues, is run once."""

from __future__ import annotations

from pages.parts.remembered import remembered
from queries.analyst.ask import Answer, ask
from queries.analyst.offered import Relation, relations_offered
from queries.warehouse import Warehouse

# An answer may have a hundred thousand rows.
KEPT = 10


@remembered(KEPT)
def answer_to(_warehouse: Warehouse, state: str, query: str) -> Answer:
    """Return the answer to an analyst's query (queries.analyst.ask), remembered. Raises QueryRefused."""
    return ask(_warehouse.path, query)


@remembered(KEPT)
def relations(_warehouse: Warehouse, state: str) -> list[Relation]:
    """Return what an analyst may read (queries.analyst.offered), remembered."""
    return relations_offered(_warehouse)
