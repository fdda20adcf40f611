"""What a schedule comes to, in sentences: whether there is still time, the earliest day, and what is not known."""

from __future__ import annotations

import streamlit as st

from pages.parts import address
from pages.parts.markup import anchor, text
from pages.parts.menu.menu_words import in_chinese
from pages.parts.schedule.asked import Asked, Plan
from pages.parts.words import _, full_day
from queries.menu.items import START
from queries.menu.working_days import WorkingDays


def draw(asked: Asked, plan: Plan) -> None:
    """Draw the verdict with what to do, the figures, and the limits of the calendar and of the menu."""
    notes = "".join(f'<p class="quiet">{text(said)}</p>' for said in notes_of(asked, plan))
    st.html(f"{_verdict(asked, plan)}{notes}")


def _verdict(asked: Asked, plan: Plan) -> str:
    end = in_chinese(asked.items[asked.end].name.removeprefix("里程碑:"))
    head = text(_("到 {day}办成", day=full_day(plan.target)))
    way = text(_("最短 {n} 个工作日", n=plan.working_days))
    lines = []
    past = (asked.today - plan.target).days
    if past > 0:
        lines.append(f'<p class="needs">▲ {text(_("目标日已经过去 {n} 天，请换一个以后的日子。", n=past))}</p>')
    late = sum(one.days_lost > 0 for one in plan.items)
    if plan.room < 0:
        said = _("差 {n} 个工作日", n=-plan.room)
        count = _("{n} 个事项的最晚开始日已经过了", n=late)
        lines.append(f'<p class="needs">▲ {text(said)}{_("，")}{text(count)}</p>')
    else:
        lines.append(f'<p class="reached">✓ {text(_("来得及，还有 {n} 个工作日的余地", n=plan.room))}</p>')
    href = address.here(asked.at.choice, "schedule", target=plan.earliest)
    earliest = _("今天就全部动手，最早 {day}办成", day=full_day(plan.earliest))
    on = anchor(_("按这一天排"), href, "action") if plan.room < 0 or past > 0 else ""
    lines.append(f"<p>{text(earliest)} {on}</p>")
    return f'<div class="verdict"><p><b>{end}</b> · {head} · {way}</p>{"".join(lines)}</div>'


def notes_of(asked: Asked, plan: Plan) -> list[str]:
    """Return what limits the schedule: a day off, months the calendar does not cover, days that are illustrative."""
    days, said = asked.days, []
    if not days.is_working_day(plan.target):
        reached = days.day(days.number(plan.target))
        said.append(_("{day} 是休息日，按前一个工作日 {before} 算。", day=plan.target, before=reached))
    said += known_said(days, max(plan.target, plan.earliest) > days.known_to)
    if asked.end != START and asked.works:
        said.append(_("施工按台账的计划开工到计划竣工算，{n} 个工作日；招标、供地和测绘不计审批用时。", n=asked.works))
    elif asked.end != START:
        said.append(_("招标、供地、施工和测绘不计审批用时：开工到竣工之间要另留工期。"))
    said.append(_("承诺时限为示例，以本局办事指南为准。"))
    return said


def known_said(days: WorkingDays, is_beyond: bool) -> list[str]:
    """Say up to when holidays and make-up days are announced; as a warning when the schedule goes beyond it."""
    if is_beyond:
        said = _("法定节假日和调休只公布到 {day}，之后按周一至周五推算，公布后请重排。", day=full_day(days.known_to))
        return [f"△ {said}"]
    return [_("已按法定节假日和调休计算，公布到 {day}。", day=full_day(days.known_to))]
