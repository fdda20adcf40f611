"""The gold-medal team: its founding day, what its levels visited, and the ways in which problems were taken higher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse
from queries.windows import Window

TOP = "顶格协调"
LEVELS = ("市级", "区级", "市区两级", None)


@dataclass(frozen=True)
class LevelAtWork:
    """One level of the team (None: not filled in): visits, of them on site, and the projects visited, each once."""

    level: str | None
    visits: int
    on_site: int
    projects: int


@dataclass(frozen=True)
class TopMeetings:
    """Top-level meetings of one chair's level: meetings, projects dealt with (each once), and rows of both."""

    chair_level: str | None
    meetings: int
    projects: int
    rows: int


def founded_on(warehouse: Warehouse, on: date) -> date | None:
    """Return the day the team was founded: the last event up to ``on`` that says 团队 and 成立, None without one."""
    return warehouse.rows(
        "SELECT MAX(happened_on) FROM reference.event WHERE words_zh LIKE '%团队%成立%' AND happened_on <= $last",
        {"last": on},
    )[0][0]


def levels_at_work(warehouse: Warehouse, window: Window, where: Where) -> list[LevelAtWork]:
    """Return what each level of the team visited in ``window``, in the order of LEVELS."""
    parameters = {"first": window.first, "last": window.last}
    conditions = ["visited_on >= $first", "visited_on <= $last", *conditions_of(where, parameters)]
    rows = warehouse.rows(
        "SELECT team_level, COUNT(*), COUNT(*) FILTER (WHERE not_on_site IS NULL), COUNT(DISTINCT project_no) "
        f"FROM fact.visit WHERE {' AND '.join(conditions)} GROUP BY team_level",
        parameters,
    )
    found = {row[0]: LevelAtWork(*row) for row in rows}
    return [found.get(level, LevelAtWork(level, 0, 0, 0)) for level in LEVELS]


def top_meetings(warehouse: Warehouse, window: Window, where: Where) -> list[TopMeetings]:
    """Return the top-level meetings held in ``window`` by the level of their chair, the most projects first."""
    parameters = {"first": window.first, "last": window.last, "top": TOP}
    conditions = [
        "m.held_on >= $first",
        "m.held_on <= $last",
        "m.meeting_type = $top",
        *conditions_of(where, parameters, "p."),
    ]
    rows = warehouse.rows(
        "SELECT m.chair_level, COUNT(DISTINCT m.meeting_id), COUNT(DISTINCT m.project_id) AS projects, COUNT(*) "
        f"FROM record.meeting AS m {'LEFT JOIN fact.project AS p ON p.project_id = m.project_id ' if where else ''}"
        f"WHERE {' AND '.join(conditions)} GROUP BY m.chair_level "
        "ORDER BY projects DESC, m.chair_level NULLS LAST",
        parameters,
    )
    return [TopMeetings(*row) for row in rows]
