"""The whole page of one KPI as a workbook: its number, its months, every break-down, its records and its definition."""

from __future__ import annotations

from itertools import chain

from pages.parts import answers
from pages.parts.books.overview_book import cards
from pages.parts.downloads import Streamed
from pages.parts.figures import whole
from pages.parts.kpi import breakdown
from pages.parts.kpi.record_list import count, part_said
from pages.parts.kpi.record_table import Ask, whole_table
from pages.parts.names import column_name
from pages.parts.overview import card_data
from pages.parts.place import Here
from pages.parts.take_away.workbook import Sheet
from pages.parts.trend import section as trend
from pages.parts.trend.data import trend_here
from pages.parts.words import _, language
from queries.catalogue import Kpi, kpis
from queries.surroundings import definition_changes

MOST_RECORDS = 20_000


def sheets(at: Here, kpi: Kpi) -> list[Sheet]:
    """Return the sheets: the card, the months, a break-down by each split, the records of each part."""
    found = [cards(kpis(), [card_data.card_here(at, kpi)])]
    found[0] = Sheet(kpi.title.in_(language()), found[0].header, found[0].rows)
    months = trend_here(at, kpi, definition_changes(kpi.name))
    if months is not None:
        found.append(Sheet(_("走势"), *trend.table(months)))
    for split in kpi.splits:
        groups = answers.groups(
            at.warehouse, answers.state_of(at.warehouse), kpi.name, at.window, at.choice.where, split
        )
        if groups:
            found.append(Sheet(_("按{split}", split=column_name(split)), *breakdown.table(kpi, split, groups)))
    parts = ("counted", "remainder", "left_out") if kpi.shown_as == "share" else ("counted", "left_out")
    asked = [Ask(part, None) for part in parts]
    return [*found, *(Sheet(part_said(ask), *_records(at, kpi, ask)) for ask in asked)]


def _records(at: Here, kpi: Kpi, ask: Ask) -> Streamed:
    """Return the records of a part, and behind the last that fits how many there are in all."""
    header, rows = whole_table(at, kpi, ask, MOST_RECORDS)
    total = count(at, kpi, ask)
    if total <= MOST_RECORDS:
        return header, rows
    most, every = whole(MOST_RECORDS), whole(total)
    said = _("共 {total} 条，这里只列前 {n} 条；要全部的，请先筛选或缩短时间段。", total=every, n=most)
    return header, chain(rows, [[said, *[""] * (len(header) - 1)]])
