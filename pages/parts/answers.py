"""Answers kept: what the pages ask of the numbers, remembered per warehouse version and definition text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from queries import questions
from queries.catalogue import Kpi, kpis, types_behind
from queries.questions import Change, Group, Headline, Point, Window
from queries.surroundings import Event, project_names, target_on, targets
from queries.surroundings import events as known_events
from queries.warehouse import Warehouse

if TYPE_CHECKING:
    from pages.parts.shell import Here

Where = tuple[tuple[str, tuple[str, ...]], ...]
SPARK_MONTHS = 12
KEPT = 2_000


@dataclass(frozen=True)
class CardData:
    """All that one card shows of one KPI, as plain numbers: words are added when it is drawn."""

    kpi: str
    now: Headline
    before: Headline | None
    change: Change | None
    points: list[Point]
    target: float | None
    plan: int | None
    complete_to: date | None


@dataclass(frozen=True)
class Asked:
    """What every card of a wall shares: the KPIs there are, their targets, window, filters and comparison."""

    every: dict[str, Kpi]
    aims: dict[str, list[tuple[str, float]]]
    window: Window
    where: dict[str, tuple[str, ...]]
    compare: str


def first_of(last: date, months: int) -> date:
    """Return the first day of the month that lies ``months`` − 1 months before the month of ``last``."""
    number = last.year * 12 + last.month - months
    return date(number // 12, number % 12 + 1, 1)


def complete_to(warehouse: Warehouse, kpi: Kpi) -> date | None:
    """Return the day up to which every record type behind ``kpi`` has arrived; None when one never did."""
    days = [warehouse.freshness.get(name) for name in types_behind(kpi)]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


@st.cache_data(show_spinner=False, max_entries=KEPT)
def cards(_warehouse: Warehouse, state: str, window: Window, where: Where, compare: str) -> list[CardData]:
    """Return the data of every card, in order. ``state`` (state_of) makes a new version or definition a new key."""
    asked = Asked(kpis(), targets(_warehouse), window, dict(where), compare)
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda kpi: _card(_warehouse, kpi, asked), asked.every.values()))


def _card(warehouse: Warehouse, kpi: Kpi, asked: Asked) -> CardData:
    window, where = asked.window, asked.where
    now = questions.headline(warehouse, kpi, window, where)
    earlier = questions.earlier(window, asked.compare)
    covered = warehouse.first_day is not None and earlier.first >= warehouse.first_day
    before = questions.headline(warehouse, kpi, earlier, where) if covered else None
    spark = Window(first_of(window.last, SPARK_MONTHS), window.last)
    # The plan of a share is the denominator of the KPI called planned_…: what should have happened by the day.
    planned = asked.every.get(f"planned_{kpi.name}")
    plan = questions.headline(warehouse, planned, window, where).denominator if planned else None
    return CardData(
        kpi=kpi.name,
        now=now,
        before=before,
        change=questions.change(now, before, kpi) if before else None,
        points=questions.trend(warehouse, kpi, spark, where),
        target=target_on(asked.aims.get(kpi.name, []), window.last),
        plan=int(plan) if plan is not None else None,
        complete_to=complete_to(warehouse, kpi),
    )


def state_of(warehouse: Warehouse) -> str:
    """Return what answers depend on besides the question: the version's file and every definition's text."""
    return f"{warehouse.path}:{warehouse.version}:{hash(tuple(kpi.text for kpi in kpis().values()))}"


@st.cache_data(show_spinner=False, max_entries=KEPT)
def headline(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where) -> Headline:
    """Return the headline of one KPI (queries.questions.headline), remembered."""
    return questions.headline(_warehouse, kpis()[kpi], window, dict(where))


@st.cache_data(show_spinner=False, max_entries=KEPT)
def trend(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where) -> list[Point]:
    """Return the trend of one KPI (queries.questions.trend), remembered."""
    return questions.trend(_warehouse, kpis()[kpi], window, dict(where))


@st.cache_data(show_spinner=False, max_entries=KEPT)
def groups(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where, by: str) -> list[Group]:
    """Return the break-down of one KPI (queries.questions.groups), remembered."""
    return questions.groups(_warehouse, kpis()[kpi], window, dict(where), by)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def split_values(_warehouse: Warehouse, state: str, split: str) -> list[str]:
    """Return the values a filter offers (queries.questions.split_values), remembered."""
    return questions.split_values(_warehouse, split)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def events(_warehouse: Warehouse, state: str) -> list[Event]:
    """Return the events shown on trends (queries.surroundings.events), remembered."""
    return known_events(_warehouse)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def remainder_names(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where, most: int) -> list[str]:
    """Return the names of the first ``most`` projects that a share has below the line but not above it."""
    rows = questions.records(_warehouse, kpis()[kpi], window, dict(where), "remainder", limit=most).to_pylist()
    names = project_names(_warehouse, [row["project_id"] for row in rows])
    return [names.get(row["project_id"], row["project_id"] or "") for row in rows]


def cards_here(at: Here) -> list[CardData]:
    """Return the data of every card for where the page stands."""
    return cards(at.warehouse, state_of(at.warehouse), at.window, at.choice.where, at.choice.compare)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def card(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where, compare: str) -> CardData:
    """Return the data of one card, for the head of a KPI page."""
    every = kpis()
    return _card(_warehouse, every[kpi], Asked(every, targets(_warehouse), window, dict(where), compare))


def card_here(at: Here, kpi: Kpi) -> CardData:
    """Return the data of one card for where the page stands."""
    return card(at.warehouse, state_of(at.warehouse), kpi.name, at.window, at.choice.where, at.choice.compare)
