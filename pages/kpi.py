"""One KPI, opened up: the number, its trend, its break-down, the records behind it, and its definition."""

import streamlit as st

from pages.parts.kpi import breakdown, definition, headline, pick, record_list
from pages.parts.place import here
from pages.parts.trend import section as trend

at = here()
kpi = pick.chosen(at)

headline.draw(at, kpi)
left, right = st.columns([11, 9], gap="large")
with left:
    trend.draw(at, kpi)
with right:
    breakdown.draw(at, kpi)
record_list.draw(at, kpi)
definition.draw(at, kpi)
