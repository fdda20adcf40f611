"""Templates to fill in: an empty table of each record type, as a workbook with lists to choose from, or as CSV."""

from __future__ import annotations

import streamlit as st

from etl.forms.template import csv_template, workbook_template
from etl.types.table_schema import record_types
from pages.parts.downloads import XLSX
from pages.parts.names import type_name
from pages.parts.words import _


def draw() -> None:
    """Draw a choice of the record type and its two downloads."""
    with st.expander(_("下载填报模板")):
        chosen = st.selectbox(_("哪一种记录"), list(record_types()), format_func=type_name, key="template-type")
        schema = record_types()[chosen]
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                _("下载 XLSX"),
                lambda: workbook_template(schema),
                f"{schema.title}.xlsx",
                XLSX,
                key="template-xlsx",
                on_click="ignore",
            )
            st.download_button(
                _("下载 CSV"),
                lambda: csv_template(schema),
                f"{schema.title}.csv",
                "text/csv",
                key="template-csv",
                on_click="ignore",
            )
        st.caption(_("XLSX 模板里可选的词有下拉列表，日期和编号已设好格式，第二张表逐列说明怎么填。"))
