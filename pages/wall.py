"""The wall chart: projects by milestones, planned against actual, what slipped and why."""

import streamlit as st

from pages.parts.words import _

st.html(f"<h1>{_('挂图作战')}</h1>")
