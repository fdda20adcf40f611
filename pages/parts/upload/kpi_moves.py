"""How KPIs move: each before and after, the fraction first, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from etl.comparing.kpi_moves import Move
from pages.parts import address
from pages.parts.address import Choice
from pages.parts.figures import NO_VALUE, arrow, figure, moved_said
from pages.parts.markup import anchor, text
from pages.parts.overview import change_words
from pages.parts.words import _, language
from queries import change
from queries.catalogue import Kpi, kpis
from queries.questions import Headline


def moves(choice: Choice, found: Sequence[Move], is_done: bool) -> str:
    """Return the moved KPIs as an HTML table, in the overview's order; once ``is_done``, each opens its page."""
    every = kpis()
    order = {name: place for place, name in enumerate(every)}
    rows = [
        _row(choice, every[move.kpi], move, is_done)
        for move in sorted(found, key=lambda move: order.get(move.kpi, len(order)))
        if move.kpi in every
    ]
    if not rows:
        return f'<p class="quiet">{text(_("没有指标变动。"))}</p>'
    before, after = (_("之前"), _("现在")) if is_done else (_("现在"), _("入库后"))
    heads = "".join(f"<th scope=col>{text(said)}</th>" for said in (_("指标"), before, "", after, _("变化")))
    return f'<table class="moves"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _row(choice: Choice, kpi: Kpi, move: Move, is_done: bool) -> str:
    title = kpi.title.in_(language())
    named = anchor(title, address.link(choice, "kpi", kpi=kpi.name)) if is_done else text(title)
    return (
        f'<tr data-kpi="{kpi.name}"><th scope=row>{named}</th><td class="was">{_said(kpi, move.before)}</td>'
        f'<td class="to" aria-hidden="true">→</td><td class="now">{_said(kpi, move.after)}</td>'
        f'<td class="by">{text(difference(kpi, move))}{causes(kpi, move)}</td></tr>'
    )


def _said(kpi: Kpi, headline: Headline | None) -> str:
    if headline is None:
        return NO_VALUE
    shown = figure(kpi, headline)
    second = f" <small>{text(shown.second)}</small>" if shown.second else ""
    return f"<b>{text(shown.first)}</b><i>{text(shown.behind)}</i>{second}"


def causes(kpi: Kpi, move: Move) -> str:
    """Return what a share's change comes from: how far the top and the bottom each moved it, in percentage points."""
    if kpi.shown_as != "share" or move.before is None:
        return ""
    said = [
        f'<span title="{escape(part.in_(language()))}">{text(words)}</span>'
        for words, part in zip(
            change_words.contributions(kpi, move.after, move.before), (kpi.numerator, kpi.denominator), strict=False
        )
    ]
    return f'<small class="causes">{" · ".join(said)}</small>' if said else ""


def difference(kpi: Kpi, move: Move) -> str:
    """Say by how much a KPI moves: a share in percentage points, anything else in its own unit."""
    moved = change.difference(kpi, move.after, move.before) if move.before else None
    if moved is None:
        return ""
    if kpi.shown_as == "share":
        return f"{arrow(moved)} {_('{points} 个百分点', points=abs(moved))}"
    return f"{arrow(moved)} {moved_said(kpi, moved)}"
