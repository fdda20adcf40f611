"""The wall of cards: one card a KPI, grouped, each one link that opens the KPI with the filters kept."""

from __future__ import annotations

from html import escape
from itertools import groupby

from pages.parts import address
from pages.parts.address import Choice
from pages.parts.figures import Figure, figure, value_said, whole
from pages.parts.markup import text
from pages.parts.overview import status
from pages.parts.overview.card_data import SPARK_MONTHS, CardData, SparkMonth
from pages.parts.overview.change_words import change_line, is_open
from pages.parts.trend.signal_words import LastMonth, last_month
from pages.parts.words import _, day, language, listed, span
from queries.catalogue import Kpi
from queries.status import Status


def wall(choice: Choice, every: dict[str, Kpi], data: list[CardData]) -> str:
    """Return the wall as HTML: a column a group, in the order of data/reference/card.csv."""
    known = [card for card in data if card.kpi in every]
    found = status.statuses(every, known)
    columns = []
    for group, members in groupby(known, key=lambda card: every[card.kpi].group):
        inside = "".join(card_html(choice, every[member.kpi], member, found[member.kpi]) for member in members)
        columns.append(f'<section><h2>{text(group.in_(language()))}</h2><div class="cards">{inside}</div></section>')
    return f'<div class="wall">{"".join(columns)}</div>{not_reached(choice, every)}'


def not_reached(choice: Choice, every: dict[str, Kpi]) -> str:
    """Name the KPIs that the filters do not reach, because their records do not say what is filtered by."""
    beyond = [kpi.title.in_(language()) for kpi in every.values() if kpi.lacking(choice.filters)]
    if not beyond:
        return ""
    return f'<p class="quiet">{text(_("不能按现在的筛选来看，没有显示：{kpis}。", kpis=listed(beyond)))}</p>'


def card_html(choice: Choice, kpi: Kpi, data: CardData, found: Status) -> str:
    """Return one card: title, the number said first, its bar or its recent months, the change, and what it covers."""
    shown = figure(kpi, data.now, rounded=True)
    signal = last_month(kpi, data.judged, f"{choice.window.first:%Y-%m}")
    title = kpi.title.in_(language())
    href = address.link(choice, "kpi", kpi=kpi.name)
    lines = [
        f'<span class="title"><span>{text(title)}</span>'
        f'<small class="covers">{covers(kpi, data, choice)}</small></span>',
        figure_html("span", shown),
        bullet(kpi, data, found),
        f'<span class="foot">{change_line(kpi, data, choice)}{recent(signal, data.months)}</span>',
    ]
    number = shown.exact or shown.first + shown.behind
    all_said = [title, number, shown.second, status.said(kpi, found), signal.word if signal else ""]
    said = " ".join(filter(None, all_said))
    return (
        f'<a class="card" href="{escape(href)}" data-kpi="{kpi.name}" aria-label="{escape(said)}">{"".join(lines)}</a>'
    )


def figure_html(element: str, shown: Figure) -> str:
    """Return a number as HTML: the part read aloud largest, the rest smaller beside it."""
    behind = f"<i>{text(shown.behind)}</i><em>{text(shown.second)}</em>"
    exact = f' title="{escape(shown.exact)}"' if shown.exact else ""
    return f'<{element} class="figure"{exact}><b>{text(shown.first)}</b>{behind}</{element}>'


def bullet(kpi: Kpi, data: CardData, found: Status) -> str:
    """Return a thin bar of a share from 0 to 100 %, with target and plan as marks on it and named beside it."""
    if kpi.shown_as != "share":
        return f'<span class="note">{target_words(kpi, data, found)}</span>'
    value = min(max(data.now.value or 0.0, 0.0), 1.0)
    marks = ""
    if data.target is not None:
        marks += f'<s class="target" style="left:{data.target * 100:.2f}%"></s>'
    if data.plan and data.now.denominator:
        marks += f'<s class="plan" style="left:{min(data.plan / data.now.denominator, 1) * 100:.2f}%"></s>'
    return (
        f'<span class="bar"><u style="width:{value * 100:.2f}%"></u>{marks}</span>'
        f'<span class="note">{target_words(kpi, data, found)}</span>'
    )


def target_words(kpi: Kpi, data: CardData, found: Status) -> str:
    """Say target and plan in words, and beside them the status as shape, word and colour."""
    parts = []
    if data.plan is not None:
        parts.append(f"<span>{text(_('┃计划 {n}', n=whole(data.plan)))}</span>")
    if data.target is not None:
        parts.append(f"<span>{text(_('┆目标 {aim}', aim=value_said(kpi, data.target)))}</span>")
    return " ".join([*parts, status.mark(kpi, found)])


def recent(signal: LastMonth | None, months: list[SparkMonth]) -> str:
    """Return the recent months as small columns, over them in a word whether the last is more than noise."""
    word = ""
    if signal:
        kind, shape = "needs" if signal.means == "bad" else "covers", "<i>◆</i> " if signal.means else ""
        word = f'<small class="{kind}" title="{escape(signal.why)}">{shape}{text(signal.word)}</small>'
    return f'<span class="recent">{word}{spark(months[-SPARK_MONTHS:])}</span>'


def spark(months: list[SparkMonth]) -> str:
    """Return the recent months as small columns from zero; the last is marked, an unfinished month is hollow.

    The plain columns are one element cut to their shape: with an element each, the columns would be half of the wall.
    """
    highest = max((month.value or 0.0 for month in months), default=0.0)
    if not highest:
        return ""
    # Columns five wide, two apart, in percent of the whole width.
    step, width = 700 / (SPARK_MONTHS * 7 - 2), 500 / (SPARK_MONTHS * 7 - 2)
    cut, boxes = "", ""
    for number, month in enumerate(months, SPARK_MONTHS - len(months)):
        left, height = number * step, max((month.value or 0.0) / highest * 100, 4)
        if month.is_complete and month is not months[-1]:
            top, right = f"{100 - height:.0f}%", f"{left + width:.1f}%"
            cut += f",{left:.1f}% 100%,{left:.1f}% {top},{right} {top},{right} 100%"
        else:
            kind = "last" if month.is_complete else "open"
            boxes += f'<q class="{kind}" style="left:{left:.1f}%;width:{width:.1f}%;height:{height:.0f}%"></q>'
    plain = f'<q style="clip-path:polygon({cut[1:]})"></q>' if cut else ""
    return f'<span class="spark" aria-hidden="true">{plain}{boxes}</span>'


def covers(kpi: Kpi, data: CardData, choice: Choice) -> str:
    """Say what the number covers: the window of a flow, the day of a stock, and how far its data is complete."""
    window = choice.window
    if data.complete_to is None:
        return f'<span class="needs">{text(_("还没有数据"))}</span>'
    if is_open(data, choice):
        return f'<span class="needs">{text(_("数据至 {day}", day=day(data.complete_to)))}</span>'
    if kpi.kind == "flow":
        return text(span(window.first, window.last, with_year=window.first.year != window.last.year))
    return text(_("{day} 时点", day=day(window.last)))
