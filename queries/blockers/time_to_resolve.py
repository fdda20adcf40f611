"""How long blockers take to resolve, the open ones counted for what they are: open so far (Kaplan–Meier)."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from queries.asked_rows import Where, asked_rows
from queries.named_kpis import kpi_of
from queries.warehouse import Warehouse
from queries.windows import Window

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Followed:
    """``number`` blockers followed for ``days`` days since found: to the day they were resolved, or still open then."""

    days: int
    is_resolved: bool
    number: int


@dataclass(frozen=True)
class Step:
    """The share still open after ``days`` days, with the ends of its 95 % band (None where there is none).

    ``at_risk`` were open and followed up to that day, ``resolved`` of them on it; ``left`` are followed no longer.
    """

    days: int
    still_open: float
    low: float | None
    high: float | None
    at_risk: int
    resolved: int
    left: int


@dataclass(frozen=True)
class Curve:
    """The share still open by days since found: it starts at 1 and falls at each step, the first day first."""

    steps: tuple[Step, ...]

    @property
    def number(self) -> int:
        """How many blockers it is drawn from."""
        return sum(step.resolved + step.left for step in self.steps)

    @property
    def resolved(self) -> int:
        """How many of them were resolved."""
        return sum(step.resolved for step in self.steps)

    @property
    def median(self) -> int | None:
        """The first day by which half are resolved; None when it is not reached."""
        return next((step.days for step in self.steps if step.still_open <= 0.5), None)

    @property
    def median_band(self) -> tuple[int | None, int | None]:
        """The 95 % interval of the median: where the band's lower and upper end come down to half.

        Source: Brookmeyer & Crowley (1982), A confidence interval for the median survival time, Biometrics 38.
        """
        low = next((step.days for step in self.steps if step.low is not None and step.low <= 0.5), None)
        high = next((step.days for step in self.steps if step.high is not None and step.high <= 0.5), None)
        return low, high

    def followed_beyond(self, days: int) -> int:
        """How many were open and still followed after ``days`` days."""
        return self.number - sum(step.resolved + step.left for step in self.steps if step.days <= days)

    def after(self, days: int) -> Step | None:
        """Return the state at the end of ``days`` days, None when nobody was followed that long (unless none is left).

        Before the first step all are open.
        """
        place = bisect_right([step.days for step in self.steps], days) - 1
        if place < 0:
            return Step(days, 1.0, None, None, self.number, 0, 0)
        is_beyond = days > self.steps[-1].days and self.steps[-1].still_open > 0
        return None if is_beyond else self.steps[place]


def followed(warehouse: Warehouse, window: Window, where: Where, *, every: bool = False) -> list[Followed]:
    """Return the blockers found in ``window`` (``every``: found by its last day), followed to that day.

    Resolved is what the KPI of the resolution rate counts on that day; one reopened by then is still open.
    """
    asked = asked_rows(warehouse, kpi_of("blockers", "resolution_rate"), window, where)
    since = "TRUE" if every else "enters_on >= $first"
    ends = (("TRUE", "GREATEST(enters_on, achieved_on)", asked.is_counted), ("FALSE", "$last", asked.is_remainder))
    union = " UNION ALL ".join(
        asked.select(
            f"days_between(enters_on, {end}) AS days, {is_resolved} AS is_resolved, COUNT(*) AS n",
            f"{only} AND {since}",
            "days",
        )
        for is_resolved, end, only in ends
    )
    return [Followed(*row) for row in warehouse.rows(union, asked.parameters | {"first": window.first})]


def curve(found: Iterable[Followed]) -> Curve | None:
    """Return the Kaplan–Meier estimate of the share still open, with its 95 % band; None when nothing was followed.

    Source: Kaplan & Meier (1958), Nonparametric estimation from incomplete observations, JASA 53; the band is
    Greenwood's on the scale of log(−log): it stays between 0 and 1.
    """
    import numpy as np

    # Half a second: imported when it is needed, not when the commands start.
    from scipy.stats import CensoredData, ecdf

    grouped = list(found)
    if not grouped:
        return None
    numbers = [one.number for one in grouped]
    days = np.repeat([float(one.days) for one in grouped], numbers)
    still_open = np.repeat([not one.is_resolved for one in grouped], numbers)
    survival = ecdf(CensoredData.right_censored(days, still_open)).sf
    with warnings.catch_warnings():
        # Where all or none are open there is no band: the ends are then not numbers.
        warnings.simplefilter("ignore", RuntimeWarning)
        band = survival.confidence_interval(CONFIDENCE, method="log-log")
    resolved, left = _counts(grouped)
    steps, at_risk = [], sum(numbers)
    for place, at in enumerate(survival.quantiles):
        day = int(at)
        low, high = (float(end.probabilities[place]) for end in (band.low, band.high))
        step = Step(
            days=day,
            still_open=float(survival.probabilities[place]),
            low=None if np.isnan(low) else low,
            high=None if np.isnan(high) else high,
            at_risk=at_risk,
            resolved=resolved.get(day, 0),
            left=left.get(day, 0),
        )
        steps.append(step)
        at_risk -= step.resolved + step.left
    return Curve(tuple(steps))


def _counts(found: Iterable[Followed]) -> tuple[dict[int, int], dict[int, int]]:
    """Return days → how many were resolved then, and days → how many were followed no longer."""
    resolved: dict[int, int] = {}
    left: dict[int, int] = {}
    for one in found:
        counts = resolved if one.is_resolved else left
        counts[one.days] = counts.get(one.days, 0) + one.number
    return resolved, left
