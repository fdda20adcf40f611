"""The overview: one paragraph that says what stands out, then every KPI as a card; each number opens its records."""

import streamlit as st

from pages.parts import answers, comparison, opening
from pages.parts.cards import wall
from pages.parts.place import here
from queries.catalogue import kpis

at = here()
every = kpis()
data = answers.cards_here(at)

st.html(opening.paragraph(at, every, data) + comparison.switch(at) + wall(at.choice, every, data))
