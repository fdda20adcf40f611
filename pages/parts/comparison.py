"""The comparison switch: an earlier window, the plan, the target or the whole city; one switch rules the page."""

from __future__ import annotations

from pages.parts import address
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.words import _, span
from queries.questions import earlier
from queries.windows import EARLIER


def compared_with() -> dict[str, str]:
    """Return what numbers may be compared with, in the order of the switch: name in the address → words."""
    return {
        "last_year": _("去年同期"),
        "last_period": _("上期"),
        "plan": _("计划"),
        "target": _("目标"),
        "city": _("全市平均"),
    }


def switch(at: Here) -> str:
    """Return the switch as HTML: a link each, the one that holds is marked; beside it what exactly is compared with."""
    links = []
    for name, title in compared_with().items():
        current = {"aria_current": "true"} if name == at.choice.compare else {}
        asked = None if name == "last_year" else name
        links.append(anchor(title, address.here(at.choice, at.page, compare=asked), **current))
    exactly = f'<span class="exactly">{text(_("（{window}）", window=exactly_said(at)))}</span>'
    return f'<p class="compare">{text(_("比较"))} <span class="segments">{"".join(links)}</span> {exactly}</p>'


def exactly_said(at: Here) -> str:
    """Say what exactly the numbers are compared with: the days, or where the standard comes from."""
    if at.choice.compare in EARLIER:
        before = earlier(at.window, at.choice.compare)
        return span(before.first, before.last)
    if at.choice.compare == "city" and at.choice.where:
        return _("全市数字不能按筛选来看")
    known = {
        "plan": _("按计划日期，到这一天应完成的"),
        "target": _("这个月起作用的目标"),
        "city": _("各区市通报合计，含本区，只比整月"),
    }
    return known[at.choice.compare]
