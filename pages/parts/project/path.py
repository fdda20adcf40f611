"""A project's own path (最优最短推进路径): what is done, running, late and next, and the shortest way that is left."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts import address, downloads
from pages.parts.markup import anchor, sentence, text
from pages.parts.menu.menu_words import asked_of, choice_said, department_html, in_chinese, item_html, mistake_said
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.project.path_table import states_said, table, taken_away
from pages.parts.project.recorded import course_of, last_day
from pages.parts.sentences import mistake_words
from pages.parts.take_away.about import about_page
from pages.parts.words import _, full_day
from queries.menu.items import INVESTMENT_TYPES, item_file
from queries.menu.menu import MenuMistake
from queries.menu.project_course import NoInvestmentType
from queries.menu.project_path import DONE, NEXT, PRESUMED, RUNNING, ProjectPath, Step, project_path
from queries.menu.working_days import BeyondCalendar, working_days


def draw(at: Here, code: str) -> None:
    """Draw the path; what it cannot be made of is said in a sentence, and the rest of the page goes on."""
    title = f'<h2 id="path">{text(_("最优最短推进路径"))}'
    course = course_of(at, code, last_day(at))
    file = item_file()
    try:
        path = project_path(course, file.items, working_days(at.warehouse))
    except (NoInvestmentType, MenuMistake, BeyondCalendar) as missing:
        st.html(f"{title}</h2>")
        sentence(_why(missing), *_way_on(at, missing))
        return
    said = _("{menu}，按截至 {day}的记录", menu=choice_said(path.menu.choice), day=full_day(course.day))
    wrong = "".join(f'<p class="needs">▲ {text(mistake_words(one))}</p>' for one in file.mistakes)
    st.html(
        f"{title} <small>{text(said)}</small></h2>{wrong}{_figures(path)}{_shortest(path)}{_next(path)}"
        f"{_beyond(path, at)}{_schedule(at, code, path)}"
        f'<p class="quiet">{text(states_said(path))}</p>{table(path)}<p class="quiet">{text(_note())}</p>'
    )
    downloads.buttons_for(
        lambda: taken_away(path), f"path-{code}", about_page(_("项目 {code} 的最优最短推进路径", code=code))
    )


def _why(missing: NoInvestmentType | MenuMistake | BeyondCalendar) -> str:
    if isinstance(missing, MenuMistake):
        return mistake_said(missing)
    if isinstance(missing, BeyondCalendar):
        return _("这个项目的日期超出了工作日历，排不出推进路径。")
    known = _("或").join(map(group_name, INVESTMENT_TYPES))
    if not str(missing):
        return _("重点项目台账里没有这个项目的投资类型（应为{known}），选不出审批菜单，补填后这里就有。", known=known)
    return _("这个项目的投资类型是“{value}”，应为{known}，选不出审批菜单，改正后这里就有。", value=missing, known=known)


def _way_on(at: Here, missing: Exception) -> tuple[str, str]:
    if isinstance(missing, NoInvestmentType):
        return _("看审批菜单"), address.link(at.choice, "menu")
    return _("看数据状况"), address.link(at.choice, "data")


def _figures(path: ProjectPath) -> str:
    """Return what is finished, the working days that are left at the least, and the days that makes."""
    finished = len(path.of_state(DONE, PRESUMED))
    figures = [(_("已办事项"), f"{finished}/{len(path.steps)}", "")]
    late = [step for step in path.steps.values() if step.is_late]
    if late:
        figures.append((_("晚了的事项"), f"▲ {len(late)}", "needs"))
    if path.finish_on is None:
        figures.append((_("审批剩余"), _("✓ 全部办结"), "reached"))
    else:
        figures.append((_("审批最少还要"), _("{n} 个工作日", n=path.days_left), ""))
        if path.days_to_start is not None and path.start_on:
            figures.append((_("最早可开工"), full_day(path.start_on), ""))
        figures.append((_("最早全部办结"), full_day(path.finish_on), ""))
    shown = "".join(
        f"<div><dt>{text(name)}</dt><dd{f' class={kind}' if kind else ''}>{text(said)}</dd></div>"
        for name, said, kind in figures
    )
    return f'<dl class="path-figures">{shown}</dl>'


def _shortest(path: ProjectPath) -> str:
    """Return the chain of items that cannot be late without making the end later, each with its days."""
    if not path.shortest:
        return ""
    steps = []
    for item_id in path.shortest:
        step = path.steps[item_id]
        days = f" <b>{step.days_left}</b>" if step.days_left else ""
        name = in_chinese(step.item.name.removeprefix("里程碑:"))
        steps.append(f'<li data-state="{step.state}" title="{escape(item_id)}">{name}{days}</li>')
    said = _("最短的一条（{n} 个工作日，每晚一天，办结就晚一天）", n=path.days_left)
    return f'<p class="label">{text(said)}</p><ol class="chain">{"".join(steps)}</ol>'


def _next(path: ProjectPath) -> str:
    """Return what runs and what may be applied for at once, with the department that decides it."""
    lines = [_next_line(step, path) for step in path.of_state(RUNNING, NEXT)]
    if not lines:
        return ""
    return f'<p class="label">{text(_("眼下该办的"))}</p><ul class="next">{"".join(lines)}</ul>'


def _next_line(step: Step, path: ProjectPath) -> str:
    item = step.item
    if step.state == RUNNING:
        said = _("在办 {a} 天，承诺 {b} 个工作日", a=step.days_so_far, b=step.promised_days)
    elif item.is_milestone:
        said = _("施工方的节点")
    else:
        said = _("可以办，{n} 个工作日", n=item.days) if item.is_counted else _("可以办，不计审批用时")
    extra = [said]
    if step.days_over:
        extra.append(_("▲ 已超 {n} 个工作日", n=step.days_over))
    if step.turned_down:
        extra.append(_("上次{outcome}", outcome=group_name(step.turned_down)))
    if step.slot is not None and step.slot.is_critical and item.item_id in path.shortest:
        extra.append(_("在最短的一条上"))
    needs = ' class="needs"' if step.days_over else ""
    name = f'<span class="name">{item_html(item)}</span>'
    return f"<li>{name}<span>{department_html(item)}</span><span{needs}>{text(' · '.join(extra))}</span></li>"


def _beyond(path: ProjectPath, at: Here) -> str:
    if not path.beyond:
        return ""
    names = {item.item_id: item.name for item in item_file().items.values()}
    said = "、".join(f"{names.get(item_id, '')}（{item_id}）" for item_id in path.beyond)
    head = text(_("菜单之外也有办件："))
    return f'<p class="quiet">{head}{in_chinese(said)}</p>'


def _schedule(at: Here, code: str, path: ProjectPath) -> str:
    if path.finish_on is None:
        return ""
    href = address.link(at.choice, "schedule", project=code, **asked_of(path.menu.choice))
    return f"<p>{anchor(_('按目标日倒排这个项目的工期'), href, 'action')}</p>"


def _note() -> str:
    return _("承诺时限为示例，以本局办事指南为准；招标、供地、施工和测绘不计审批用时，计划竣工日还没到的从那天算起。")
