"""A bare page: as many st.metric cards with charts as the overview has, showing constants; one filter to click."""

import os

import streamlit as st

CARDS = int(os.environ.get("BENCH_CARDS", "18"))
CATEGORIES = os.environ.get("BENCH_CATEGORIES", "A,B,C").split(",")

st.set_page_config(page_title="bare", layout="wide")
with st.popover("category", key="filter-category"):
    chosen = st.pills("category", CATEGORIES, selection_mode="multi", key="category")

columns = st.columns(5)
for number in range(CARDS):
    label = f"card {number + 1}"
    if number == CARDS - 1:
        # The one thing that is no constant: it shows that this run's page has arrived.
        label = f"{label} {' '.join(chosen)}"
    with columns[number % 5]:
        st.metric(label, "27/38", "6.3", border=True, chart_data=[1, 2, 2, 3, 5, 6, 4, 5, 3, 6, 7, 6], chart_type="bar")
