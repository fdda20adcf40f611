"""Approvals: where the time goes, by item, department and stage, and what really waits for what."""

import streamlit as st

from pages.parts.words import _

st.html(f"<h1>{_('审批用时')}</h1>")
