"""What each of the bureau's systems shows, S1 to S14: its figures, and the page that opens them."""

import streamlit as st

from pages.parts.words import _

st.html(f"<h1>{_('业务专题')}</h1>")
