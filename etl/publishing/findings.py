"""A finding of a verification: what was looked at, whether it is right, and if not, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One sentence of a verification, about pointer, versions, originals, key, batches, records or a rebuild."""

    about: str
    is_right: bool
    words: str
    todo: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the finding as the command line writes it."""
        return {"about": self.about, "right": self.is_right, "message": self.words, "todo": self.todo}


Findings = Iterator[Finding]
# How far the verification is, and what it looks at.
Progress = Callable[[float, str], object]


def right(about: str, words: str) -> Finding:
    """Return what is right."""
    return Finding(about, True, words)


def wrong(about: str, words: str, todo: str) -> Finding:
    """Return what is wrong, and what to do about it."""
    return Finding(about, False, words, todo)
