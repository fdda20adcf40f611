"""What explains a number beyond its definition, remembered: with the rows left out, and as it was reported."""

from __future__ import annotations

from pages.parts import answers
from pages.parts.answers import KEPT, Where
from pages.parts.place import Here
from pages.parts.remembered import remembered
from queries.as_reported import Reported, as_reported
from queries.catalogue import Kpi, kpis
from queries.questions import Window
from queries.warehouse import Warehouse, version_numbers, warehouse_folder
from queries.with_left_out import WithReason, with_left_out


def with_left_out_here(at: Here, kpi: Kpi) -> list[WithReason]:
    """Return what the number would be with the rows it leaves out (queries.with_left_out)."""
    return _with_left_out(at.warehouse, answers.state_of(at.warehouse), kpi.name, at.window, at.choice.where)


@remembered(KEPT)
def _with_left_out(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where) -> list[WithReason]:
    now = answers.headline(_warehouse, state, kpi, window, where)
    return with_left_out(_warehouse, kpis()[kpi], window, dict(where), now)


def reported_here(at: Here, kpi: Kpi) -> list[Reported]:
    """Return the months of the window as reported and as now known (queries.as_reported)."""
    kept = tuple(version_numbers(warehouse_folder()))
    return _reported(at.warehouse, answers.state_of(at.warehouse), kept, kpi.name, at.window, at.choice.where)


@remembered(KEPT)
def _reported(
    _warehouse: Warehouse, state: str, kept: tuple[int, ...], kpi: str, window: Window, where: Where
) -> list[Reported]:
    return as_reported(_warehouse, warehouse_folder(), kpis()[kpi], window, dict(where))
