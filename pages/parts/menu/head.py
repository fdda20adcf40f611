"""The head of the menu page: the days of the menu chosen, against the law's, and what phases and segments save."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from pages.parts import address
from pages.parts.markup import anchor, text
from pages.parts.menu.menu_words import asked_of, choice_said
from pages.parts.place import Here
from pages.parts.words import _
from queries.menu.critical_path import Slot, critical_items, days_to_acceptance, days_to_start, slots, whole_days
from queries.menu.items import Item
from queries.menu.menu import Menu, build_menu
from queries.menu.statutory import statutory_whole_days


def title(menu_said: str) -> str:
    """Return the title of the page with the menu that is shown."""
    return f"<h1>{text(_('审批菜单'))} <small>{text(menu_said)}</small></h1>"


def illustrative() -> str:
    """Return the sentence that the days are only an illustration."""
    said = _("承诺时限为示例，请以本局办事指南为准，在 data/reference/item.csv 里改；一改这里就变。")
    return f'<p class="quiet">{text(said)}</p>'


def days(menu: Menu, scheduled: dict[str, Slot]) -> str:
    """Return the whole, the days to the start of the works, and what the law would allow, as figures."""
    whole, start, law = whole_days(scheduled), days_to_start(scheduled), statutory_whole_days(menu)
    figures = [(_("承诺全程"), whole)]
    if start is not None:
        figures.append((_("到实际开工"), start))
    figures += [(_("法定全程"), law), (_("比法定少"), law - whole)]
    shown = "".join(
        f"<div><dt>{text(said)}</dt><dd><b>{text(value)}</b> {text(_('个工作日'))}</dd></div>"
        for said, value in figures
    )
    path = " → ".join(
        f'<a href="#item-{text(item_id)}" title="{escape(menu.items[item_id].name)}">{text(item_id)}</a>'
        for item_id in critical_items(menu, scheduled)
    )
    critical = f'<p class="path"><b>◆ {text(_("关键路径"))}</b> {path}</p>'
    return f'<dl class="menu-days">{shown}</dl>{critical}<p class="quiet">{text(law_said(menu))}</p>'


def law_said(menu: Menu) -> str:
    """Say how the law's days were counted: which limits are working days, which calendar days, which there are none."""
    timed = [item for item in menu.items.values() if item.is_counted]
    limited = [item for item in timed if item.statutory_days]
    calendar = sum(item.statutory_unit != "WD" for item in limited)
    return _(
        "法定时限：{a} 项以工作日计；{b} 项以日历日计，按七分之五折成工作日、不足一天进为一天；"
        "{c} 项没有法定时限，按承诺时限算。",
        a=len(limited) - calendar,
        b=calendar,
        c=len(timed) - len(limited),
    )


def savings(at: Here, menu: Menu, items: dict[str, Item]) -> str:
    """Return the four variants side by side: to the start, to the first acceptance, whole, and what each saves."""
    heads = [_("到实际开工（工作日）"), _("到首次联合验收（工作日）"), _("全程（工作日）")]
    rows, base = [], None
    for is_phased in (False, True):
        for is_segmented in (False, True):
            choice = replace(menu.choice, is_phased=is_phased, is_segmented=is_segmented)
            found = _days(build_menu(items, choice))
            base = base or found
            current = ' class="chosen" aria-current="true"' if choice == menu.choice else ""
            said = " · ".join(choice_said(replace(choice, wanted=frozenset())).split(" · ")[1:])
            name = anchor(said, address.here(at.choice, "menu", **asked_of(choice)))
            cells = "".join(_cell(head, now, was - now) for head, now, was in zip(heads, found, base, strict=True))
            rows.append(f"<tr{current}><th scope=row>{name}</th>{cells}</tr>")
    shown = "".join(
        f"<th scope=col class=number>{text(head)}</th><th scope=col class=number>{text(_('少用'))}</th>"
        for head in heads
    )
    return (
        f"<h2 id=saved>{text(_('分阶段、分段省多少'))}</h2>"
        f'<div class="table"><table class="saved"><thead><tr><th scope=col>{text(_("办理方式"))}</th>{shown}</tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _days(menu: Menu) -> tuple[int, int, int]:
    scheduled = slots(menu)
    return days_to_start(scheduled) or 0, days_to_acceptance(menu, scheduled) or 0, whole_days(scheduled)


def _cell(head: str, now: int, less: int) -> str:
    return (
        f'<td class="number" data-label="{escape(head)}">{now}</td>'
        f'<td class="number" data-label="{escape(_("少用"))}">{_saved(less)}</td>'
    )


def _saved(less: int) -> str:
    if less > 0:
        return f'<span class="reached">▼ {less}</span>'
    return f'<span class="needs">▲ {-less}</span>' if less < 0 else "0"
