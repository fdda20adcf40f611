"""Small multiples: one small drawing a row of the pivot, all to the same scale, with its title and its number."""

from __future__ import annotations

from html import escape

from pages.parts.explore.asked import Asked
from pages.parts.explore.cells import records_of, written
from pages.parts.explore.heat_table import rows_in_order, title
from pages.parts.explore.key_words import is_cut, key_said, margin_said, notes
from pages.parts.figures import NO_VALUE, value_said
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.words import _, language
from queries import questions
from queries.axes import PERIODS, Key, Mark
from queries.pivot import Pivot

# More bars than these are too narrow to be hit: then the name of each drawing leads to its records.
MOST_LINKED = 7


def drawings(at: Here, asked: Asked, found: Pivot) -> str:
    """Return the rows of the pivot as HTML: of periods upright bars in time, of groups lying bars with their names."""
    highest = _highest(asked, found)
    panels = [_panel(at, asked, found, row, highest) for row in rows_in_order(at, asked, found)]
    top = value_said(asked.kpi, highest) + ("" if asked.kpi.shown_as == "share" else asked.kpi.unit.in_(language()))
    step = _("点一根柱看它的记录。") if _are_linked(asked, found) else _("点数字看它的记录，每一期的见表格。")
    said = [*notes(asked), _("每幅图刻度相同，从 0 到 {top}。", top=top) + step]
    listed = "".join(f"<li>{text(note)}</li>" for note in said)
    kind = "multiples" if asked.columns in PERIODS else "multiples named"
    return f'<h2>{text(title(asked))}</h2><div class="{kind}">{"".join(panels)}</div><ul class="notes">{listed}</ul>'


def _highest(asked: Asked, found: Pivot) -> float:
    if asked.kpi.shown_as == "share":
        return 1.0
    values = [number.value or 0.0 for row in found.rows for key in found.columns if (number := found.at(row, key))]
    return max(values, default=0.0) or 1.0


def _panel(at: Here, asked: Asked, found: Pivot, row: Key, highest: float) -> str:
    whole = found.at(row, Mark.ALL)
    first, second = written(asked, whole) if whole else (NO_VALUE, "")
    href = records_of(at, asked, found, row, Mark.ALL)
    figure = anchor(first, href) if href else text(first)
    name, over = key_said(asked.rows, row), margin_said(asked, asked.columns)
    bars = (
        _upright(at, asked, found, row, highest) if asked.columns in PERIODS else _lying(at, asked, found, row, highest)
    )
    return (
        f'<section class="multiple"><h3>{text(name)}</h3>'
        f'<p class="sum">{text(over)} <b>{figure}</b> {text(second)}</p>{bars}</section>'
    )


def _are_linked(asked: Asked, found: Pivot) -> bool:
    return asked.columns not in PERIODS or len(found.columns) <= MOST_LINKED


def _upright(at: Here, asked: Asked, found: Pivot, row: Key, highest: float) -> str:
    """Draw a bar a period; one that is not all there is hollow, one without a value a mere line."""
    known_to = questions.complete_to(at.warehouse, asked.kpi)
    bars = []
    for key in found.columns:
        number = found.at(row, key)
        said = _said(asked, found, row, key)
        href = records_of(at, asked, found, row, key) if _are_linked(asked, found) else ""
        height = (number.value or 0.0) / highest * 100 if number else 0.0
        kind = "open" if is_cut(found.periods[str(key)], known_to, asked.kpi.kind == "stock") else ""
        bars.append(_bar(f"height:{height:.1f}%", kind, said, href))
    ends = [key_said(asked.columns, key) for key in (found.columns[:1] + found.columns[-1:])]
    return (
        f'<div class="upright">{"".join(bars)}</div>'
        f'<p class="ends"><span>{text(ends[0])}</span><span>{text(ends[-1])}</span></p>'
    )


def _lying(at: Here, asked: Asked, found: Pivot, row: Key, highest: float) -> str:
    """Draw a bar a group, with its name before it and its number behind."""
    lines = []
    for key in found.columns:
        number = found.at(row, key)
        value = number.value if number else None
        width = (value or 0.0) / highest * 100
        bar = (
            ""
            if value is None
            else _bar(f"width:{width:.1f}%", "", _said(asked, found, row, key), records_of(at, asked, found, row, key))
        )
        lines.append(
            f"<tr><th scope=row>{text(key_said(asked.columns, key))}</th><td>{bar}</td>"
            f'<td class="number">{text(value_said(asked.kpi, value))}</td></tr>'
        )
    return f'<table class="lying"><tbody>{"".join(lines)}</tbody></table>'


def _said(asked: Asked, found: Pivot, row: Key, key: Key) -> str:
    number = found.at(row, key)
    first, second = written(asked, number) if number and number.value is not None else (NO_VALUE, "")
    said = _("{name}：{value}", name=key_said(asked.columns, key), value=f"{first} {second}".strip())
    return f"{key_said(asked.rows, row)} {said}"


def _bar(size: str, kind: str, said: str, href: str) -> str:
    inner = f'<i class="{kind}" style="{size}"></i>'
    label = f'title="{escape(said)}" aria-label="{escape(said)}"'
    return f'<a href="{escape(href)}" {label}>{inner}</a>' if href else f'<span role="img" {label}>{inner}</span>'
