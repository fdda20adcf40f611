"""What was drawn is kept: parts of a page that say the same wherever and whenever the same is asked of a version."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts import answers
from pages.parts.place import Here
from pages.parts.words import language

# A part of a page is up to some fifty kilobytes.
KEPT = 400


def drawn(at: Here, part: str, make: Callable[[], str]) -> str:
    """Return the HTML of ``part``, made once for what the address asks of this version in this language.

    What depends on anything else (the day, the warehouse's later versions, a draft) must not be drawn so.
    """
    return _drawn(answers.state_of(at.warehouse), f"{at.page} {part}", language(), repr(at.choice), make)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def _drawn(state: str, part: str, spoken: str, choice: str, _make: Callable[[], str]) -> str:
    return _make()
