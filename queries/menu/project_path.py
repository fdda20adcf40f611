"""A project's own path (最优最短推进路径): each item done, running, next or not yet, and the shortest way left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from queries.menu.critical_path import Slot, critical_items, slots, whole_days
from queries.menu.items import COMPLETE, START, Item
from queries.menu.menu import Menu, build_menu
from queries.menu.project_course import WITHOUT_RESULT, Case, Course, choice_of
from queries.menu.working_days import WorkingDays

# What is granted or reached · what has no record but must have been done before what is · what runs · what may be
# applied for at once · what waits for others.
DONE, PRESUMED, RUNNING, NEXT, WAITING = "done", "presumed", "running", "next", "waiting"
FINISHED = (DONE, PRESUMED)


@dataclass(frozen=True)
class Step:
    """One item of a project's menu on the day it is looked at; working days throughout.

    ``days_left`` is what it takes at the least from now, ``days_so_far`` and ``promised_days`` are of what runs or was
    done, ``days_over`` by how many it runs past its promise, ``slot`` where it lies on the way that is left, and
    ``earliest_start_on`` and ``earliest_finish_on`` the days that makes.
    ``days_behind`` are the working days since the day it was planned for went by; ``turned_down`` is how its last case
    ended when that was not a grant.
    """

    item: Item
    state: str
    begun_on: date | None = None
    done_on: date | None = None
    days_so_far: int | None = None
    promised_days: int | None = None
    days_over: int = 0
    days_left: int = 0
    planned_on: date | None = None
    days_behind: int = 0
    turned_down: str = ""
    slot: Slot | None = None
    earliest_start_on: date | None = None
    earliest_finish_on: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether it runs past its promise, or the day it was planned for went by."""
        return self.days_over > 0 or self.days_behind > 0


@dataclass(frozen=True)
class ProjectPath:
    """The path of a project: its whole menu, what is left of it (running items with the days they still take), every
    item's step by item_id in the order of the menu, and the cases of items that are not on the menu.

    ``days_left`` is the shortest way to the end and ``days_to_start`` to the start of the works, None when they have
    started; ``start_on`` and ``finish_on`` the days that makes. ``finish_on`` waits for the planned completion of the
    works where one is to come (``waits_for_works``): building takes no working day of the menu.
    """

    course: Course
    menu: Menu
    left: Menu
    steps: Mapping[str, Step]
    beyond: tuple[str, ...]
    shortest: tuple[str, ...]
    days_left: int
    days_to_start: int | None
    start_on: date | None
    finish_on: date | None
    waits_for_works: bool

    def of_state(self, *states: str) -> list[Step]:
        """Return the steps in one of ``states``, in the order of the menu."""
        return [step for step in self.steps.values() if step.state in states]


def project_path(course: Course, items: Mapping[str, Item], days: WorkingDays) -> ProjectPath:
    """Return the path of a project by the menu of its own choice.

    Raises NoInvestmentType, MenuMistake and BeyondCalendar.
    """
    return path_on(build_menu(items, choice_of(course, items)), course, days)


def path_on(menu: Menu, course: Course, days: WorkingDays) -> ProjectPath:
    """Return the path of a project on ``menu``. Raises BeyondCalendar when days lie outside the calendar."""
    states = _states(menu, course)
    steps = {item_id: _step(menu.items[item_id], state, course, days) for item_id, state in states.items()}
    left = left_of(menu, steps)
    scheduled = slots(left)
    works = _works(scheduled, course, days)
    dated = slots(left, {COMPLETE: works}) if works else scheduled
    for item_id, slot in scheduled.items():
        start, finish = (
            days.after(course.day, number) for number in (dated[item_id].earliest_start, dated[item_id].earliest_finish)
        )
        steps[item_id] = replace(steps[item_id], slot=slot, earliest_start_on=start, earliest_finish_on=finish)
    return ProjectPath(
        course=course,
        menu=menu,
        left=left,
        steps=steps,
        beyond=tuple(dict.fromkeys(case.item_id for case in course.cases if case.item_id not in menu.items)),
        shortest=tuple(critical_items(left, scheduled)),
        days_left=whole_days(scheduled),
        days_to_start=scheduled[START].earliest_finish if START in scheduled else None,
        start_on=steps[START].earliest_finish_on if START in scheduled else None,
        finish_on=days.after(course.day, whole_days(dated)) if dated else None,
        waits_for_works=bool(works),
    )


def left_of(menu: Menu, steps: Mapping[str, Step]) -> Menu:
    """Return what is left of a menu: what is finished is gone, nothing waits for it or through it; what runs takes
    the days it has left.
    """
    open_ = [item_id for item_id in menu.items if steps[item_id].state not in FINISHED]
    items = {
        item_id: replace(menu.items[item_id], promised_days=steps[item_id].days_left, is_counted=True)
        for item_id in open_
    }
    return Menu(menu.choice, items, menu.graph.subgraph(open_).copy())


def building_days(path: ProjectPath, days: WorkingDays) -> int:
    """Return the working days the ledger plans for what is left of the works: from the planned start, or from now when
    they have started, to the planned completion; 0 without such days. Raises BeyondCalendar.
    """
    course = path.course
    start = course.planned_start_on if START in path.left.items else course.day
    if COMPLETE not in path.left.items or start is None or course.planned_completion_on is None:
        return 0
    return max(days.between(start, course.planned_completion_on), 0)


def _states(menu: Menu, course: Course) -> dict[str, str]:
    import networkx

    done = {item_id for item_id in menu.items if course.done_on(item_id)}
    running = {case.item_id for case in course.cases if not case.decided_on} - done
    # What was granted shows that what it waits for is done, also when the records begin later or lack it.
    before = {one for item_id in done for one in networkx.ancestors(menu.graph, item_id)} - done - running
    finished = done | before
    states = {}
    for item_id in menu.items:
        if item_id in finished:
            states[item_id] = DONE if item_id in done else PRESUMED
        elif item_id in running:
            states[item_id] = RUNNING
        else:
            states[item_id] = NEXT if finished.issuperset(menu.before(item_id)) else WAITING
    return states


def _step(item: Item, state: str, course: Course, days: WorkingDays) -> Step:
    cases = course.of_item(item.item_id)
    node = course.nodes.get(item.item_id)
    planned = node.planned_on if node else None
    if state in FINISHED:
        own = next(
            (case for case in cases if case.decided_on and case.decided_on == course.done_on(item.item_id)), None
        )
        return Step(
            item,
            state,
            begun_on=own.accepted_on if own else None,
            done_on=course.done_on(item.item_id),
            days_so_far=_taken(own, own.decided_on, days) if own and own.decided_on else None,
            promised_days=own.promised_days if own else None,
            planned_on=planned,
        )
    behind = max(days.between(planned, course.day), 1) if planned and planned < course.day else 0
    running = next((case for case in cases if not case.decided_on), None)
    if running and state == RUNNING:
        so_far = _taken(running, course.day, days)
        promised = item.days if running.promised_days is None else running.promised_days
        return Step(
            item,
            state,
            begun_on=running.accepted_on,
            days_so_far=so_far,
            promised_days=promised,
            days_over=max(so_far - promised, 0),
            # What is not decided by the end of a day is decided on the next working day at the earliest.
            days_left=max(promised - so_far, 1),
            planned_on=planned,
            days_behind=behind,
        )
    ended = [case.outcome for case in cases if case.decided_on]
    return Step(
        item,
        state,
        days_left=item.days,
        planned_on=planned,
        days_behind=behind,
        turned_down=ended[-1] if ended and ended[-1] in ("不予", *WITHOUT_RESULT) else "",
    )


def _taken(case: Case, until: date, days: WorkingDays) -> int:
    """Return the working days from the day after acceptance, less the days the clock stood still."""
    return max(days.between(case.accepted_on, until) - case.suspended_days, 0)


def _works(scheduled: Mapping[str, Slot], course: Course, days: WorkingDays) -> int:
    """Return the working days the completion has to wait for its planned day longer than for what is before it."""
    planned = course.planned_completion_on
    if COMPLETE not in scheduled or planned is None or planned <= course.day:
        return 0
    return max(days.between(course.day, planned) - scheduled[COMPLETE].earliest_start, 0)
