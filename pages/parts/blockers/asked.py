"""What the page of blockers asks: every question once for where the page stands, and the links to the records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from pages.parts import address, answers
from pages.parts.markup import state_html, text
from pages.parts.names import group_name
from pages.parts.narrowing import said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.words import _, language
from queries.named_kpis import kpi_of
from queries.questions import Group, Headline, Window
from queries.warehouse import Warehouse

PAGE = "blockers"
# How high a problem is taken, the lowest first.
LEVELS = ("专班", "部门", "区领导顶格", "市级")
HIGH = LEVELS[2:]

Answer = TypeVar("Answer")


def asked(at: Here, question: Callable[..., Answer], *more: object) -> Answer:
    """Return the answer to ``question(warehouse, window, where, *more)`` for where the page stands, remembered."""
    answer: Answer = _asked(question, at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where, more)
    return answer


@remembered(500)
def _asked(
    question: Callable[..., Any],
    _warehouse: Warehouse,
    state: str,
    window: Window,
    where: answers.Where,
    more: tuple[object, ...],
) -> Any:
    return question(_warehouse, window, dict(where), *more)


def headline(at: Here, place: str) -> Headline:
    """Return the headline of the KPI at ``place``."""
    return answers.headline_here(at, kpi_of(PAGE, place))


def groups(at: Here, place: str, by: str) -> dict[str | None, Group]:
    """Return the break-down of the KPI at ``place``: label (None: not filled in) → its group."""
    found = answers.groups(
        at.warehouse, answers.state_of(at.warehouse), kpi_of(PAGE, place).name, at.window, at.choice.where, by
    )
    return {group.label: group for group in found}


def records(at: Here, place: str, *within: tuple[str, str | None], days: Window | None = None) -> str:
    """Return the address of the records that the KPI at ``place`` counts, held to ``within`` (split, value)."""
    held = {"from_": days.first, "to": days.last} if days else {}
    narrowed = [said(split, value) for split, value in within]
    return address.link(at.choice, "kpi", kpi=kpi_of(PAGE, place).name, within=narrowed, **held) + "#records"


def records_on(at: Here, place: str, day: date) -> str:
    """Return the address of the records that a stock counts on ``day``."""
    return records(at, place, days=Window(min(at.window.first, day), day))


def levels(found: set[str | None]) -> list[str | None]:
    """Return the levels of escalation among ``found``: the known ones from low to high, others, not filled in last."""
    strange = sorted(level for level in found if level is not None and level not in LEVELS)
    return [*(level for level in LEVELS if level in found), *strange, *([None] if None in found else [])]


def heading(place: str, title: str, *about: str) -> str:
    """Return the heading of a part as HTML: its title, and what it is ``about`` smaller; ``place`` is its id."""
    return f'<h2 id="{place}">{text(title)} <small>{text(" · ".join(about))}</small></h2>'


def named(label: str | None) -> str:
    """Return the name of a group as HTML; what has no English is marked as Chinese on an English page."""
    name = group_name(label)
    is_foreign = language() == "en" and not name.isascii()
    return f'<span lang="zh-CN">{text(name)}</span>' if is_foreign else text(name)


def nothing(at: Here, said_of_it: str) -> str:
    """Return the sentence of an empty part as HTML, with a way on: without filters, of this year, else the
    upload."""
    if at.choice.filters:
        step, href = _("清除筛选"), address.here(at.choice, PAGE, **dict.fromkeys(address.FILTERS))
    elif {"from", "to"} & dict(at.choice.asked).keys():
        step, href = _("看今年以来"), address.here(at.choice, PAGE, from_=None, to=None)
    else:
        step, href = _("去上报"), address.link(at.choice, "upload")
    return state_html(said_of_it, step, href)
