"""What each working group has in hand, what waits with it, and what came of it: KPIs, and what is overdue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from queries.approvals.overdue import IS_OVERDUE, RUNNING_CASES
from queries.filter_conditions import Where, conditions_of
from queries.groups import Group, groups
from queries.named_kpis import named_kpis
from queries.wall import judged
from queries.warehouse import Warehouse
from queries.windows import EARLIEST, Window

# Why an approval is not handled yet, in the words of its ledger.
IN_HAND = "在办"
SPLIT = "workgroup"


@dataclass(frozen=True)
class Load:
    """The figures of one working group (``workgroup`` None: records that name none).

    Load: ``visits`` on site, projects ``met`` about, approvals ``in_hand``, milestones ``due``. Waiting: ``blockers``
    open, milestones ``slipped`` and approvals ``overdue`` on the window's last day. Results: blockers ``resolved``,
    milestones ``on_time`` (of those due), approvals ``decided``.
    """

    workgroup: str | None
    visits: int = 0
    met: int = 0
    in_hand: int = 0
    due: int = 0
    blockers: int = 0
    slipped: int = 0
    overdue: int = 0
    resolved: int = 0
    on_time: int = 0
    decided: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing at all is recorded of it."""
        return not any(value for name, value in vars(self).items() if name != "workgroup")


def in_hand_window(window: Window) -> Window:
    """Return the window in which an approval in hand was accepted: any day up to the last."""
    return Window(EARLIEST, window.last)


def loads(warehouse: Warehouse, window: Window, where: Where, ask: Callable[..., list[Group]] = groups) -> list[Load]:
    """Return the load of each working group in the order of reference.workgroup, records that name none last.

    ``ask`` answers the break-downs of KPIs (queries.groups.groups, or one that remembers). Their sums over the groups
    are the headlines of those KPIs: a record stands in one group.
    """
    named = named_kpis("groups_at_work")
    found: dict[str | None, dict[str, int]] = {}

    def note(name: str, figures: Mapping[str | None, int]) -> None:
        for group, value in figures.items():
            found.setdefault(group, {})[name] = value

    for name in ("visits", "met", "blockers", "resolved", "decided"):
        note(name, {g.label: int(g.numerator or 0) for g in ask(warehouse, named[name], window, where, SPLIT)})
    milestones = ask(warehouse, named["milestones"], window, where, SPLIT)
    note("due", {group.label: int(group.denominator or 0) for group in milestones})
    note("on_time", {group.label: int(group.numerator or 0) for group in milestones})
    note("in_hand", _in_hand(warehouse, window, where))
    for name in WAITING:
        note(name, _waiting(warehouse, name, window, where))
    known = [group for (group,) in warehouse.rows("SELECT workgroup FROM reference.workgroup ORDER BY position")]
    others = sorted(group for group in found if group is not None and group not in known)
    return [Load(group, **found.get(group, {})) for group in (*known, *others, None)]


def _in_hand(warehouse: Warehouse, window: Window, where: Where) -> dict[str | None, int]:
    parameters = {"last": window.last, "in_hand": IN_HAND}
    conditions = ["not_handled = $in_hand", "settled_on <= $last", *conditions_of(where, parameters)]
    return dict(
        warehouse.rows(
            f"SELECT workgroup, COUNT(*) FROM fact.approval WHERE {' AND '.join(conditions)} GROUP BY workgroup",
            parameters,
        )
    )


# What waits past its day, by the rules of the wall chart and of the page of approvals: since when, by how many days.
WAITING = {
    "slipped": (
        "SELECT record_id, project_id, workgroup, item_id, source_batch, source_row, planned_on AS since, "
        "days_between(planned_on, $last) AS late, category, investment_type, street, level FROM fact.milestone AS f "
        f"WHERE {judged.IS_OVERDUE}"
    ),
    "overdue": (
        "SELECT record_id, project_id, workgroup, item_id, source_batch, source_row, accepted_on AS since, "
        "used_days - promised_days AS late, category, investment_type, street, level "
        f"FROM ({RUNNING_CASES}) AS c WHERE {IS_OVERDUE}"
    ),
}


def _waiting(warehouse: Warehouse, name: str, window: Window, where: Where) -> dict[str | None, int]:
    parameters = {"last": window.last}
    conditions = conditions_of(where, parameters)
    return dict(
        warehouse.rows(
            f"SELECT workgroup, COUNT(*) FROM ({WAITING[name]}) AS waiting "
            f"WHERE {' AND '.join(conditions) or 'TRUE'} GROUP BY workgroup",
            parameters,
        )
    )


@dataclass(frozen=True)
class Waiting:
    """One milestone or approval past its day: ``late`` is days (of an approval: working days over its promise)."""

    record_id: str
    project_id: str
    project_name: str | None
    workgroup: str | None
    what: str | None
    since: object
    late: int


def waiting_list(
    warehouse: Warehouse, name: str, window: Window, where: Where, limit: int | None = None, offset: int = 0
) -> list[Waiting]:
    """Return what waits past its day on the window's last day, the latest first: 'slipped' milestones or 'overdue'
    approvals. Raises KeyError for another name.
    """
    parameters = {"last": window.last}
    conditions = conditions_of(where, parameters, "w.")
    page = f"{f' LIMIT {int(limit)}' if limit is not None else ''}{f' OFFSET {int(offset)}' if offset else ''}"
    # Named after the rows are chosen: a milestone that is no item of the menu keeps the name its ledger gives it.
    named = "COALESCE(i.item_name, r.milestone)" if name == "slipped" else "i.item_name"
    joined = (
        "LEFT JOIN record.milestone AS r ON r.row_no = s.source_row AND r.batch_no = s.source_batch "
        if name == "slipped"
        else ""
    )
    rows = warehouse.rows(
        f"SELECT s.record_id, s.project_id, p.project_name, s.workgroup, {named}, s.since, CAST(s.late AS BIGINT) "
        f"FROM (SELECT * FROM ({WAITING[name]}) AS w WHERE {' AND '.join(conditions) or 'TRUE'} "
        f"ORDER BY w.late DESC, w.record_id{page}) AS s {joined}"
        "LEFT JOIN reference.item AS i ON i.item_id = s.item_id "
        "LEFT JOIN record.project AS p ON p.project_id = s.project_id ORDER BY s.late DESC, s.record_id",
        parameters,
    )
    return [Waiting(*row) for row in rows]
