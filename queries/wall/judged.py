"""Milestones judged on a day: on time, late, overdue, due soon or later; what slipped; as SQL and as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from queries.filter_conditions import Where, conditions_of
from queries.windows import LATEST

ON_TIME, LATE, OVERDUE, SOON, LATER, UNPLANNED = "on_time", "late", "overdue", "soon", "later", "unplanned"
STATUSES = (ON_TIME, LATE, OVERDUE, SOON, LATER, UNPLANNED)
OPEN = (OVERDUE, SOON, LATER)
# How many days ahead a milestone is said to be due soon.
SOON_DAYS = 30

# What is true at the end of $last: a day reached after it is not known yet. Of a milestone planned for $last itself
# and not reached it is said that it is overdue by no day, so that what counts as due is what the KPI counts.
STATUS = (
    "CASE WHEN f.planned_on IS NULL THEN 'unplanned' "
    "WHEN f.actual_on <= $last AND f.actual_on > f.planned_on THEN 'late' WHEN f.actual_on <= $last THEN 'on_time' "
    "WHEN f.planned_on <= $last THEN 'overdue' WHEN f.planned_on <= $soon THEN 'soon' ELSE 'later' END"
)
DAYS = (
    "CASE WHEN f.actual_on <= $last AND f.actual_on > f.planned_on THEN days_between(f.planned_on, f.actual_on) "
    "WHEN f.planned_on <= $last AND (f.actual_on IS NULL OR f.actual_on > $last) "
    "THEN days_between(f.planned_on, $last) END"
)
# The plan of this year and of the years to come; of earlier years only what is not reached yet is of interest.
IS_OF_NOW = "f.next_year_on > $last"
IS_OVERDUE = "f.planned_on <= $last AND (f.actual_on IS NULL OR f.actual_on > $last)"
IS_SLIPPED = (
    f"CASE WHEN {IS_OVERDUE} THEN TRUE WHEN {IS_OF_NOW} THEN b.put_off_days IS NOT NULL "
    "OR (f.actual_on <= $last AND f.actual_on > f.planned_on) ELSE FALSE END"
)
# Only these can have slipped: looked for among them, the answer is there in half the time.
MAY_HAVE_SLIPPED = f"({IS_OF_NOW} OR ({IS_OVERDUE}))"
# Planned later than at first: by so many days.
PUT_OFF = "LEFT JOIN put_off AS b ON b.batch_no = f.source_batch AND b.row_no = f.source_row"
PUT_OFF_ROWS = (
    "SELECT batch_no, row_no, baseline_on, moved_reason, days_between(baseline_on, planned_on) AS put_off_days "
    "FROM record.milestone WHERE baseline_on < planned_on"
)


@dataclass(frozen=True)
class Milestone:
    """One milestone of a project as judged on a day.

    ``item`` is its item_id, or how the record calls it when the menu does not know it. ``days`` is by how many days it
    was late or is overdue, ``put_off_days`` by how many its plan was put off; None when neither holds. ``forecast_on``
    is known of what is not reached.
    """

    project_id: str
    item: str
    workgroup: str | None
    planned_on: date | None
    baseline_on: date | None
    actual_on: date | None
    status: str
    days: int | None
    put_off_days: int | None
    moved_reason: str | None
    forecast_on: date | None = None

    @property
    def is_moved(self) -> bool:
        """Whether it is planned for another day than at first."""
        return self.baseline_on is not None and self.baseline_on != self.planned_on


def judged_on(last: date) -> dict[str, Any]:
    """Return the parameters of what is judged at the end of ``last``."""
    return {"last": last, "soon": last + timedelta(days=SOON_DAYS)}


def judged(where: Where, parameters: dict[str, Any], rows: str = "TRUE", with_put_off: bool = True) -> str:
    """Return, as common table expressions, the milestones that pass ``where`` and for which ``rows`` holds: ``judged``.

    ``parameters`` are those of judged_on(); the values of the filters are added. Columns: those of fact.milestone that
    the chart needs, status, days, is_of_now, and unless ``with_put_off`` is False baseline_on, put_off_days,
    moved_reason and is_slipped: with them every row is looked up in the records, a tenth of a second for two million.

    A milestone has slipped when it is overdue (of whatever year), or, planned for the day's year or later, was reached
    late or was put off.
    """
    conditions = " AND ".join([rows, *conditions_of(where, parameters, "f.")])
    put_off, columns, join = "", "", ""
    if with_put_off:
        put_off, join = f"put_off AS ({PUT_OFF_ROWS}), ", PUT_OFF
        columns = f", b.baseline_on, b.put_off_days, b.moved_reason, {IS_SLIPPED} AS is_slipped"
    return (
        f"WITH {put_off}judged AS (SELECT f.project_no, f.project_id, f.category, f.street, f.workgroup, f.item_id, "
        "f.planned_on, f.source_batch, f.source_row, CASE WHEN f.actual_on <= $last THEN f.actual_on END AS actual_on, "
        f"{STATUS} AS status, {DAYS} AS days, {IS_OF_NOW} AS is_of_now{columns} "
        f"FROM fact.milestone AS f {join} WHERE {conditions})"
    )


def forecast(planned_on: date | None, status: str, slip: int | None, last: date) -> date | None:
    """Return when a milestone that is not reached is to be expected, None for one that is reached or has no plan.

    The rule: the day planned, shifted by the ``slip`` of its project, which is by how many days the latest planned of
    its late or overdue milestones missed its own day (0 without one); never before ``last``, the day of judgement.
    Those after it are thought to wait for the latest that slipped, as items of the menu wait for one another.
    """
    if planned_on is None or status not in OPEN:
        return None
    shifted = min(planned_on.toordinal() + (slip or 0), LATEST.toordinal())
    return max(date.fromordinal(shifted), last)
