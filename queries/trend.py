"""The trend of a KPI: a point a month, of a flow with the sum to date beside it, of a stock from running sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from queries.asked_rows import MEASURED, AskedRows, Where, asked_rows
from queries.catalogue import Kpi
from queries.headline import figures, headline
from queries.medians import heaps, median_of
from queries.project_sets import chunks
from queries.warehouse import Warehouse
from queries.windows import Month, Window, complete_to, months

# What a stock's rows add and take away, day by day. A row stands from enters_on to the day before leaves_on; it is
# achieved within that, once, or, when it was undone before it was achieved, before the one and from the other on.
MOVES = """
WITH standing AS (
    SELECT
        numerator,
        denominator,
        enters_on,
        leaves_on,
        CASE
            WHEN achieved_on IS NULL THEN NULL
            WHEN undone_on < achieved_on THEN enters_on
            ELSE GREATEST(enters_on, achieved_on)
        END AS achieved_from,
        LEAST(leaves_on, undone_on) AS achieved_to,
        CASE WHEN undone_on < achieved_on THEN GREATEST(enters_on, achieved_on) END AS again_from
    FROM {view}
    WHERE left_out IS NULL AND enters_on <= $last AND (leaves_on IS NULL OR leaves_on > enters_on) AND {condition}
),
moves AS (
    SELECT enters_on AS day, 0 AS top, denominator AS bottom FROM standing
    UNION ALL
    SELECT leaves_on AS day, 0 AS top, -denominator AS bottom FROM standing
    UNION ALL
    SELECT achieved_from AS day, numerator AS top, 0 AS bottom FROM standing
    WHERE achieved_to IS NULL OR achieved_from < achieved_to
    UNION ALL
    SELECT achieved_to AS day, -numerator AS top, 0 AS bottom FROM standing WHERE achieved_from < achieved_to
    UNION ALL
    SELECT again_from AS day, numerator AS top, 0 AS bottom FROM standing
    WHERE leaves_on IS NULL OR again_from < leaves_on
    UNION ALL
    SELECT leaves_on AS day, -numerator AS top, 0 AS bottom FROM standing WHERE again_from < leaves_on
)
SELECT day, CAST(SUM(top) AS DOUBLE), CAST(SUM(bottom) AS DOUBLE) FROM moves WHERE day <= $last GROUP BY day
"""


@dataclass(frozen=True)
class Point:
    """One month of a trend: of a flow what happened in it, of a stock the state at its ``last`` day.

    ``to_date_…`` is what happened from the window's first day to ``last`` (of a stock: the state again), so that the
    last point's is the headline. ``is_complete`` says that the whole month is there, in the window and in the data.
    """

    month: str
    last: date
    numerator: float | int | None
    denominator: int | None
    value: float | None
    is_complete: bool
    to_date_numerator: float | int | None
    to_date_denominator: int | None
    to_date_value: float | None


Sums = tuple[float, float, float | None]


def trend(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where) -> list[Point]:
    """Return a point for each month that ``window`` touches, oldest first. Raises NoSuchSplit."""
    asked = asked_rows(warehouse, kpi, window, where)
    every = months(window)
    if kpi.kind == "stock":
        alone = to_date = _states(warehouse, asked, every, where)
    elif kpi.shown_as == "distinct":
        alone, to_date = _projects(warehouse, asked, every)
    elif kpi.shown_as == "median":
        alone, to_date = _medians(warehouse, asked, every)
    else:
        alone, to_date = _sums(warehouse, asked, every)
    known_to = complete_to(warehouse, kpi)
    points = []
    for month, own, running in zip(every, alone, to_date, strict=True):
        is_whole = month.ends and (month.begins or kpi.kind == "stock")
        is_complete = is_whole and known_to is not None and month.last <= known_to
        points.append(Point(month.name, month.last, *figures(kpi, *own), is_complete, *figures(kpi, *running)))
    return points


def _sums(warehouse: Warehouse, asked: AskedRows, every: list[Month]) -> tuple[list[Sums], list[Sums]]:
    rows = warehouse.rows(
        "SELECT happened_on, CAST(SUM(top) AS DOUBLE), CAST(SUM(bottom) AS DOUBLE) "
        f"FROM ({asked.select('happened_on')}) AS asked WHERE reason IS NULL GROUP BY happened_on",
        asked.parameters,
    )
    alone = _by_month(rows, every)
    return alone, _running(alone)


def _by_month(rows: Iterable[tuple[date, float | None, float | None]], every: list[Month]) -> list[Sums]:
    """Add up daily sums by month; days before the first month's end belong to the first month."""
    tops, bottoms = Counter[str](), Counter[str]()
    first = every[0].name
    for day, top, bottom in rows:
        name = max(f"{day:%Y-%m}", first)
        tops[name] += top or 0  # type: ignore[assignment]
        bottoms[name] += bottom or 0  # type: ignore[assignment]
    return [(tops[month.name], bottoms[month.name], None) for month in every]


def _running(alone: list[Sums]) -> list[Sums]:
    running: list[Sums] = []
    top = bottom = 0.0
    for more_top, more_bottom, _ in alone:
        top, bottom = top + more_top, bottom + more_bottom
        running.append((top, bottom, None))
    return running


def _states(warehouse: Warehouse, asked: AskedRows, every: list[Month], where: Where) -> list[Sums]:
    if asked.kpi.shown_as in ("distinct", *MEASURED):
        # Projects and medians do not add up over rows, so there is no running sum of them.
        states = [headline(warehouse, asked.kpi, Window(month.first, month.last), where) for month in every]
        return [(state.numerator or 0, state.denominator or 0, state.value) for state in states]
    rows = warehouse.rows(MOVES.format(view=asked.view, condition=asked.condition), asked.parameters)
    return _running(_by_month(rows, every))


def _projects(warehouse: Warehouse, asked: AskedRows, every: list[Month]) -> tuple[list[Sums], list[Sums]]:
    """Count each project once a month it appears in, and to date once, in the month it first appears in."""
    rows = asked.select("project_no", "happened_on")
    parameters = asked.parameters | {f"end_{at}": month.last for at, month in enumerate(every)}
    alone: list[Sums] = []
    first: list[tuple[date, float, float]] = []
    for own, mask, sums in chunks([f"happened_on <= $end_{at}" for at in range(len(every))]):
        found = warehouse.rows(
            f"SELECT first_on, COUNT(*), {sums} FROM (SELECT project_no, MIN(happened_on) AS first_on, {mask} AS mask "
            f"FROM ({rows}) AS asked WHERE {asked.is_counted} AND project_no IS NOT NULL GROUP BY project_no) AS projects "
            "GROUP BY first_on",
            parameters,
        )
        alone += [(float(sum(row[2 + at - own.start] for row in found)), 0.0, None) for at in own]
        first = [(first_on, projects, 0.0) for first_on, projects, *_ in found]
    return alone, _running(_by_month(first, every))


def _medians(warehouse: Warehouse, asked: AskedRows, every: list[Month]) -> tuple[list[Sums], list[Sums]]:
    found = heaps(warehouse, asked, "month_of(happened_on)")
    alone, to_date = [], []
    running, total = Counter[float](), 0.0
    for month in every:
        own, bottom = found.get(month.first.replace(day=1), (Counter[float](), 0.0))
        running, total = running + own, total + bottom
        alone.append((0.0, bottom, median_of(own)))
        to_date.append((0.0, total, median_of(running)))
    return alone, to_date
