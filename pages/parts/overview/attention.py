"""What needs attention, before everything else: the few numbers that a rule picked out, each with why in words."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from pages.parts import address
from pages.parts.address import Choice
from pages.parts.figures import arrow, figure, moved_said, signed
from pages.parts.markup import anchor, text
from pages.parts.overview.card_data import CardData, SparkMonth
from pages.parts.overview.status import SHAPES, level_word, reason_words, statuses, why_words
from pages.parts.sentences import mistake_words
from pages.parts.words import _, language, listed
from queries.catalogue import Kpi
from queries.change import change, difference
from queries.headline import Number
from queries.status import ACT, LEVELS, NONE, WATCH, Status
from queries.status_rules import rule_book

SHOWN = 4
Found = tuple[Kpi, CardData, Status]


def judged(every: dict[str, Kpi], data: list[CardData]) -> list[Found]:
    """Return the KPIs of which some rule can say something, in the order of the cards."""
    known = statuses(every, data)
    return [
        (every[card.kpi], card, known[card.kpi]) for card in data if card.kpi in known and known[card.kpi].level != NONE
    ]


def found(every: dict[str, Kpi], data: list[CardData]) -> list[Found]:
    """Return the KPIs that need attention, those that need someone first, each kind in the order of the cards."""
    picked = [one for one in judged(every, data) if one[2].level in (ACT, WATCH)]
    return sorted(picked, key=lambda one: LEVELS.index(one[2].level))


def section(choice: Choice, every: dict[str, Kpi], data: list[CardData]) -> str:
    """Return the section as HTML: at most four tiles, the others named in one line, or one quiet sentence."""
    picked = found(every, data)
    if not picked:
        words = _("按现在的规则，没有需要过问或留意的指标。") if judged(every, data) else ""
        return f'<p class="quiet none-first">{text(words)}</p>{_mistakes(every)}'
    tiles = "".join(f"<li>{_tile(choice, *one)}</li>" for one in picked[:SHOWN])
    return (
        f'<section class="first" aria-labelledby="first"><h2 id="first">{text(_("请先看"))}</h2>'
        f"<ul>{tiles}</ul></section>{_rest(choice, picked[SHOWN:])}{_mistakes(every)}"
    )


def sentence(every: dict[str, Kpi], data: list[CardData]) -> str:
    """Say in one sentence what needs attention and why, for a brief; nothing where nothing can be judged."""
    said = [
        _("{kpi}{why}", kpi=kpi.title.in_(language()), why=listed([reason_words(kpi, one) for one in status.why]))
        for kpi, _card, status in found(every, data)
    ]
    if said:
        return _("需要关注：{items}。", items=_("；").join(said))
    return _("各项指标没有需要过问的。") if judged(every, data) else ""


def _tile(choice: Choice, kpi: Kpi, data: CardData, status: Status) -> str:
    shown = figure(kpi, data.now, rounded=True)
    number = shown.first + (shown.behind if kpi.shown_as == "share" else "")
    reasons = [reason_words(kpi, reason) for reason in status.why]
    moved, because = since_last_month(kpi, data)
    hover = "\n".join(part for part in (why_words(kpi, status), moved, because) if part)
    tail = f"<small>{text(moved)}</small>" if moved else ""
    return (
        f'<a class="look {status.level}" href="{escape(address.link(choice, "kpi", kpi=kpi.name))}" '
        f'data-kpi="{kpi.name}" title="{escape(hover)}">'
        f'<span class="status {status.level}"><i aria-hidden="true">{SHAPES[status.level]}</i>'
        f"{text(level_word(status.level))}</span> "
        f"<strong>{text(kpi.title.in_(language()))}</strong> <b>{text(number)}</b> "
        f"{text(shown.second if kpi.shown_as == 'share' else '')}"
        f'<span class="why">{text(listed(reasons))}</span>{tail}</a>'
    )


def _rest(choice: Choice, others: list[Found]) -> str:
    if not others:
        return ""
    links = [anchor(kpi.title.in_(language()), address.link(choice, "kpi", kpi=kpi.name)) for kpi, _card, _s in others]
    words = text(_("另有 {n} 项也要留意：", n=len(others)))
    return f'<p class="quiet rest">{words}{listed(links)}</p>'


def since_last_month(kpi: Kpi, data: CardData) -> tuple[str, str]:
    """Say how a number moved in the last whole month, a share with what moved above and below its line.

    The second text says by how many points each of the two moved the share; both are empty without two whole months.
    """
    if len(data.months) < 2 or not (data.months[-1].is_complete and data.months[-2].is_complete):
        return "", ""
    now, before = (_number(month) for month in (data.months[-1], data.months[-2]))
    moved = change(now, before, kpi)
    if moved.value is None:
        return "", ""
    if kpi.shown_as != "share":
        return _("较上月 {d}", d=moved_said(kpi, moved.value)), ""
    points = difference(kpi, now, before) or Decimal(0)
    top, bottom = signed(moved.numerator or 0), signed(moved.denominator or 0)
    if not (points or moved.numerator or moved.denominator):
        return _("与上月相同"), ""
    words = _("较上月 {arrow} {points} 个百分点", arrow=arrow(points), points=abs(points))
    by_top, by_bottom = (signed((part or 0) * 100, 1) for part in (moved.by_numerator, moved.by_denominator))
    causes = _("分子 {d}", d=top) + _("，") + _("分母 {d}", d=bottom)
    because = _("其中分子变化 {top} 个百分点，分母变化 {bottom} 个百分点", top=by_top, bottom=by_bottom)
    return f"{words}{_('：')}{causes}", because


def _number(month: SparkMonth) -> Number:
    return Number(month.numerator, month.denominator, month.value)


def _mistakes(every: dict[str, Kpi]) -> str:
    """Name the lines of the rules that are not understood, and are not used until they are."""
    said = [mistake_words(wrong) for wrong in rule_book().mistakes(every)]
    return "".join(f'<p class="needs">{text(words)}</p>' for words in said)
