"""Groups and the gold-medal team: load, waiting line and results; visits, meetings and decisions followed up."""

import streamlit as st

from pages.parts.words import _

st.html(f"<h1>{_('专班与团队')}</h1>")
