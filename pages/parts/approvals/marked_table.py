"""A table whose second column is an axis with marks: the first rows at once, the rest folded away."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.parts.markup import text
from pages.parts.words import _

SHOWN_FIRST = 15


def marked_table(caption: str, heads: str, rows: Sequence[str]) -> str:
    """Return the table as HTML; ``heads`` (th) and ``rows`` (tr) are HTML already. On a phone rows become cards."""

    def part(some: Sequence[str]) -> str:
        return (
            f'<div class="durations" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(some)}</tbody></table></div>"
        )

    more = rows[SHOWN_FIRST:]
    if not more:
        return part(rows)
    folded = f"<details><summary>{text(_('其余 {n} 条', n=len(more)))}</summary>{part(more)}</details>"
    return f"{part(rows[:SHOWN_FIRST])}{folded}"
