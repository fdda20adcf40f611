"""The choices of backward scheduling: whose menu, which variant, to which milestone, and the target day."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts import address
from pages.parts.markup import anchor, text
from pages.parts.menu.menu_choice import choice_links, unknown_items
from pages.parts.menu.menu_words import in_chinese
from pages.parts.schedule.asked import Asked, Plan
from pages.parts.sentences import mistake_words
from pages.parts.words import _, language
from queries.menu.items import COMPLETE, START, item_file

PAGE = "schedule"


def draw(asked: Asked, plan: Plan | None) -> None:
    """Draw the title, the choices as links that live in the address, and the form of the target day."""
    lead = _("从目标日往回排：每个事项最晚哪天动手、最晚哪天办结，按工作日算。")
    st.html(
        f"<h1>{text(_('倒排工期'))} <small>{text(lead)}</small></h1>{_project(asked)}{_mistakes(asked)}"
        f"{choice_links(asked.at, PAGE, asked.items)}{_ends(asked)}{_target(asked, plan)}"
    )


def _project(asked: Asked) -> str:
    code = asked.at.choice.project
    if asked.path is None or not code:
        return ""
    own = address.link(asked.at.choice, "project", project=code)
    off = address.here(asked.at.choice, PAGE, project=None)
    name = anchor(asked.project_name, f"{own}#path", **({} if language() == "zh" else {"lang": "zh-CN"}))
    said = text(_("只排还没办结的事项，在办的按还剩的天数。"))
    return (
        f'<p class="of-project">{text(_("项目"))} <b>{name}</b> <small>{text(code)}</small> {said} '
        f"{anchor(_('不按项目，排整个菜单'), off)}</p>"
    )


def _mistakes(asked: Asked) -> str:
    said = [*([asked.note] if asked.note else []), *(mistake_words(one) for one in item_file().mistakes)]
    said += [
        _("“{item}”不是这个菜单的可选事项，没有采用。", item=item_id[:40])
        for item_id in unknown_items(asked.at.choice, asked.items)
    ]
    return "".join(f'<p class="needs">▲ {text(one)}</p>' for one in said)


def _ends(asked: Asked) -> str:
    links = []
    for item_id in asked.ends:
        named = {START: _("实际开工"), COMPLETE: _("工程完工")}.get(item_id)
        name = asked.items[item_id].name if named is None else named
        done = "✓ " if item_id not in asked.menu.items else ""
        current = {"aria_current": "true"} if item_id == asked.end else {}
        spoken = {"lang": "zh-CN"} if named is None and language() != "zh" else {}
        href = address.here(asked.at.choice, PAGE, end=None if item_id == START else item_id)
        links.append(anchor(f"{done}{name}", href, data_end=item_id, **current, **spoken))
    name = _("排到")
    return (
        f'<p class="choices up-to" role="group" aria-label="{escape(name)}"><span>{text(name)}</span> '
        f"{''.join(links)}</p>"
    )


def _target(asked: Asked, plan: Plan | None) -> str:
    """Return the form of the day: the script (25_filters.js) writes it in the link and follows that.

    The field is not called target, which is a property of every form: the browser would not be given that name.
    """
    value = plan.target if plan else asked.at.choice.target or ""
    href = escape(address.here(asked.at.choice, PAGE, target="TARGET_ON"))
    see = text(_("排一排"))
    return (
        f'<form class="days target"><label>{text(_("目标日"))}<input type="date" name="target_on" value="{value}" '
        f'min="{address.EARLIEST}" max="{address.LATEST}" required></label><button type="submit">{see}</button>'
        f'<a hidden href="{href}" tabindex="-1" aria-hidden="true">{see}</a>{_said(asked, plan)}</form>'
    )


def _said(asked: Asked, plan: Plan | None) -> str:
    if plan is None or plan.is_asked:
        return ""
    end = in_chinese(asked.items[asked.end].name.removeprefix("里程碑:"))
    words = text(_("没有写目标日，先按今天起留足时间的一天排到"))
    return f'<span class="quiet">{words} {end}</span>'
