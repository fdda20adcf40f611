"""The course of projects through their items as arrays: when each item was begun and when it was granted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse
from queries.windows import Window

# Later than every working day of the calendar: an item that was never begun, or not granted yet.
NEVER = np.int16(32_767)
KINDS = "SELECT DISTINCT investment_type FROM fact.project WHERE investment_type IS NOT NULL ORDER BY 1 NULLS LAST"
Days = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Courses:
    """Projects of one investment type: a row for each of ``item_ids``, a column for each project.

    ``started`` and ``done`` are running numbers of working days, NEVER where there is none; ``counted`` says which
    items were granted in the window and pass the filters.
    """

    investment_type: str | None
    item_ids: tuple[str, ...]
    started: Days
    done: Days
    counted: Flags

    @property
    def projects(self) -> int:
        """How many projects there are."""
        return int(self.started.shape[1])


def courses(warehouse: Warehouse, window: Window, where: Where) -> list[Courses]:
    """Return the courses of all projects that had an item granted in ``window`` which passes ``where``.

    All items of such a project are there, whenever they were begun; one list entry for each investment type.
    """
    items = [
        row[0] for row in warehouse.kept("SELECT item_id FROM reference.item ORDER BY 1 NULLS LAST", "reference.item")
    ]
    kinds = [row[0] for row in warehouse.kept(KINDS, "fact.project")]
    parameters: dict[str, Any] = {"first": window.first, "last": window.last}
    granted = " AND ".join(["s.done_on >= $first AND s.done_on <= $last", *conditions_of(where, parameters, "s.")])
    parameters |= {f"kind{at}": kind for at, kind in enumerate(kinds)}
    of_kind = " ".join(f"WHEN s.investment_type = $kind{at} THEN {at}" for at in range(len(kinds)))
    found = warehouse.sql(
        f"""WITH moved AS (SELECT DISTINCT s.project_no FROM fact.project_item AS s WHERE {granted})
        SELECT
            s.project_no, s.item_no, CASE {of_kind or "WHEN FALSE THEN 0"} ELSE -1 END AS kind,
            CAST(COALESCE(s.started_no, {NEVER}) AS SMALLINT) AS started,
            CAST(COALESCE(s.done_no, {NEVER}) AS SMALLINT) AS done,
            COALESCE({granted}, FALSE) AS counted
        FROM fact.project_item AS s
        JOIN moved AS m ON m.project_no = s.project_no""",
        parameters,
    )
    columns = {name: found.column(name).to_numpy() for name in found.column_names}
    return [_of(kind, items, columns, columns["kind"] == at) for at, kind in [(-1, None), *enumerate(kinds)]]


def _of(kind: str | None, items: list[str], columns: dict[str, npt.NDArray[Any]], own: Flags) -> Courses:
    projects, item = columns["project_no"][own], columns["item_no"][own]
    # Projects are dense numbers: which of them are there is looked up in an array, which is quicker than sorting.
    is_known = np.zeros(int(projects.max()) + 1 if projects.size else 0, np.bool_)
    is_known[projects] = True
    place = np.cumsum(is_known) - 1
    at = place[projects] if projects.size else projects
    started, done = (np.full((len(items), int(is_known.sum())), NEVER) for _ in range(2))
    counted = np.zeros(started.shape, np.bool_)
    started[item, at], done[item, at] = columns["started"][own], columns["done"][own]
    counted[item, at] = columns["counted"][own]
    return Courses(kind, tuple(items), started, done, counted)
