"""The whole overview as one workbook: every card as a line, and behind it each KPI's months on a sheet of its own."""

from __future__ import annotations

from dataclasses import replace

from pages.parts.overview import card_data, status
from pages.parts.overview.card_data import CardData
from pages.parts.place import Here
from pages.parts.take_away.about import About, about_page
from pages.parts.take_away.cells import amount, cell_of
from pages.parts.take_away.workbook import Sheet
from pages.parts.trend import section as trend
from pages.parts.trend.data import trend_here
from pages.parts.words import _, language, listed
from queries.catalogue import Kpi, kpis
from queries.change import change, difference
from queries.headline import Number
from queries.rounding import half_up
from queries.status import NONE
from queries.surroundings import definition_changes


def sheets(at: Here) -> list[Sheet]:
    """Return the sheets: the cards as a table, then the months of each KPI to the end of the window."""
    every = kpis()
    data = [card for card in card_data.cards_here(at) if card.kpi in every]
    found = [cards(every, data)]
    alone = replace(at, choice=replace(at.choice, rebase=()))
    for card in data:
        months = trend_here(alone, every[card.kpi], definition_changes(card.kpi))
        if months is not None:
            found.append(Sheet(every[card.kpi].title.in_(language()), *trend.table(months)))
    return found


def about(at: Here) -> About:
    """Return what the workbook says of itself: the page's lines, and of every KPI its question and its fraction."""
    lines = list(about_page(_("总览"), at))
    for kpi in kpis().values():
        title, question = kpi.title.in_(language()), kpi.question.in_(language())
        parts = [
            question,
            f"{_('分子')}: {kpi.numerator.in_(language())}",
            f"{_('分母')}: {kpi.denominator.in_(language())}",
        ]
        lines.append((title, "\n".join(parts)))
    return lines


def cards(every: dict[str, Kpi], data: list[CardData]) -> Sheet:
    """Return the cards as a table: the number and its parts, how it changed and why, target, plan and status."""
    header = [
        _("分组"),
        _("指标"),
        _("数值"),
        _("单位"),
        _("分子"),
        _("分母"),
        _("比较期"),
        _("变化"),
        _("变化的单位"),
        _("分子变化"),
        _("分母变化"),
        _("分子带来"),
        _("分母带来"),
        _("目标"),
        _("计划"),
        _("状态"),
        _("原因"),
        _("数据完整至"),
    ]
    return Sheet(_("总览"), header, [line(every[card.kpi], card) for card in data])


def line(kpi: Kpi, card: CardData) -> list[object]:
    """Return one card as cells; of a share the changes are in percentage points."""
    now, before = card.now, card.before
    is_share = kpi.shown_as == "share"
    unit = "%" if is_share else kpi.unit.in_(language())
    judged = status.status_of(kpi, card)
    is_judged = judged.level != NONE
    return [
        kpi.group.in_(language()),
        kpi.title.in_(language()),
        cell_of(kpi, now.value),
        unit,
        amount(now.numerator) if is_share else None,
        amount(now.denominator),
        cell_of(kpi, before.value) if before else None,
        *moved(kpi, now, before),
        *causes(kpi, now, before),
        cell_of(kpi, card.target),
        amount(card.plan),
        status.level_word(judged.level) if is_judged else None,
        listed([status.reason_words(kpi, reason) for reason in judged.reasons]) if is_judged else None,
        card.complete_to,
    ]


def moved(kpi: Kpi, now: Number, before: Number | None) -> list[object]:
    """Return by how much a number changed and in what, as its card says it: the difference of what is shown."""
    moved_by = difference(kpi, now, before) if before else None
    if moved_by is None:
        return [None, None]
    return [moved_by, _("个百分点") if kpi.shown_as == "share" else kpi.unit.in_(language())]


def causes(kpi: Kpi, now: Number, before: Number | None) -> list[object]:
    """Return how a share's two parts moved, and how many percentage points each of them brought."""
    if kpi.shown_as != "share" or before is None:
        return [None] * 4
    found = change(now, before, kpi)
    brought = [found.by_numerator, found.by_denominator]
    points = [None if part is None else half_up(part * 100, 1) for part in brought]
    return [amount(found.numerator), amount(found.denominator), *points]
