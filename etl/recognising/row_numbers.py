"""Row numbers as one says them: 3、5–9."""

from __future__ import annotations

from collections.abc import Iterable

from etl.language import listed, said

_MOST = 8


def in_words(rows: Iterable[int]) -> str:
    """Return row numbers the short way; of very many only the first, and how many there are."""
    spans: list[list[int]] = []
    numbers = sorted(rows)
    for row in numbers:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = listed([str(first) if first == last else f"{first}–{last}" for first, last in spans[:_MOST]])
    if len(spans) <= _MOST:
        return shown
    return said("{shown} 等 {count} ", shown=shown, count=len(numbers))
