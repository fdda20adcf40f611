"""A dense table of numbers: groups down the side, each number a link to its records, a bar under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pages.parts.figures import NO_VALUE
from pages.parts.markup import anchor, text
from pages.parts.words import language

NOTHING = "0"
# Names that have no English stay as they are written.
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Cell:
    """One number: how it is said, where it leads, how long its bar is (0…1), and whether it needs someone.

    ``small`` stands behind the number, smaller.
    """

    said: str = NO_VALUE
    href: str = ""
    bar: float | None = None
    needs: bool = False
    small: str = ""


@dataclass(frozen=True)
class Head:
    """The head of one column; ``over`` names the block of columns it belongs to, ``tip`` says what is counted.

    ``is_words`` sets its cells as words are set, to the left.
    """

    said: str
    over: str = ""
    tip: str = ""
    is_words: bool = False


@dataclass(frozen=True)
class Row:
    """One line: its name (plain text), its cells, the link of its name, and whether it is the sum of the others."""

    name: str
    cells: Sequence[Cell]
    href: str = ""
    is_sum: bool = False
    is_marked: bool = False


def dense_table(caption: str, first: str, heads: Sequence[Head], rows: Sequence[Row]) -> str:
    """Return the table as HTML; ``first`` is the head of the names. It scrolls within its own box where it is wide."""
    top = _blocks(first, heads)
    second = "" if top else f"<th scope=col>{text(first)}</th>"
    named = "".join(
        f"<th scope=col{_kind(head)}{f' title={chr(34)}{escape(head.tip)}{chr(34)}' if head.tip else ''}>"
        f"{text(head.said)}</th>"
        for head in heads
    )
    body = "".join(_row(heads, row) for row in rows)
    return (
        f'<div class="table dense" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><thead>{top}<tr>{second}{named}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _blocks(first: str, heads: Sequence[Head]) -> str:
    if not any(head.over for head in heads):
        return ""
    names = list(dict.fromkeys(head.over for head in heads))
    over = "".join(
        f"<th scope=colgroup colspan={sum(head.over == name for head in heads)}>{text(name)}</th>" for name in names
    )
    return f"<tr><th scope=col rowspan=2>{text(first)}</th>{over}</tr>"


def _row(heads: Sequence[Head], row: Row) -> str:
    name = anchor(row.name, row.href) if row.href else text(row.name)
    if language() == "en" and HAN.search(row.name):
        name = f'<span lang="zh-CN">{name}</span>'
    classes = " ".join(name for name, held in (("sum", row.is_sum), ("marked", row.is_marked)) if held)
    cells = "".join(_cell(head, cell) for head, cell in zip(heads, row.cells, strict=True))
    dressed = f' class="{classes}"' if classes else ""
    return f"<tr{dressed}><th scope=row>{name}</th>{cells}</tr>"


def _cell(head: Head, cell: Cell) -> str:
    label = f"{head.over} · {head.said}" if head.over else head.said
    if cell.said == NOTHING:
        # Nothing stands behind it: there is nothing to open and nothing to draw.
        return f'<td data-label="{escape(label)}" class="number quiet">{NOTHING}</td>'
    said = f"▲ {cell.said}" if cell.needs else cell.said
    shown = _opening(said, cell.small, cell.href, "needs" if cell.needs else "")
    bar = ""
    if cell.bar is not None:
        bar = f'<span class="under"><u style="width:{min(max(cell.bar, 0.0), 1.0) * 100:.1f}%"></u></span>'
    return f'<td data-label="{escape(label)}"{_kind(head)}><span>{shown}</span>{bar}</td>'


def _opening(said: str, small: str, href: str, kind: str = "") -> str:
    """The small words are part of the link: beside it, it would be told from them by its colour alone."""
    words = text(said) + (f" <small>{text(small)}</small>" if small else "")
    dressed = f' class="{kind}"' if kind else ""
    if href:
        return f'<a href="{escape(href)}"{dressed}>{words}</a>'
    return f"<span{dressed}>{words}</span>" if kind else words


def _kind(head: Head) -> str:
    return "" if head.is_words else ' class="number"'


def stat_line(stats: Sequence[tuple[str, str, str, str]]) -> str:
    """Return figures side by side as HTML: each (its name, the number, what stands behind it smaller, its link)."""
    lines = []
    for name, number, small, href in stats:
        lines.append(f"<div><dt>{text(name)}</dt><dd>{_opening(number, small, href)}</dd></div>")
    return f'<dl class="stats">{"".join(lines)}</dl>'
