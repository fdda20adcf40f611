"""What a number should be: its plan, its target, and what the whole city reaches in the same months."""

from __future__ import annotations

from queries.headline import Number
from queries.lists import list_rows, lists
from queries.warehouse import Warehouse
from queries.windows import Window, months


def planned(now: Number, plan: int | None) -> Number | None:
    """Return what ``now`` would be by plan: so many of the same denominator; None without a plan or a denominator."""
    if plan is None or not now.denominator:
        return None
    return Number(plan, now.denominator, plan / now.denominator)


def aimed_at(target: float | None) -> Number | None:
    """Return a target as a number: a value without anything above or below the line; None without a target."""
    return None if target is None else Number(None, None, target)


def city_averages(warehouse: Warehouse, window: Window) -> dict[str, Number]:
    """Return, by KPI, the number of the whole city in ``window``: all districts' sums, divided once.

    A KPI is left out unless every month of the window is whole and every district has published it: a part of the
    city, or of the time, is no fair standard. Source: the city's monthly bulletin (queries/list/city_average.sql).
    """
    asked = months(window)
    if not all(month.begins and month.ends for month in asked):
        return {}
    published: dict[str, list[tuple[int, int]]] = {}
    for row in list_rows(warehouse, lists()["city_average"], window, {}):
        if row["districts"] == row["expected"]:
            published.setdefault(row["kpi"], []).append((row["numerator"], row["denominator"]))
    found = {}
    for kpi, sums in published.items():
        top, bottom = (sum(part) for part in zip(*sums, strict=True))
        if len(sums) == len(asked) and bottom:
            found[kpi] = Number(top, bottom, top / bottom)
    return found
