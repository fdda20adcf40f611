"""What is recorded of a project, asked once for all parts of its page."""

from __future__ import annotations

from datetime import date

from pages.parts import answers
from pages.parts.place import Here
from pages.parts.remembered import remembered
from queries.menu.project_course import Course, project_course
from queries.project import Told, project_records
from queries.warehouse import Warehouse


def records_of(at: Here, code: str) -> list[Told]:
    """Return every record about a project, the newest day first."""
    return _records(at.warehouse, answers.state_of(at.warehouse), code)


def last_day(at: Here) -> date:
    """Return the day up to which the data is complete; the last of the window when no such day is known."""
    return at.warehouse.complete_to or at.window.last


def course_of(at: Here, code: str, day: date) -> Course:
    """Return the cases and milestones of a project as known on ``day``."""
    return _course(at.warehouse, answers.state_of(at.warehouse), code, day)


@remembered(200)
def _records(_warehouse: Warehouse, state: str, code: str) -> list[Told]:
    return project_records(_warehouse, code)


@remembered(200)
def _course(_warehouse: Warehouse, state: str, code: str, day: date) -> Course:
    return project_course(_warehouse, code, day)
