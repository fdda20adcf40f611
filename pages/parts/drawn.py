"""What was drawn is kept: parts of a page that say the same wherever and whenever the same is asked of a version."""

from __future__ import annotations

from collections.abc import Callable

from pages.parts import answers
from pages.parts.address import Choice
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.words import language

# A part of a page is up to some fifty kilobytes.
KEPT = 400


def drawn(at: Here, part: str, make: Callable[[], str]) -> str:
    """Return the HTML of ``part``, made once for what the address asks of this version in this language.

    What depends on anything else (the day, the warehouse's later versions, a draft) must not be drawn so.
    """
    return _drawn(answers.state_of(at.warehouse), f"{at.page} {part}", language(), at.choice, make)


@remembered(KEPT)
def _drawn(state: str, part: str, spoken: str, choice: Choice, _make: Callable[[], str]) -> str:
    return _make()
