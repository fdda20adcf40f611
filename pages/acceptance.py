"""Joint acceptance: the rate month by month, segments, the rank in the city, customised plans, what was published."""

import streamlit as st

from pages.parts.acceptance import plans, published, rank, rate, segments
from pages.parts.place import here

at = here()

rate.draw_title(at)
left, right = st.columns(2, gap="large")
with left:
    rate.draw(at)
    segments.draw(at)
with right:
    rank.draw(at)
plans.draw(at)
published.draw(at)
