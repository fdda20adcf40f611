"""The big screen: every KPI a few at a time, large and dark, turning by itself; without header, filters or controls."""

import streamlit as st

from pages.parts.overview import big_screen, card_data
from pages.parts.place import here
from queries.catalogue import kpis

at = here()

st.html(big_screen.pages(at, kpis(), card_data.cards_here(at)))
if at.choice.version is None:
    big_screen.follow_versions(at.warehouse.version)
