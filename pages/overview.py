"""The overview: one paragraph that says what stands out, then every KPI as a card; each number opens its records."""

import streamlit as st

from pages.parts import answers, comparison, opening
from pages.parts.cards import wall
from pages.parts.shell import here
from queries.catalogue import kpis

at = here()
every = kpis()
data = answers.cards(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where, at.choice.compare)

st.html(opening.paragraph(at, every, data) + comparison.switch(at) + wall(at.choice, every, data))
