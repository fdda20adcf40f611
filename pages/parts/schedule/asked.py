"""What is to be scheduled: which menu or whose, to which milestone, until which day; and the plan that makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from pages.parts import address
from pages.parts.markup import sentence, text
from pages.parts.menu.menu_choice import menu_choice
from pages.parts.menu.menu_words import asked_of, mistake_said
from pages.parts.place import Here
from pages.parts.project.recorded import course_of
from pages.parts.words import _
from queries.menu.backward import Planned, plan_backward
from queries.menu.critical_path import slots, whole_days
from queries.menu.items import COMPLETE, START, Item, item_file
from queries.menu.menu import Menu, MenuMistake, build_menu
from queries.menu.project_course import Course, NoInvestmentType, choice_of
from queries.menu.project_path import ProjectPath, building_days, path_on
from queries.menu.working_days import BeyondCalendar, WorkingDays, working_days
from queries.project import project_head

# Without a target a day is taken that leaves so many working days beyond the shortest way.
ROOM = 20
MENU = ("menu", "permit", "acceptance", "with")


@dataclass(frozen=True)
class Asked:
    """What is asked for: where the page stands (with the menu of its project taken up), the items there are, the whole
    menu, what of it is scheduled, the milestone it is for, the project's path and name if one is given, what is to be
    said of a project that cannot be taken, and the working days that its works take by the ledger.
    """

    at: Here
    items: Mapping[str, Item]
    whole: Menu
    menu: Menu
    end: str
    days: WorkingDays
    today: date
    path: ProjectPath | None = None
    project_name: str = ""
    note: str = ""
    works: int = 0

    @property
    def ends(self) -> tuple[str, ...]:
        """The milestones offered: start and completion of the works, and the last item of the menu."""
        return tuple(dict.fromkeys(one for one in (START, COMPLETE, last_item(self.whole)) if one in self.whole.items))


@dataclass(frozen=True)
class Plan:
    """A schedule: the target, whether it was asked for, the working days of the way, the days left beyond it (less
    than 0 when they do not do), the earliest day it can be, and every item by its latest start.
    """

    target: date
    is_asked: bool
    working_days: int
    room: int
    earliest: date
    items: tuple[Planned, ...]


def today() -> date:
    """Return the day it is."""
    return date.today()


def asked(at: Here) -> Asked:
    """Return what the address asks to schedule. What cannot be is said in a sentence, and the page stops."""
    items, days, now = item_file().items, working_days(at.warehouse), today()
    try:
        at, course, said = _of_project(at, items, now)
        menu = build_menu(items, menu_choice(at.choice))
        path = path_on(menu, course, days) if course else None
        works = building_days(path, days) if path else 0
    except (MenuMistake, BeyondCalendar) as missing:
        st.html(f"<h1>{text(_('倒排工期'))}</h1>")
        said = mistake_said(missing) if isinstance(missing, MenuMistake) else beyond_said(days)
        sentence(said, _("看数据状况"), address.link(at.choice, "data"))
        st.stop()
    end = (at.choice.several("end") or (START,))[-1]
    name, note = (said, "") if path else ("", said)
    left = with_works(path.left, works) if path else menu
    return Asked(at, items, menu, left, end, days, now, path, name, note, works)


def _of_project(at: Here, items: Mapping[str, Item], now: date) -> tuple[Here, Course | None, str]:
    """Return the place with the menu of its project taken up, what is recorded of it, and its name.

    In place of the name it is a sentence when there is no menu for the project.
    """
    code = at.choice.project
    if not code:
        return at, None, ""
    head = project_head(at.warehouse, code)
    course = course_of(at, code, now)
    try:
        choice = choice_of(course, items)
    except NoInvestmentType:
        return at, None, _("没有项目“{code}”，或者台账里没有它的投资类型，下面按所选的菜单排。", code=code[:60])
    if not any(name in MENU for name, _given in at.choice.asked):
        taken = {name: value for name, value in asked_of(choice).items() if value}
        more = tuple((name, value if isinstance(value, tuple) else (str(value),)) for name, value in taken.items())
        at = replace(at, choice=replace(at.choice, asked=(*at.choice.asked, *more)))
    return at, course, head["project_name"] if head else code


def with_works(menu: Menu, works: int) -> Menu:
    """Return a menu whose completion takes the working days of the works."""
    if not works:
        return menu
    built = replace(menu.items[COMPLETE], promised_days=works, is_counted=True)
    return replace(menu, items={**menu.items, COMPLETE: built})


def last_item(menu: Menu) -> str:
    """Return the item with which a menu ends: of those nothing waits for the one that is finished last."""
    scheduled = slots(menu)
    ends = [item_id for item_id in menu.items if not menu.after(item_id)]
    return max(ends, key=lambda item_id: (scheduled[item_id].earliest_finish, item_id), default=START)


def plan(asked: Asked) -> Plan | None:
    """Return the schedule; None when there is none to be made (say_why_none)."""
    if asked.end not in asked.menu.items:
        return None
    length, given = whole_days(slots(asked.menu, end=asked.end)), asked.at.choice.target
    try:
        target = given or asked.days.after(asked.today, length + ROOM)
        return Plan(
            target,
            given is not None,
            length,
            asked.days.between(asked.today, target) - length,
            asked.days.after(asked.today, length),
            tuple(plan_backward(asked.menu, asked.end, target, asked.days, asked.today)),
        )
    except BeyondCalendar:
        return None


def say_why_none(asked: Asked) -> None:
    """Say in a sentence why there is no schedule, with a way on."""

    def way(**changes: str | None) -> str:
        return address.here(asked.at.choice, "schedule", **changes)

    if asked.end in asked.menu.items:
        sentence(beyond_said(asked.days), _("用默认的目标日"), way(target=None))
    elif asked.path and asked.end in asked.whole.items:
        name, done_on = asked.items[asked.end].name.removeprefix("里程碑:"), asked.path.steps[asked.end].done_on
        said = _("这个项目的“{name}”已经完成，不用再排。", name=name)
        if done_on:
            said = _("这个项目的“{name}”已于 {day} 完成，不用再排。", name=name, day=done_on)
        left = next((one for one in asked.ends if one in asked.menu.items), None)
        sentence(said, *((_("排到后面的节点"), way(end=left)) if left else ()))
    else:
        sentence(_("这样选的菜单里没有“{end}”，不能倒排到它。", end=asked.end[:40]), _("排到实际开工"), way(end=None))


def beyond_said(days: WorkingDays) -> str:
    """Say from when to when the working calendar reaches."""
    return _("排到工作日历之外了：日历从 {a} 到 {b}，请换一个目标日。", a=days.first, b=days.last)
