"""What a trend shows of one KPI: its months, natural limits, target and plan by month, and the events among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pages.parts import answers
from pages.parts.place import Here
from queries.catalogue import Kpi, kpis
from queries.judged_trend import judged
from queries.questions import Point, Window
from queries.surroundings import Event, target_on, targets
from queries.windows import last_months
from queries.xmr import Row

MONTHS = 24


@dataclass(frozen=True)
class Trend:
    """The months of one trend, oldest first, and per month what they are held against; no rows for a stock."""

    kpi: Kpi
    window: Window
    points: list[Point]
    rows: list[Row] = field(default_factory=list)
    targets: list[float | None] = field(default_factory=list)
    plans: list[float | None] = field(default_factory=list)
    events: list[tuple[float, Event]] = field(default_factory=list)
    # Days from which the KPI's definition has been another.
    changes: list[tuple[float, Event]] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """What a value is multiplied by to be drawn: shares are drawn in percent."""
        return 100.0 if self.kpi.shown_as == "share" else 1.0

    @property
    def shown(self) -> list[float | None]:
        """The values as drawn. Nothing in a month that is not whole is no zero: its records have not come yet."""
        is_flow = self.kpi.kind == "flow"
        return [
            None
            if point.value is None or (is_flow and not point.value and not point.is_complete)
            else point.value * self.scale
            for point in self.points
        ]

    @property
    def open_from(self) -> int:
        """The place of the first of the months at the end that are not whole; behind the last when all are."""
        whole = [at for at, point in enumerate(self.points) if point.is_complete]
        return whole[-1] + 1 if whole else 0


def trend_here(at: Here, kpi: Kpi, changes: Sequence[Event]) -> Trend | None:
    """Return the trend of ``kpi`` to the end of the window, at most MONTHS long; None before there is any data.

    ``changes`` are those of its definition (queries.surroundings.definition_changes).
    """
    window, state = last_months(at.warehouse, at.window.last, MONTHS), answers.state_of(at.warehouse)
    if window.first > window.last:
        return None
    points = answers.trend(at.warehouse, state, kpi.name, window, at.choice.where)
    steps = targets(at.warehouse).get(kpi.name, [])
    return Trend(
        kpi=kpi,
        window=at.window,
        points=points,
        rows=judged(kpi, points, at.choice.rebase),
        targets=[target_on(steps, point.last) for point in points],
        plans=plans(at, kpi, window, points),
        events=placed(points, answers.events(at.warehouse, state)),
        changes=placed(points, changes),
    )


def plans(at: Here, kpi: Kpi, window: Window, points: list[Point]) -> list[float | None]:
    """Return per month what should have been reached by then: what stands below the line of the KPI planned_…"""
    planned = kpis().get(f"planned_{kpi.name}")
    if planned is None or kpi.kind != "stock" or planned.lacking(at.filters):
        return []
    state = answers.state_of(at.warehouse)
    due = answers.trend(at.warehouse, state, planned.name, window, at.choice.where)
    whole = [point.denominator if kpi.shown_as == "share" else 1 for point in points]
    return [
        plan.denominator / of if of and plan.denominator is not None else None
        for plan, of in zip(due, whole, strict=True)
    ]


def placed(points: list[Point], known: Sequence[Event]) -> list[tuple[float, Event]]:
    """Return the events that fall into the months shown, each with its place on the axis."""
    months = {p.month: i for i, p in enumerate(points)}
    found = []
    for event in known:
        key = f"{event.on:%Y-%m}"
        if key in months:
            found.append((months[key] - 0.5 + (event.on.day - 1) / 31, event))
    return found
