"""The overview: a paragraph in words, what needs attention first, every KPI as a card; each number opens records."""

import streamlit as st

from pages.parts import comparison
from pages.parts.overview import attention, card_data, opening
from pages.parts.overview.cards import wall
from pages.parts.place import here
from queries.catalogue import kpis

at = here()
every = kpis()
data = card_data.cards_here(at)

first = opening.paragraph(at, every, data) + attention.section(at.choice, every, data)
st.html(first + comparison.switch(at) + wall(at.choice, every, data))
