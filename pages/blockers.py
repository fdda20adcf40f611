"""Blockers as a ledger: how many came, went and stand open, for how long, and who waits for whom."""

import streamlit as st

from pages.parts.words import _

st.html(f"<h1>{_('堵点台账')}</h1>")
