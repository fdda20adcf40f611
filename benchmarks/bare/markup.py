"""A bare page: the overview's own cards as one constant piece of HTML, and nothing behind them; one filter to click."""

import os
from pathlib import Path

import streamlit as st

WALL = Path(os.environ["BENCH_WALL"]).read_text(encoding="utf-8") if "BENCH_WALL" in os.environ else "<p>card</p>"
CATEGORIES = os.environ.get("BENCH_CATEGORIES", "A,B,C").split(",")

st.set_page_config(page_title="bare", layout="wide")
with st.popover("category", key="filter-category"):
    chosen = st.pills("category", CATEGORIES, selection_mode="multi", key="category")

# The one thing that is no constant: it shows that this run's page has arrived.
st.html(f'{WALL}<p class="arrived">chosen: {" ".join(chosen)}</p>')
