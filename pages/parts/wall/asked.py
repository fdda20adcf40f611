"""Which wall chart the address asks for: matrix or Gantt, which projects, in which order, under which headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from pages.parts import address, answers
from pages.parts.markup import anchor, state_html, text
from pages.parts.names import column_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.words import _
from queries.wall.chart import BY_NAME, BY_SLIP, BY_START, DUE, EVERYTHING, GROUPED_BY, SLIPPED, Asked, Sheet, sheet
from queries.wall.judged import SOON_DAYS
from queries.warehouse import Warehouse
from queries.windows import Window

PAGE = "wall"
A_SHEET = 500
MATRIX, GANTT = "matrix", "gantt"
UNGROUPED = "none"
# A sheet is up to six thousand milestones.
KEPT = 20


@dataclass(frozen=True)
class Shown:
    """What the page shows: the view, the chart asked of the numbers, and the parameters not understood."""

    view: str
    asked: Asked
    wrong: tuple[tuple[str, str], ...]


def options() -> dict[str, tuple[str, dict[str, str]]]:
    """Return per parameter what it is called and the words it may say, each with its own words, the usual one first."""
    return {
        "view": (_("看法"), {MATRIX: _("矩阵图"), GANTT: _("甘特图")}),
        "only": (
            _("项目"),
            {EVERYTHING: _("全部"), SLIPPED: _("有滑期的"), DUE: _("逾期或{n}天内到期的", n=SOON_DAYS)},
        ),
        "order": (
            _("次序"),
            {BY_SLIP: _("逾期天数"), BY_NAME: _("项目名称"), BY_START: _("最早的计划日期")},
        ),
        "by": (
            _("分组"),
            {UNGROUPED: _("不分组"), **{name: column_name(name) for name in GROUPED_BY}, "workgroup": _("牵头专班")},
        ),
    }


def shown(at: Here) -> Shown:
    """Return what the address asks for; what it says and is not understood is named and the usual shown instead."""
    found: dict[str, str] = {}
    wrong = []
    for name, (_called, words) in options().items():
        usual = next(iter(words))
        found[name] = at.choice.one(name, usual)
        if found[name] not in words:
            wrong.append((name, found[name]))
            found[name] = usual
    by = None if found["by"] == UNGROUPED else found["by"]
    return Shown(found["view"], Asked(found["only"], found["order"], by), tuple(wrong))


def choices(at: Here, now: Shown) -> str:
    """Return the choices of the chart as links, and a sentence for each that is not understood."""
    chosen = {"view": now.view, "only": now.asked.only, "order": now.asked.order, "by": now.asked.by or UNGROUPED}
    lines = [_line(at, name, called, words, chosen[name]) for name, (called, words) in options().items()]
    mistakes = [_mistake(at, name, value) for name, value in now.wrong]
    return f'<div class="wall-choices">{"".join(lines)}</div>{"".join(mistakes)}'


def _line(at: Here, name: str, called: str, words: Mapping[str, str], chosen: str) -> str:
    links = []
    for place, (word, said) in enumerate(words.items()):
        current = {"aria_current": "true"} if word == chosen else {}
        href = address.here(at.choice, PAGE, sheet=None, **{name: word if place else None})
        links.append(anchor(said, href, **current))
    return (
        f'<p class="choices" role="group" aria-label="{escape(called)}"><span>{text(called)}</span>{"".join(links)}</p>'
    )


def _mistake(at: Here, name: str, value: str) -> str:
    said = _("地址里的“{name}={value}”无法识别。", name=name, value=value[:40])
    return state_html(said, _("去掉这一项，继续"), address.here(at.choice, PAGE, **{name: None}))


def sheet_here(at: Here, now: Shown) -> Sheet:
    """Return the sheet of the chart that the address asks for; past the last one, none of the projects."""
    where = at.choice.where
    return _sheet(at.warehouse, answers.state_of(at.warehouse), at.window, where, now.asked, at.choice.sheet)


@remembered(KEPT)
def _sheet(_warehouse: Warehouse, state: str, window: Window, where: answers.Where, asked: Asked, number: int) -> Sheet:
    return sheet(_warehouse, window.last, dict(where), asked, A_SHEET, (number - 1) * A_SHEET)
