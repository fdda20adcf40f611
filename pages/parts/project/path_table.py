"""The items of a project's path as a table: each with its state in shape and word, its days, and what is planned."""

from __future__ import annotations

from pages.parts.downloads import Html, Table
from pages.parts.figures import NO_VALUE, whole
from pages.parts.item_table import Column, Rows, item_table
from pages.parts.markup import text
from pages.parts.menu.menu_words import department_html, item_html
from pages.parts.names import group_name
from pages.parts.words import _, listed
from queries.menu.project_path import DONE, NEXT, PRESUMED, RUNNING, WAITING, ProjectPath, Step

SHAPES = {DONE: "✓", PRESUMED: "✓", RUNNING: "◐", NEXT: "▶", WAITING: "○"}


def state_names() -> dict[str, str]:
    """Return the word for each state."""
    return {
        DONE: _("已办"),
        PRESUMED: _("视为已办"),
        RUNNING: _("在办"),
        NEXT: _("可以办"),
        WAITING: _("等前置"),
    }


def states_said(path: ProjectPath) -> str:
    """Say how many items are in each state, and what the word for what has no record means."""
    names = state_names()
    counts = [f"{SHAPES[state]} {names[state]} {n}" for state in names if (n := len(path.of_state(state)))]
    said = " · ".join(counts)
    if path.of_state(PRESUMED):
        said = _("{counts}（视为已办：没有记录，但等它的事项已办结）", counts=said)
    return said


def late_said(step: Step) -> str:
    """Say by how many working days an item is late, by its promise or by its plan; nothing when it is not."""
    said = []
    if step.days_over:
        said.append(_("超承诺 {n} 个工作日", n=step.days_over))
    if step.days_behind:
        said.append(_("比计划晚 {n} 个工作日", n=step.days_behind))
    return listed(said)


def table(path: ProjectPath) -> str:
    """Return the items as HTML, stage by stage."""
    columns = [
        Column(_("事项")),
        Column(_("办理部门")),
        Column(_("状态")),
        Column(_("用时/承诺"), is_number=True),
        Column(_("受理"), is_number=True),
        Column(_("办结"), is_number=True),
        Column(_("计划"), is_number=True),
        Column(_("最早办结"), is_number=True),
        Column(_("机动"), is_number=True),
    ]
    stages: dict[str, list[Step]] = {}
    for step in path.steps.values():
        stages.setdefault(step.item.stage, []).append(step)
    return item_table(columns, [Rows(group_name(stage), [_row(one) for one in own]) for stage, own in stages.items()])


def _row(step: Step) -> list[object]:
    late = late_said(step)
    word = f"{SHAPES[step.state]} {state_names()[step.state]}"
    kind = {DONE: "reached", PRESUMED: "quiet", WAITING: "quiet"}.get(step.state, "now")
    state = f'<span class="{kind}">{text(word)}</span>'
    if late:
        state += f' <span class="needs">▲ {text(late)}</span>'
    return [
        item_html(step.item),
        department_html(step.item),
        Html(state),
        _days(step),
        step.begun_on,
        step.done_on,
        step.planned_on,
        step.earliest_finish_on,
        None if step.slot is None else _("关键") if step.slot.is_critical else whole(step.slot.slack),
    ]


def _days(step: Step) -> str:
    if step.state == PRESUMED or (step.days_so_far is None and not step.item.is_counted):
        return ""
    so_far = NO_VALUE if step.days_so_far is None else whole(step.days_so_far)
    promised = step.item.days if step.promised_days is None else step.promised_days
    return f"{so_far} / {whole(promised)}"


def taken_away(path: ProjectPath) -> Table:
    """Return the items as header and rows to take away."""
    header = [
        _("事项编码"), _("事项"), _("阶段"), _("办理部门"), _("状态"), _("晚了"), _("受理"), _("办结"),
        _("已用工作日"), _("承诺工作日"), _("最少还要"), _("计划"), _("最早开始"), _("最早办结"), _("机动工作日"),
    ]  # fmt: skip
    rows: list[list[object]] = [
        [
            step.item.item_id,
            step.item.name,
            group_name(step.item.stage),
            group_name(step.item.department) if step.item.department else None,
            state_names()[step.state],
            late_said(step) or None,
            step.begun_on,
            step.done_on,
            step.days_so_far,
            step.item.days if step.promised_days is None else step.promised_days,
            step.days_left if step.slot else None,
            step.planned_on,
            step.earliest_start_on,
            step.earliest_finish_on,
            step.slot.slack if step.slot else None,
        ]
        for step in path.steps.values()
    ]
    return header, rows
