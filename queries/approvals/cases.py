"""Decided cases counted by item, department, days taken and days promised: what every table of durations adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse
from queries.windows import Window

# The KPI's own rule (queries/view/approval.sql, handled_days): working days from the day after acceptance to the
# decision, less the days the clock stood still. It is worked out here from the records, which know the item.
DAYS = "ended.working_day_no - begun.working_day_no - COALESCE(a.suspended_days, 0)"
HANDLED = "a.outcome IN ('准予', '不予')"


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
    conditions = [HANDLED, "a.decided_on >= $first AND a.decided_on <= $last"]
    source, filters = filtered(where, parameters)
    stages = stage_of_items(warehouse)
    rows = warehouse.rows(
        f"""SELECT a.item_id, a.department, {DAYS} AS days, a.promised_days, COUNT(*),
            CAST(SUM(CASE WHEN a.supplement_count >= 1 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(COALESCE(a.supplement_count, 0)) AS BIGINT), CAST(SUM(COALESCE(a.suspended_days, 0)) AS BIGINT)
        FROM {source}
        LEFT JOIN reference.calendar AS begun ON begun.day = a.accepted_on
        LEFT JOIN reference.calendar AS ended ON ended.day = a.decided_on
        WHERE {" AND ".join([*conditions, *filters])}
        GROUP BY a.item_id, a.department, days, a.promised_days""",
        parameters,
    )
    return [CaseGroup(row[0], row[1], stages.get(row[0]), *row[2:]) for row in rows]


def filtered(where: Where, parameters: dict[str, Any]) -> tuple[str, Sequence[str]]:
    """Return where cases ``a`` are read from and the conditions of ``where``, whose values go to ``parameters``.

    What a case is filtered by stands on fact.approval: it is joined only when something is filtered.
    """
    if not where:
        return "record.approval AS a", ()
    joined = "record.approval AS a JOIN fact.approval AS f ON f.record_id = a.approval_id"
    return joined, conditions_of(where, parameters, "f.")


def stage_of_items(warehouse: Warehouse) -> Mapping[str, str | None]:
    """Return item_id → the stage it belongs to, as the version knows it: the KPIs' stage."""
    return dict(warehouse.kept("SELECT item_id, stage_name FROM reference.item", "reference.item"))
