"""Answers to analysts, remembered per warehouse version: the same query, sent to colleagues, is run once."""

from __future__ import annotations

import streamlit as st

from queries.analyst.ask import Answer, ask
from queries.analyst.offered import Relation, relations_offered
from queries.warehouse import Warehouse

# An answer may have a hundred thousand rows.
KEPT = 10


@st.cache_data(show_spinner=False, max_entries=KEPT)
def answer_to(_warehouse: Warehouse, state: str, query: str) -> Answer:
    """Return the answer to an analyst's query (queries.analyst.ask), remembered. Raises QueryRefused."""
    return ask(_warehouse.path, query)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def relations(_warehouse: Warehouse, state: str) -> list[Relation]:
    """Return what an analyst may read (queries.analyst.offered), remembered."""
    return relations_offered(_warehouse)
