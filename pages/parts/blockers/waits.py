"""Who waits for whom: the open ones by age, and by department and stage, of all levels of escalation or of one."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from pages.parts import address, downloads
from pages.parts.blockers.asked import PAGE, asked, heading, levels, named, nothing, records
from pages.parts.explore.cells import shade
from pages.parts.figures import rate, whole
from pages.parts.markup import anchor, text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count
from pages.parts.words import _, full_day
from queries.blockers.standing import AGES, Waiting, ages, stages, waiting

Label = str | None
# How the address says the level that is not filled in.
EMPTY = "none"


@dataclass(frozen=True)
class Matrix:
    """Departments by stages, and how many wait in each pair; ``number`` adds up a row, a column or all."""

    departments: list[Label]
    stages: list[Label]
    cells: dict[tuple[Label, Label], int]

    def of_department(self, department: Label) -> int:
        """Add up one department."""
        return sum(self.cells.get((department, stage), 0) for stage in self.stages)

    def of_stage(self, stage: Label) -> int:
        """Add up one stage."""
        return sum(self.cells.get((department, stage), 0) for department in self.departments)

    @property
    def all(self) -> int:
        """Add up everything."""
        return sum(self.cells.values())


def draw(at: Here) -> None:
    """Draw the ages, the choice of a level, the matrix with its totals, and the downloads."""
    found = asked(at, waiting)
    day = _("{day} 时点", day=full_day(at.window.last))
    head = heading("waits", _("谁在等谁"), _("在册堵点等在哪个部门、哪个阶段、哪一级"), day)
    if not found:
        st.html(f"{head}{nothing(at, _('这一天没有在册堵点，没有人在等。'))}")
        return
    level, note = _level(at, found)
    chosen = [one for one in found if level is None or (one.escalation or EMPTY) == level]
    held = matrix(chosen, stages(at.warehouse))
    st.html(
        f'{head}<div class="waits"><div>{_ages(at)}</div>'
        f"<div>{_levels(at, found, level)}{note}{_html(at, held, level)}</div></div>"
    )
    header, rows = table(found, stages(at.warehouse))
    downloads.buttons(header, rows, "blockers-waiting", about_page(_("谁在等谁")))


def matrix(found: list[Waiting], in_order: list[str]) -> Matrix:
    """Return the matrix of ``found``: departments with the most first, stages in the order of a project's life."""
    cells: dict[tuple[Label, Label], int] = {}
    sums: dict[Label, int] = {}
    for one in found:
        cells[one.department, one.stage] = cells.get((one.department, one.stage), 0) + one.number
        sums[one.department] = sums.get(one.department, 0) + one.number
    places = {stage: place for place, stage in enumerate(in_order)}
    own = {stage for _department, stage in cells}
    return Matrix(
        sorted(sums, key=lambda name: (-sums[name], name is None, name or "")),
        sorted(own, key=lambda stage: (stage is None, places.get(stage or "", len(places)), stage or "")),
        cells,
    )


def _level(at: Here, found: list[Waiting]) -> tuple[str | None, str]:
    """Return the level that the address asks for (None: all of them), and a sentence when there is no such one."""
    asked_for = at.choice.one("only", "")
    if not asked_for or asked_for in {one.escalation or EMPTY for one in found}:
        return asked_for or None, ""
    said = _("在册堵点里没有协调层级“{level}”，下面是全部层级。", level=asked_for[:40])
    return None, f'<p class="quiet" role="status">{text(said)}</p>'


def _levels(at: Here, found: list[Waiting], level: str | None) -> str:
    links = [_choice(at, _("全部"), sum(one.number for one in found), None, level)]
    for name in levels({one.escalation for one in found}):
        number = sum(one.number for one in found if one.escalation == name)
        links.append(_choice(at, group_name(name), number, name or EMPTY, level))
    name = column_name("escalation")
    return f'<p class="choices" role="group" aria-label="{escape(name)}">{text(name)} {"".join(links)}</p>'


def _choice(at: Here, name: str, number: int, only: str | None, level: str | None) -> str:
    current = {"aria_current": "true"} if only == level else {}
    return anchor(f"{name} {whole(number)}", address.here(at.choice, PAGE, only=only) + "#waits", **current)


def _html(at: Here, held: Matrix, level: str | None) -> str:
    """Return the matrix as a table shaded by number, every number a link to exactly its records."""
    within = [("escalation", None if level == EMPTY else level)] if level else []
    most = max(held.cells.values())
    heads = "".join(f'<th scope=col class="number">{named(stage)}</th>' for stage in held.stages)
    total = text(_("合计"))

    def cell(number: int, kind: str, *more: tuple[str, Label]) -> str:
        if not number:
            return f'<td class="{kind} empty">0</td>'
        heat = "" if "margin" in kind else f' style="--heat:{shade(number, 0, most):.1f}%"'
        return f'<td class="{kind}"{heat}>{anchor(whole(number), records(at, "open", *within, *more))}</td>'

    body = []
    for department in held.departments:
        of = ("department", department)
        cells = "".join(
            cell(held.cells.get((department, stage), 0), "number", of, ("stage", stage)) for stage in held.stages
        )
        margin = cell(held.of_department(department), "number margin", of)
        body.append(f"<tr><th scope=row>{named(department)}</th>{cells}{margin}</tr>")
    sums = "".join(cell(held.of_stage(stage), "number margin", ("stage", stage)) for stage in held.stages)
    foot = f"<tr><th scope=row>{total}</th>{sums}{cell(held.all, 'number margin')}</tr>"
    caption = _("在册堵点，{a} × {b}", a=column_name("department"), b=column_name("stage"))
    return (
        f'<div class="pivot" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{text(caption)}</caption><thead><tr><th scope=col>{text(column_name('department'))}</th>{heads}"
        f'<th scope=col class="number margin">{total}</th></tr></thead>'
        f"<tbody>{''.join(body)}</tbody><tfoot>{foot}</tfoot></table></div>"
    )


def _ages(at: Here) -> str:
    counts = asked(at, ages).groups
    total, most = sum(counts), max(counts)
    rows = []
    for name, number in zip(age_names(), counts, strict=True):
        rows.append(
            f'<tr><th scope=row>{text(name)}</th><td class="track"><span style="width:{number / most * 100:.1f}%">'
            f'</span></td><td class="number">{whole(number)}</td>'
            f'<td class="number quiet">{rate(number, total)}</td></tr>'
        )
    said = _("自发现之日起的日历天数；退回的从最初发现之日算起。")
    return (
        f'<h3>{text(_("等了多久"))}</h3><table class="bars" aria-label="{escape(_("在册堵点，按天数"))}"><tbody>'
        f'{"".join(rows)}</tbody></table><p class="quiet">{text(said)}</p>'
    )


def age_names() -> list[str]:
    """Return what the groups of ages are called: ≤ 7 days, 8–15 days, … more than 90."""
    names, least = [], 0
    for most in AGES:
        if most is None:
            names.append(_("超过 {n} 天", n=least - 1))
        else:
            names.append(_("{a}–{b} 天", a=least, b=most))
            least = most + 1
    return names


def table(found: list[Waiting], in_order: list[str]) -> tuple[list[str], list[list[object]]]:
    """Return department, stage and level with their numbers as header and rows to take away."""
    held = matrix(found, in_order)
    header = [column_name(name) for name in ("department", "stage", "escalation")] + [_("在册堵点")]
    ordered = sorted(
        found, key=lambda one: (held.departments.index(one.department), held.stages.index(one.stage), -one.number)
    )
    rows: list[list[object]] = [
        [group_name(one.department), group_name(one.stage), group_name(one.escalation), Count(one.number)]
        for one in ordered
    ]
    return header, [*rows, [_("合计"), "", "", Count(held.all)]]
