"""Backward scheduling: from the day a milestone must be reached, the latest days of all that it waits for."""

import streamlit as st

from pages.parts.words import _

st.html(f"<h1>{_('倒排工期')}</h1>")
