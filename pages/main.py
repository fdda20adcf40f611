"""The main script of every page: language, the list of pages, header and filters; then the page itself."""

from pathlib import Path

import streamlit as st

from pages import first_start
from pages.parts.frame import shell
from pages.parts.words import _, choose_language, speak

speak(choose_language(st.query_params.get("lang"), st.context.locale))
page = st.navigation(shell.streamlit_pages(), position="hidden")
st.set_page_config(
    page_title=f"{page.title} · {_('审批效能看板')}",
    page_icon=str(Path(__file__).parent / "parts" / "icon.png"),
    layout="wide",
)

if first_start.is_due():
    first_start.show()

shell.open_here(page.url_path)
page.run()
