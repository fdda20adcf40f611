"""Templates to fill in: of each record type an empty one, or one with what is still open, as a workbook or as CSV."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from etl.forms.open_records import count_open, next_month, open_rows
from etl.forms.template import MOST_ROWS, csv_template, workbook_template
from etl.language import in_language
from etl.types.roll_forward import roll_forward_of
from etl.types.table_schema import TableSchema, record_types
from pages.parts import answers
from pages.parts.downloads import XLSX
from pages.parts.figures import whole
from pages.parts.names import type_name
from pages.parts.place import Here, here
from pages.parts.remembered import remembered
from pages.parts.words import _, language
from queries.warehouse import Warehouse


@remembered(64)
def to_bring(_warehouse: Warehouse, state: str, name: str, month: date) -> int:
    """Return how many rows the template of a type would begin with, remembered per version."""
    return count_open(_warehouse, record_types()[name], month)


def draw() -> None:
    """Draw a choice of the record type, whether it begins with what is open, and its two downloads."""
    at = here()
    asked = at.choice.template
    st.html('<span id="template"></span>')
    with st.expander(_("下载填报模板"), expanded=bool(asked)):
        types = list(record_types())
        chosen = st.selectbox(
            _("哪一种记录"),
            types,
            index=types.index(asked) if asked else 0,
            format_func=type_name,
            # Another key for what the address asks for, so that a choice made before does not stand against it.
            key=f"template-type-{asked or ''}",
        )
        schema = record_types()[chosen]
        month = next_month(at.warehouse, schema)
        rows = to_bring(at.warehouse, answers.state_of(at.warehouse), chosen, month)
        brings = bool(rows) and st.checkbox(_brings(schema, month, rows), value=True, key=f"template-open-{chosen}")
        _downloads(at, schema, month, rows if brings else 0)
        st.caption(
            _("第二行是示例，不会导入；XLSX 里可选的词有下拉列表，日期和编号已设好格式，第二张表逐列说明怎么填。")
        )


def _brings(schema: TableSchema, month: date, rows: int) -> str:
    rolled = roll_forward_of(schema)
    if rolled and rolled.each:
        return _("带上 {month} 的 {n} 行，只填数字", month=f"{month:%Y-%m}", n=whole(rows))
    if "list_year" in (rolled.open if rolled else ()):
        return _("带上 {year} 年名单上的 {n} 条，只改变化的部分", year=month.year, n=whole(rows))
    return _("带上还没办结的 {n} 条，只改变化的部分", n=whole(rows))


def _downloads(at: Here, schema: TableSchema, month: date, rows: int) -> None:
    name = f"{schema.title}{month:%Y-%m}" if rows else schema.title
    if rows > MOST_ROWS:
        st.caption(_("要带上的超过 {n} 条，只有 CSV。", n=whole(MOST_ROWS)))
    with st.container(horizontal=True, gap="small"):
        if rows <= MOST_ROWS:
            make = _maker(at.warehouse, schema, month, rows, workbook_template)
            st.download_button(_("下载 XLSX"), make, f"{name}.xlsx", XLSX, key="template-xlsx", on_click="ignore")
        make = _maker(at.warehouse, schema, month, rows, csv_template)
        st.download_button(_("下载 CSV"), make, f"{name}.csv", "text/csv", key="template-csv", on_click="ignore")


def _maker(
    warehouse: Warehouse, schema: TableSchema, month: date, rows: int, write: Callable[..., bytes]
) -> Callable[[], bytes]:
    """Made only when pressed, in a thread that would not know the language of this run."""
    spoken = language()

    def make() -> bytes:
        with in_language(spoken):
            return write(schema, open_rows(warehouse, schema, month) if rows else [])

    return make
