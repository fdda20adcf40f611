"""The status of a card in words and as a mark: shape, word and colour, with the rule behind it in plain words."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from pages.parts.figures import decimal, unit, whole
from pages.parts.markup import text
from pages.parts.overview.card_data import CardData
from pages.parts.words import _, listed
from queries.catalogue import Kpi
from queries.status import ACT, GAP_TO_PLAN, GAP_TO_TARGET, NEAR, NONE, REACHED, WATCH, Judged, Reason, Status, decide
from queries.status_rules import RuleBook, rule_book

SHAPES = {ACT: "▲", WATCH: "■", NEAR: "○", REACHED: "●"}


def statuses(every: dict[str, Kpi], data: list[CardData]) -> dict[str, Status]:
    """Return the status of each card by its KPI, from one reading of the rules."""
    book = rule_book()
    return {card.kpi: _decided(every[card.kpi], card, book) for card in data if card.kpi in every}


def status_of(kpi: Kpi, data: CardData) -> Status:
    """Return the status of a card by the rules of data/reference/status.csv; nothing is asked of the database."""
    return _decided(kpi, data, rule_book())


def _decided(kpi: Kpi, data: CardData, book: RuleBook) -> Status:
    if data.complete_to is None:
        return Status(NONE)
    whole_months = [month.value for month in data.months if month.is_complete]
    return decide(kpi, Judged(data.now, data.target, data.plan, whole_months), book.of(kpi.name))


def level_word(level: str) -> str:
    """Return the one word of a level."""
    return {ACT: _("需过问"), WATCH: _("留意"), NEAR: _("接近"), REACHED: _("达标")}[level]


def mark(kpi: Kpi, status: Status) -> str:
    """Return shape and word as HTML, the reason and its rule on hover; nothing where no rule can say anything."""
    if status.level == NONE:
        return ""
    shape, word = SHAPES[status.level], level_word(status.level)
    why = escape(why_words(kpi, status))
    return f'<span class="status {status.level}" title="{why}"><i aria-hidden="true">{shape}</i>{text(word)}</span>'


def why_words(kpi: Kpi, status: Status) -> str:
    """Say every reason with the rule that it comes from, a line each."""
    return "\n".join(
        _("{reason}（规则：{rule}）", reason=reason_words(kpi, reason), rule=rule_words(kpi, reason))
        for reason in status.reasons
    )


def said(kpi: Kpi, status: Status) -> str:
    """Say a status to who cannot see it: its word, and what put it there."""
    if status.level == NONE:
        return ""
    return " ".join([level_word(status.level), listed([reason_words(kpi, reason) for reason in status.reasons])])


def reason_words(kpi: Kpi, reason: Reason) -> str:
    """Say what a rule found: 比目标低 1.9 个百分点."""
    kind, amount = reason.rule.kind, reason.amount
    if kind == GAP_TO_PLAN:
        return _("达到计划") if reason.level == REACHED else _("比计划少 {n} 个", n=whole(amount))
    if kind == GAP_TO_TARGET:
        if reason.level == REACHED:
            return _("达到目标")
        size = _gap(kpi, reason)
        return _("比目标高 {gap}", gap=size) if kpi.better == "lower" else _("比目标低 {gap}", gap=size)
    return _("连续 {n} 个月变差", n=whole(amount))


def _gap(kpi: Kpi, reason: Reason) -> str:
    if kpi.shown_as == "share":
        # Missed by less than the page shows: the gap is there, and no figure of ours would say it.
        return _("{points} 个百分点", points=decimal(reason.amount)) if reason.amount else _("不足 0.1 个百分点")
    return f"{whole(reason.amount)} {unit(kpi, reason.amount)}"


def rule_words(kpi: Kpi, reason: Reason) -> str:
    """Say a rule: from which size on it says 留意, and from which 需过问."""
    rule = reason.rule
    steps = []
    for limit, level in ((rule.watch, WATCH), (rule.act, ACT)):
        if limit is not None:
            steps.append(_step(kpi, rule.kind, limit, level_word(level)))
    return _("，").join(steps)


def _step(kpi: Kpi, rule: str, limit: Decimal, word: str) -> str:
    size = whole(limit)
    if rule == GAP_TO_PLAN:
        words = _("比计划少 {n}% 及以上为“{word}”", n=size, word=word)
        return words if limit else _("少于计划为“{word}”", word=word)
    if rule == GAP_TO_TARGET:
        measure = _("个百分点") if kpi.shown_as == "share" else unit(kpi)
        words = _("差 {size} {unit}及以上为“{word}”", size=size, unit=measure, word=word)
        return words if limit else _("不到目标为“{word}”", word=word)
    return _("连续 {n} 个月变差为“{word}”", n=size, word=word)
