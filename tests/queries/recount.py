"""Every KPI counted again, slowly, in plain Python, from records.md and not from the SQL: the laws compare the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from tests.queries import recount_flows as flows
from tests.queries import recount_stocks as stocks
from tests.queries.recount_rows import Rows, Verdict


@dataclass
class Recount:
    """The answer as counted by hand: record ids, their sums and the value."""

    counted: set[str] = field(default_factory=set)
    remainder: set[str] = field(default_factory=set)
    left_out: dict[str, int] = field(default_factory=dict)
    numerator: float | None = 0
    denominator: int | None = None
    value: float | None = None


JUDGES: dict[str, Callable[[Rows, date, date], Iterator[Verdict]]] = {
    "start_rate": stocks.starts(must_be_planned=False),
    "planned_start_rate": stocks.starts(must_be_planned=True),
    "completion_rate": stocks.completions,
    "joint_acceptance_rate": flows.acceptances,
    "customised_plans": flows.plans,
    "consultations_handled": flows.consultations,
    "projects_served": flows.services,
    "approvals_handled": flows.approvals(lambda row: 1, needs_promise=False),
    "approval_on_time_rate": flows.approvals(
        lambda row: flows.days_taken(row) <= row["promised_days"], needs_promise=True
    ),
    "approval_days": flows.approvals(flows.days_taken, needs_promise=False),
    "site_visits": flows.visits,
    "projects_coordinated": flows.meetings,
    "blockers_resolved": flows.blocker_flow(lambda row: 1),
    "blocker_resolution_rate": stocks.blocker_states(want_resolved=True),
    "blockers_open": stocks.blocker_states(want_resolved=False),
    "blocker_days": flows.blocker_flow(lambda row: (row["verified_on"] - row["found_on"]).days),
    "satisfaction_rate": flows.ratings,
    "milestone_on_time_rate": stocks.milestones,
}


def recount(name: str, shown_as: str, rows: Rows, first: date, last: date) -> Recount:
    """Count KPI ``name`` again for the window ``first`` … ``last`` from the rows of every record type.

    ``shown_as`` is the KPI's. Returns the record ids counted and left over, reasons with their numbers, and the answer.
    """
    answer = Recount()
    verdicts = list(JUDGES[name](rows, first, last))
    for verdict in verdicts:
        if verdict.reason:
            answer.left_out[verdict.reason] = answer.left_out.get(verdict.reason, 0) + 1
        elif verdict.top or shown_as in ("mean", "median"):
            answer.counted.add(verdict.record_id)
        else:
            answer.remainder.add(verdict.record_id)
    inside = [verdict for verdict in verdicts if not verdict.reason]
    if shown_as == "distinct":
        answer.numerator = answer.value = len({verdict.project_id for verdict in inside})
        return answer
    answer.numerator = sum(verdict.top for verdict in inside)
    if shown_as == "count":
        answer.value = answer.numerator
        return answer
    answer.denominator = len(inside)
    answer.value = answer.numerator / answer.denominator if inside else None
    if shown_as == "median":
        answer.numerator = None
        answer.value = median(verdict.top for verdict in inside) if inside else None
    return answer
