"""SQL for analysts: a query over the records and the numbers, read-only, with what there is to read beside it."""

import streamlit as st

from pages.parts.explore import view_list
from pages.parts.place import here
from pages.parts.sql import query_form, relation_list, result_table

at = here()

query_form.draw_title(at)
left, right = st.columns([13, 7], gap="large")
with left:
    text = query_form.draw(at)
    result_table.draw(at, text)
    view_list.draw(at)
with right:
    relation_list.draw(at)
