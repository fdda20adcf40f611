"""The filter bar: window, project category, investment type, street, level, workgroup; kept in the address."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from html import escape

from pages.parts import address, answers
from pages.parts.address import Choice
from pages.parts.markup import anchor, text
from pages.parts.names import column_name, group_name
from pages.parts.words import _, language, span
from queries.questions import Window
from queries.warehouse import Warehouse


def bar(page: str, choice: Choice, warehouse: Warehouse, default: Window, values: Mapping[str, list[str]]) -> str:
    """Return one button per choice as HTML, each with its own panel; what is chosen is said on the button."""
    said = span(choice.window.first, choice.window.last)
    panels = [_panel("window", said, _window_panel(page, choice, warehouse, default))]
    for split in address.FILTERS:
        label = _label(split, choice.filters.get(split, ()))
        panels.append(_panel(split, label, options(page, choice, split, values[split])))
    clear = ""
    if choice.filters:
        clear = anchor(_("清除筛选"), address.here(choice, page, **dict.fromkeys(address.FILTERS)), "clear")
    named = escape(_("筛选"))
    return f'{one_button(choice)}<div class="filters" role="group" aria-label="{named}">{"".join(panels)}{clear}</div>'


def _panel(name: str, label: str, content: str) -> str:
    """Return a button and the panel it opens, which stays open while the page is drawn anew (25_filters.js)."""
    return (
        f'<div class="filter" data-filter="{name}"><button type="button" aria-expanded="false" '
        f'aria-controls="panel-{name}">{label}</button><div class="panel" id="panel-{name}">{content}</div></div>'
    )


def one_button(choice: Choice) -> str:
    """Return the button behind which the filters stand on a phone, as HTML; it says how many hold."""
    said = span(choice.window.first, choice.window.last)
    if choice.where:
        said = f"{said} · {_('筛选 {n} 项', n=len(choice.where))}"
    return f'<button type="button" class="all-filters" aria-expanded="false">{text(said)}</button>'


def options(page: str, choice: Choice, split: str, values: list[str]) -> str:
    """Return the values of one filter as links that each take it up or drop it: what is chosen lives in the address.

    Links, not widgets bound to the address: those lose their parameters on the way to another page.
    """
    chosen = choice.filters.get(split, ())
    links = []
    for value in values:
        others = tuple(one for one in chosen if one != value)
        asked = {split: others if value in chosen else (*others, value)}
        current = {"aria_current": "true"} if value in chosen else {}
        href = address.here(choice, page, sheet=None, **asked)
        links.append(f"<li>{anchor(group_name(value), href, data_value=value, **current)}</li>")
    name = column_name(split)
    return f'<p class="label">{text(name)}</p><ul class="options" aria-label="{escape(name)}">{"".join(links)}</ul>'


def _label(split: str, chosen: tuple[str, ...]) -> str:
    name = column_name(split)
    if not chosen:
        return text(name)
    said = group_name(chosen[0]) if len(chosen) == 1 else _("{n} 项", n=len(chosen))
    return f"<strong>{text(_('{name}：{value}', name=name, value=said))}</strong>"


def _window_panel(page: str, choice: Choice, warehouse: Warehouse, default: Window) -> str:
    links = []
    for name, window in presets(default, warehouse.first_day, founding(warehouse)).items():
        asked = {"from_": window.first, "to": window.last} if window != default else {"from_": None, "to": None}
        current = {"aria_current": "true"} if window == choice.window else {}
        said = f"{name}  {span(window.first, window.last)}"
        links.append(f"<li>{anchor(said, address.here(choice, page, **asked), **current)}</li>")
    days = "".join(
        f'<label>{text(label)}<input type="date" name="{name}" value="{value}" min="{address.EARLIEST}" '
        f'max="{address.LATEST}" required></label>'
        for name, label, value in (
            ("from", _("开始"), choice.window.first),
            ("to", _("结束"), choice.window.last),
        )
    )
    # The script writes the two days in the place of these words and follows the link.
    href = escape(address.here(choice, page, from_="FROM", to="TO"))
    wrong = escape(_("结束日期不能早于开始日期"))
    return (
        f'<ul class="presets">{"".join(links)}</ul><p class="label">{text(_("自定起止日期"))}</p>'
        f'<form class="days" data-wrong="{wrong}">{days}<button type="submit">{text(_("查看"))}</button>'
        f'<a hidden href="{href}" tabindex="-1" aria-hidden="true">{text(_("查看"))}</a></form>'
    )


def founding(warehouse: Warehouse) -> tuple[str, date] | None:
    """Return the words and day of the latest event whose words tell of a founding (成立), or None."""
    founded = [event for event in answers.events(warehouse, answers.state_of(warehouse)) if "成立" in event.words.zh]
    return (founded[-1].words.in_(language()), founded[-1].on) if founded else None


def presets(default: Window, first_day: date | None, founded: tuple[str, date] | None) -> dict[str, Window]:
    """Return the windows offered by name, all ending on the last complete day or before it."""
    last = default.last
    month_first = last.replace(day=1)
    quarter_first = date(last.year, (last.month - 1) // 3 * 3 + 1, 1)
    year_before = date(last.year - 1, last.month, monthrange(last.year - 1, last.month)[1])
    offered = {
        _("今年以来"): default,
        _("本季度"): Window(quarter_first, last),
        _("本月"): Window(month_first, last),
        _("近12个月"): Window(year_before + timedelta(days=1), last),
        _("去年"): Window(date(last.year - 1, 1, 1), date(last.year - 1, 12, 31)),
    }
    if founded and founded[1] <= last:
        offered[_("{event}以来", event=founded[0])] = Window(founded[1], last)
    if first_day:
        offered[_("全部数据")] = Window(first_day, last)
    return offered
