"""The wall chart as a matrix: a row a project, a column a milestone; what was planned, what came, how it stands."""

from __future__ import annotations

from html import escape

from pages.parts.markup import text
from pages.parts.place import Here
from pages.parts.wall.marks import (
    LETTER,
    SHAPE,
    in_chinese,
    in_groups,
    items_of,
    project_cell,
    status_said,
    status_words,
)
from pages.parts.words import _
from queries.wall.chart import Project, Sheet
from queries.wall.judged import Milestone


def html(at: Here, sheet: Sheet) -> str:
    """Return the key and the matrix as HTML, in a box of its own that scrolls both ways."""
    items, chinese = items_of(sheet.projects), in_chinese()
    heads = "".join(
        f"<th scope=col{chinese}><b>{text(item)}</b>{text(name) if name != item else ''}</th>"
        for item, name in items.items()
    )
    bodies = []
    for heading, projects in in_groups(sheet, len(items) + 1):
        rows = "".join(_row(at, project, items, chinese) for project in projects)
        bodies.append(f"<tbody>{heading}{rows}</tbody>")
    name = escape(_("项目与节点：计划、实际和状态"))
    return (
        f'{key()}<div class="wc" tabindex=0 role=region aria-label="{name}"><table style=--n:{len(items)}>'
        f"<thead><tr><th scope=col>{text(_('项目'))}</th>{heads}</tr></thead>{''.join(bodies)}</table></div>"
    )


def key() -> str:
    """Return what the shapes and lines of a cell mean."""
    shapes = "".join(
        f"<span class={LETTER[status]}>{SHAPE[status]} {text(said)}</span>" for status, said in status_words().items()
    )
    lines = text(_("每格自上而下：计划日、实际日、状态；划去的是原计划日；“—”是没有这个节点。"))
    return f'<p class="wall-key">{shapes}<span>{lines}</span></p>'


def _row(at: Here, project: Project, items: dict[str, str], chinese: str) -> str:
    of: dict[str, list[Milestone]] = {}
    for milestone in project.milestones:
        of.setdefault(milestone.item, []).append(milestone)
    cells = "".join(_cell(of.get(item, ())) for item in items)
    return f"<tr>{project_cell(at, project, chinese)}{cells}</tr>"


def _cell(milestones: list[Milestone] | tuple[()]) -> str:
    """Return the cell of an item: mostly one milestone; two when a project's file names it in two ways.

    A cell is lines of text and no more elements: of six thousand cells each element is felt.
    """
    if not milestones:
        return "<td>"
    return f"<td class={LETTER[milestones[-1].status]}>" + "<hr>".join([_lines(one) for one in milestones])


def _lines(milestone: Milestone) -> str:
    before = f"<s>{milestone.baseline_on}</s>\n" if milestone.is_moved else ""
    actual = f"{milestone.actual_on}\n" if milestone.actual_on else ""
    planned = f"{milestone.planned_on}\n" if milestone.planned_on else ""
    return f"{planned}{before}{actual}{SHAPE[milestone.status]} {text(status_said(milestone.status, milestone.days))}"
