"""What the page of approvals asks: every question once for where the page stands, and how items are called."""

from __future__ import annotations

from pages.parts import address, answers
from pages.parts.address import FILTERS
from pages.parts.answers import Where
from pages.parts.markup import state_html
from pages.parts.menu.menu_words import in_chinese
from pages.parts.narrowing import said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.words import _
from queries.approvals import cases, courses, flow, overdue
from queries.approvals.cases import CaseGroup
from queries.approvals.flow import Flow
from queries.approvals.menu_order import menu_orders
from queries.approvals.overdue import OverdueCase, Running
from queries.menu.items import FILE, item_file
from queries.named_kpis import kpi_of
from queries.questions import Window
from queries.reference_rows import reference_state
from queries.warehouse import Warehouse

PAGE = "approvals"
KEPT = 100


def where(at: Here) -> Where:
    """Return the filters of the page: what a KPI elsewhere is narrowed to does not hold here."""
    return tuple((name, values) for name, values in at.choice.where if name in FILTERS)


def decided(at: Here) -> list[CaseGroup]:
    """Return the cases decided in the window (queries.approvals.cases), remembered."""
    return _decided(at.warehouse, answers.state_of(at.warehouse), at.window, where(at))


@remembered(KEPT)
def _decided(_warehouse: Warehouse, state: str, window: Window, held: Where) -> list[CaseGroup]:
    return cases.decided_cases(_warehouse, window, dict(held))


def running(at: Here) -> Running:
    """Return how many cases run on the window's last day (queries.approvals.overdue), remembered."""
    return _running(at.warehouse, answers.state_of(at.warehouse), at.window, where(at))


@remembered(KEPT)
def _running(_warehouse: Warehouse, state: str, window: Window, held: Where) -> Running:
    return overdue.running(_warehouse, window.last, dict(held))


def overdue_cases(at: Here, limit: int, offset: int = 0) -> list[OverdueCase]:
    """Return some of the overdue cases (queries.approvals.overdue), remembered."""
    return _overdue(at.warehouse, answers.state_of(at.warehouse), at.window, where(at), limit, offset)


@remembered(KEPT)
def _overdue(
    _warehouse: Warehouse, state: str, window: Window, held: Where, limit: int, offset: int
) -> list[OverdueCase]:
    return overdue.overdue(_warehouse, window.last, dict(held), limit, offset)


def real_flow(at: Here) -> Flow:
    """Return what waits for what (queries.approvals.flow), remembered for item.csv as it stands. Raises MenuMistake."""
    return _flow(at.warehouse, answers.state_of(at.warehouse), at.window, where(at), reference_state((FILE,)))


@remembered(KEPT)
def _flow(_warehouse: Warehouse, state: str, window: Window, held: Where, menu: tuple[object, ...]) -> Flow:
    orders = menu_orders()
    return flow.flow(courses.courses(_warehouse, window, dict(held)), orders)


def item_name(item_id: str) -> str:
    """Return what an item is called in item.csv as it stands now; one not there keeps its code."""
    found = item_file().items.get(item_id)
    return found.name if found else item_id


def item_html(item_id: str) -> str:
    """Return the name of an item as HTML; on an English page it stays Chinese and says so."""
    return in_chinese(item_name(item_id))


def records(at: Here, place: str, *within: tuple[str, str | None]) -> str:
    """Return the address of the records that the KPI at ``place`` (queries/approvals/kpis.toml) counts in the window,
    held to ``within`` (split, value).
    """
    held = tuple(said(split, value) for split, value in within)
    return address.link(at.choice, "kpi", kpi=kpi_of(PAGE, place).name, within=held) + "#records"


def empty(at: Here, words: str) -> str:
    """Return a sentence for a section that has nothing to show, and the nearest way on: without the filters, else to
    this year.
    """
    nothing = dict.fromkeys(FILTERS) if where(at) else {"from_": None, "to": None}
    step = _("清除筛选") if where(at) else _("看今年以来")
    return state_html(words, step, address.here(at.choice, PAGE, **nothing, sheet=None))
