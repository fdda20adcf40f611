"""The upload calendar in one line, for the head of every page: how many of the month's tables there are, what lacks."""

from __future__ import annotations

from datetime import date

from pages.parts import address, answers
from pages.parts.address import Choice
from pages.parts.markup import anchor
from pages.parts.names import type_name
from pages.parts.remembered import remembered
from pages.parts.words import _, listed, month
from queries.upload_calendar import OVERDUE, Calendar, calendars
from queries.warehouse import Warehouse

# More names than this would push the head of the page into a second line.
NAMED = 2


@remembered(64)
def known(_warehouse: Warehouse, state: str, today: date, asked: date | None, months: int) -> list[Calendar]:
    """Return the calendars up to a month (queries.upload_calendar), remembered per version and day."""
    return calendars(_warehouse, asked, today, months)


def due_now(warehouse: Warehouse) -> Calendar:
    """Return the calendar of the month that is due now."""
    return known(warehouse, answers.state_of(warehouse), date.today(), None, 1)[0]


def line(choice: Choice, due: Calendar) -> str:
    """Return the line as HTML: a link to the calendar on the upload page."""
    kind = "needs" if any(table.state == OVERDUE for table in due.missing) else ""
    return anchor(words(due), address.link(choice, "upload") + "#calendar", kind, data_calendar=f"{due.month:%Y-%m}")


def words(due: Calendar) -> str:
    """Say how many of the month's tables there are, and the first that lack."""
    if not due.missing:
        return _("{month}：{n} 张表已收齐", month=month(due.month), n=len(due.expected))
    said = _("{month}：{all} 张表已收 {n} 张", month=month(due.month), all=len(due.expected), n=due.received)
    names = listed([type_name(table.type) for table in due.missing[:NAMED]])
    if len(due.missing) > NAMED:
        return said + _("，缺{names}等 {n} 张", names=names, n=len(due.missing))
    return said + _("，缺{names}", names=names)
