"""The approval menu of one kind of project: its flow, its critical path, and what variants save."""

import streamlit as st

from pages.parts.words import _

st.html(f"<h1>{_('审批菜单')}</h1>")
