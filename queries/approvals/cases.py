"""Decided cases counted by item, department, days taken and days promised: what every table of durations adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse
from queries.windows import Window


@dataclass(frozen=True)
class CaseGroup:
    """Decided cases that are alike in item, department, stage, days taken and days promised (None: not known).

    ``number`` is how many they are, ``supplemented`` how many of them were asked for supplements, ``supplements`` how
    often, ``suspended_days`` the days the clock stood still, all together.
    """

    item_id: str
    department: str | None
    stage: str | None
    days: int | None
    promised: int | None
    number: int
    supplemented: int
    supplements: int
    suspended_days: int


def decided_cases(warehouse: Warehouse, window: Window, where: Where) -> list[CaseGroup]:
    """Return the cases decided in ``window`` (granted or refused, as the KPI approvals_handled counts them) that pass
    ``where`` (filters of the pages → accepted values).
    """
    parameters: dict[str, Any] = {"first": window.first, "last": window.last}
    conditions = [
        "not_handled IS NULL",
        "settled_on >= $first",
        "settled_on <= $last",
        *conditions_of(where, parameters),
    ]
    stages = stage_of_items(warehouse)
    rows = warehouse.rows(
        f"""SELECT item_id, department, handled_days, promised_days, COUNT(*),
            CAST(SUM(CASE WHEN supplement_count >= 1 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(supplement_count) AS BIGINT), CAST(SUM(suspended_days) AS BIGINT)
        FROM fact.approval
        WHERE {" AND ".join(conditions)}
        GROUP BY item_id, department, handled_days, promised_days""",
        parameters,
    )
    return [CaseGroup(row[0], row[1], stages.get(row[0]), *row[2:]) for row in rows]


def stage_of_items(warehouse: Warehouse) -> Mapping[str, str | None]:
    """Return item_id → the stage it belongs to, as the version knows it: the KPIs' stage."""
    return dict(warehouse.kept("SELECT item_id, stage_name FROM reference.item", "reference.item"))
