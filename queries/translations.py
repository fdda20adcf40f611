"""Translations from a .po file, and which form of a message fits the number in it: 1 row, 2 rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_PLACEHOLDER = re.compile(r"{(\w+)}")


class Plural(str):
    """Words for any number but one, which know the words for one (``one``) and which part decides (``number``)."""

    __slots__ = ("number", "one")
    number: str
    one: str


def read_messages(path: Path, language: str) -> dict[str, str]:
    """Return the messages of the .po file ``path``, Chinese → ``language``; one with plural forms as a Plural."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    found: dict[str, str] = {}
    for message in messages:
        if message.id and message.pluralizable and message.string:
            one, many = tuple(message.string)
            found[str(message.id[0])] = _plural(one, many)
        elif message.id and message.string:
            found[str(message.id)] = str(message.string)
    return found


def fitting(words: str, parts: Mapping[str, Any]) -> str:
    """Return the form of ``words`` for the number among ``parts``, not filled in yet.

    A part ``n`` that the words do not show decides, being given for nothing else; otherwise the number whose words
    change does.
    """
    if not isinstance(words, Plural):
        return words
    number = "n" if "n" in parts and "{n}" not in words else words.number
    return words.one if str(parts.get(number)) == "1" else words


def _plural(one: str, many: str) -> Plural:
    """Pair two forms. The number they turn on is the one before the place where they part, else the first."""
    same = next((at for at, (a, b) in enumerate(zip(one, many, strict=False)) if a != b), min(len(one), len(many)))
    before = _PLACEHOLDER.findall(many[:same])
    after = _PLACEHOLDER.findall(many)
    pair = Plural(many)
    pair.one, pair.number = one, (before or after or [""])[-1 if before else 0]
    return pair
