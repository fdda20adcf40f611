"""What slipped: how many milestones by group, category and street, the reasons given, and each with its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from queries.filter_conditions import Where
from queries.wall.judged import MAY_HAVE_SLIPPED, Milestone, judged, judged_on
from queries.warehouse import Warehouse

SPLITS = ("workgroup", "category", "street")
# What needs someone first: overdue, then reached late, then put off only; in each, the most days first.
WORST_FIRST = (
    "CASE WHEN j.status = 'overdue' THEN 0 WHEN j.status = 'late' THEN 1 ELSE 2 END, "
    "COALESCE(j.days, j.put_off_days, 0) DESC, j.source_batch, j.source_row"
)


@dataclass(frozen=True)
class SlippedGroup:
    """The slipped milestones of one value of a split: overdue, reached late, put off (one may be put off and late).

    ``most_days`` is the most that one of them is overdue or was late.
    """

    split: str
    label: str | None
    slipped: int
    overdue: int
    late: int
    put_off: int
    most_days: int | None


@dataclass(frozen=True)
class Slip:
    """One slipped milestone, and the project it belongs to; ``name`` is its code when the ledger does not know it."""

    name: str
    category: str | None
    street: str | None
    milestone: Milestone


@dataclass(frozen=True)
class Slipped:
    """The slipped milestones by each of SPLITS, of every split the group with the most of them first; and the reasons
    given for moving them, each with how many have it, the most first; None for those without a reason.
    """

    groups: tuple[SlippedGroup, ...]
    reasons: tuple[tuple[str | None, int], ...]

    @property
    def total(self) -> int:
        """How many milestones slipped."""
        return sum(number for _reason, number in self.reasons)


def slipped(warehouse: Warehouse, last: date, where: Where) -> Slipped:
    """Return what slipped by the end of ``last`` of the milestones that pass ``where`` (column → accepted values).

    The working group is the one answering for the milestone.
    """
    parameters: dict[str, Any] = judged_on(last)
    rows = warehouse.rows(
        f"{judged(where, parameters, MAY_HAVE_SLIPPED)} SELECT GROUPING(workgroup), GROUPING(category), "
        "GROUPING(street), workgroup, category, street, moved_reason, COUNT(*) AS slipped, "
        "COUNT(*) FILTER (WHERE status = 'overdue'), COUNT(*) FILTER (WHERE status = 'late'), COUNT(put_off_days), "
        "MAX(days) FROM judged WHERE is_slipped "
        "GROUP BY GROUPING SETS ((workgroup), (category), (street), (moved_reason)) "
        "ORDER BY slipped DESC, workgroup NULLS LAST, category NULLS LAST, street NULLS LAST, moved_reason NULLS LAST",
        parameters,
    )
    groups, reasons = [], []
    for *not_by, workgroup, category, street, reason, count, overdue, late, put_off, most in rows:
        if 0 in not_by:
            split = SPLITS[not_by.index(0)]
            label = (workgroup, category, street)[not_by.index(0)]
            groups.append(SlippedGroup(split, label, count, overdue, late, put_off, most))
        else:
            reasons.append((reason, int(count)))
    return Slipped(tuple(groups), tuple(reasons))


def slips(warehouse: Warehouse, last: date, where: Where, limit: int) -> list[Slip]:
    """Return the slipped milestones, what needs someone first, ``limit`` at most."""
    parameters: dict[str, Any] = judged_on(last)
    rows = warehouse.rows(
        f"{judged(where, parameters, MAY_HAVE_SLIPPED)}, worst AS (SELECT * FROM judged AS j WHERE j.is_slipped "
        f"ORDER BY {WORST_FIRST} LIMIT {int(limit)}), named AS (SELECT project_id, project_name FROM record.project "
        "WHERE project_id IN (SELECT project_id FROM worst)), called AS (SELECT batch_no, row_no, milestone "
        "FROM record.milestone WHERE project_id IN (SELECT project_id FROM worst)) "
        "SELECT COALESCE(p.project_name, j.project_id), j.category, j.street, j.project_id, "
        "COALESCE(j.item_id, c.milestone), j.workgroup, j.planned_on, j.baseline_on, j.actual_on, j.status, j.days, "
        "j.put_off_days, j.moved_reason FROM worst AS j LEFT JOIN named AS p ON p.project_id = j.project_id "
        "LEFT JOIN called AS c ON c.batch_no = j.source_batch AND c.row_no = j.source_row "
        f"ORDER BY {WORST_FIRST}",
        parameters,
    )
    return [Slip(name, category, street, Milestone(*own)) for name, category, street, *own in rows]
