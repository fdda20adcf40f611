"""The launcher: the dashboard as one application, and what stands in front of it. Start: streamlit run dashboard.py."""

import streamlit as st
from starlette.middleware import Middleware

from pages.parts.books.route import route
from pages.parts.front.doorway import CompressedStatic, LocalisedPage
from pages.parts.front.mishap import tell
from pages.parts.front.unknown_page import UnknownPage
from pages.parts.front.warm_up import warmed_up
from pages.parts.front.without_delay import WithoutDelay
from pages.parts.sitemap import BESIDE, PAGES

# The main script lives in pages/, beside which there is no second pages/ folder: so Streamlit finds no file that it
# would serve on its own, past the main script, before the first st.navigation of a process.
app = st.App(
    "pages/main.py",
    routes=[route()],
    middleware=[
        Middleware(WithoutDelay),
        Middleware(CompressedStatic),
        Middleware(UnknownPage, pages=frozenset(("", *PAGES, *BESIDE))),
        Middleware(LocalisedPage),
    ],
    on_script_error=tell,
    lifespan=warmed_up,
)
