"""A bare page: the elements of one of the product's pages, as constants in their order; one filter to click.

With BENCH_OTHERS it shows two sets of constants in turns, so that the browser has as much to draw anew as the page.
"""

import json
import os
from pathlib import Path

import streamlit as st

SETS = [
    json.loads(Path(os.environ[name]).read_text(encoding="utf-8"))
    for name in ("BENCH_ELEMENTS", "BENCH_OTHERS")
    if name in os.environ
]
CATEGORIES = os.environ["BENCH_CATEGORIES"].split(",")

st.set_page_config(page_title="bare", layout="wide")
with st.popover("category", key="filter-category"):
    chosen = st.pills("category", CATEGORIES, selection_mode="multi", key="category")

for number, (kind, content) in enumerate(SETS[len(chosen) % len(SETS)]):
    if kind == "html":
        st.html(content)
    elif kind == "plotly_chart":
        st.plotly_chart(json.loads(content), key=f"chart-{number}")
    elif kind == "code":
        st.code(content, language="sql", wrap_lines=True)
    elif kind == "download_button":
        st.download_button(content, b"constant", "constant.csv", key=f"button-{number}")

# The one thing that is no constant: it shows that this run's page has arrived.
st.html(f'<p class="arrived">chosen: {" ".join(chosen)}</p>')
