"""Joint acceptance: the rate month by month, the rank in the city, segments and customised plans."""

import streamlit as st

from pages.parts.words import _

st.html(f"<h1>{_('联合验收')}</h1>")
