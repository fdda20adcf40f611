"""Seven categories by two investment types: how many projects each has, and how many of the key ones have started."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from queries.axes import Key, Mark
from queries.filter_conditions import Where, conditions_of
from queries.named_kpis import kpi_of
from queries.questions import Number, Pivot, Window, pivot
from queries.warehouse import Warehouse

ROWS_BY, TYPES_BY = "category", "investment_type"
# The line or column of all together.
ALL = Mark.ALL
TYPES = ("政府财力投资", "社会投资")
NOTHING = Number(0, 0, None)


@dataclass(frozen=True)
class Matrix:
    """The categories and types in order (None: not filled in); ``projects`` has the count of each pair."""

    categories: tuple[str | None, ...]
    types: tuple[str | None, ...]
    projects: Mapping[tuple[str | None, str | None], int]
    start: Pivot

    def count(self, category: Key, kind: Key) -> int:
        """Return the number of projects of a pair; ALL stands for any."""
        return sum(
            projects
            for (own, type_), projects in self.projects.items()
            if category in (own, ALL) and kind in (type_, ALL)
        )

    def started(self, category: Key, kind: Key) -> Number:
        """Return the start rate of a pair, summed and then divided; ALL stands for any."""
        return self.start.at(category, kind) or NOTHING


def categories(warehouse: Warehouse, window: Window, where: Where) -> Matrix:
    """Return the matrix over the projects that pass ``where``, the start rate on the last day of ``window``."""
    parameters: dict[str, object] = {}
    conditions = conditions_of(where, parameters)
    rows = warehouse.rows(
        f"SELECT {ROWS_BY}, {TYPES_BY}, COUNT(*) FROM fact.project WHERE {' AND '.join(conditions) or 'TRUE'} "
        f"GROUP BY {ROWS_BY}, {TYPES_BY}",
        parameters,
    )
    projects = {(category, kind): count for category, kind, count in rows}
    known = [category for (category,) in warehouse.rows("SELECT category FROM reference.category ORDER BY position")]
    start = pivot(warehouse, kpi_of("groups_at_work", "started"), window, where, ROWS_BY, TYPES_BY)
    # A listing may name a project that the ledger does not have: it has neither.
    met = {category for category, _ in projects} | {key for key in start.rows if not isinstance(key, Mark)}
    kinds = {kind for _, kind in projects} | {key for key in start.columns if not isinstance(key, Mark)}
    return Matrix((*known, *_others(met, known)), (*TYPES, *_others(kinds, TYPES)), projects, start)


def _others(found: set[str | None], known: Sequence[str]) -> list[str | None]:
    """Return what is found beside the ``known`` words, what is not filled in last."""
    return sorted(found - set(known), key=lambda word: (word is None, word or ""))
