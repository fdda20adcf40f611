"""Why an analyst's query was not answered: a kind that the page has words for, details, and the place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = (
    "empty",
    "too_long",
    "several",
    "not_a_select",
    "syntax",
    "no_such_relation",
    "no_such_column",
    "no_such_function",
    "not_offered",
    "wrong_value",
    "too_slow",
    "too_large",
    "busy",
    "failed",
)


@dataclass(frozen=True)
class Refusal:
    """One reason: its ``kind`` (of KINDS), what it is about, names that may have been meant, the database's own words.

    ``line`` and ``column`` count from 1; None when the place is not known.
    """

    kind: str
    about: str = ""
    meant: tuple[str, ...] = ()
    message: str = ""
    line: int | None = None
    column: int | None = None


@dataclass
class QueryRefused(Exception):
    """An analyst's query was not answered."""

    refusal: Refusal = field(default_factory=lambda: Refusal("failed"))


def place(text: str, position: int | None) -> tuple[int | None, int | None]:
    """Return line and column of a ``position`` that the database counts in bytes from the beginning of ``text``."""
    written = text.encode("utf-8")
    if position is None or not 0 <= position <= len(written):
        return None, None
    before = written[:position].decode("utf-8", "ignore")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
