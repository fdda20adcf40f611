"""A bare page of cached charts: eight numbers and four charts that never change, and one word from the address."""

import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="bare", layout="wide")


@st.cache_data
def drawn(number: int) -> go.Figure:
    """Return one of the charts, made once."""
    return go.Figure(
        go.Bar(x=[f"2025-{month:02d}" for month in range(1, 13)], y=[(number * month) % 11 for month in range(1, 13)])
    )


for number, column in enumerate(st.columns(8)):
    column.metric(f"card {number + 1}", "27/38", "6.3")
for number, column in enumerate(st.columns(2) + st.columns(2)):
    column.plotly_chart(drawn(number + 1), key=f"chart-{number}")

# The one thing that is no constant: it shows that this run's page has arrived.
st.html(f'<p class="arrived">chosen: {st.query_params.get("category", "")}</p>')
