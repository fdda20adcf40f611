"""The language of what the way in says: Chinese, as written in the code, or English from locale/en (intake.po)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from queries.translations import fitting, read_messages

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).parent.parent / "locale"

_spoken: ContextVar[str] = ContextVar("intake_language", default="zh")


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Say everything in ``language`` ('zh' or 'en') until the end of the block. Raises ValueError for another."""
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is none of {LANGUAGES}")
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> str:
    """Return the language that is spoken now, 'zh' or 'en'."""
    return _spoken.get()


class _Translated(str):
    """Words said in another language, which know what they are in Chinese."""

    __slots__ = ("chinese",)
    chinese: str


def said(template: str, **parts: Any) -> str:
    """Return ``template`` (Chinese) in the language spoken now, its {placeholders} filled from ``parts``.

    Without parts nothing is filled in: a template for the database keeps its placeholders. A message with plural
    forms takes the one that fits the number (queries/translations.py).
    """
    words = fitting(_catalogue(_spoken.get()).get(template, template), parts)
    if _spoken.get() == "zh":
        return words.format(**parts) if parts else words
    own = {name: chinese(part) if isinstance(part, str) else part for name, part in parts.items()}
    return _translated(words.format(**parts) if parts else words, template.format(**own) if parts else template)


def chinese(words: str) -> str:
    """Return in Chinese what ``said`` or ``listed`` gave, whatever was spoken then: so it is kept in the warehouse."""
    return words.chinese if isinstance(words, _Translated) else words


def _translated(words: str, own: str) -> str:
    made = _Translated(words)
    made.chinese = own
    return made


def listed(words: list[str]) -> str:
    """Join words as a list is written in the language spoken now."""
    own = "、".join(map(chinese, words))
    return _translated(", ".join(words), own) if _spoken.get() == "en" else own


def offered(words: list[str]) -> str:
    """List words that are written in Chinese whatever is spoken, so that they can be copied into a cell."""
    return listed([quoted(word) for word in words] if _spoken.get() == "en" else words)


def clauses(parts: list[str]) -> str:
    """Join the parts of a sentence as is done in the language spoken now."""
    own = "，".join(map(chinese, parts))
    return _translated(", ".join(parts), own) if _spoken.get() == "en" else own


def quoted(words: str) -> str:
    """Put words between the quotation marks of the language spoken now."""
    own = f"“{chinese(words)}”"
    return _translated(f'"{words}"', own) if _spoken.get() == "en" else own


@lru_cache(maxsize=4)
def _catalogue(language: str) -> dict[str, str]:
    if language == "zh":
        return {}
    return read_messages(LOCALE / language / "LC_MESSAGES" / "intake.po", language)
