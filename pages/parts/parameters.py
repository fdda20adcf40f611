"""What the parameters of an address say, one by one: words, days, months and numbers, or a sentence why they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pages.parts.words import _
from pages.parts.wrong_address import WrongAddress
from queries.questions import Window
from queries.windows import EARLIEST, LATEST

# The texts given for each parameter.
Given = Mapping[str, tuple[str, ...]]


def filters(
    given: Given, splits: Iterable[str], values: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str | None, ...]]:
    """Return the values asked for of each of ``splits``. Raises WrongAddress for one not among ``values``."""
    found: dict[str, tuple[str | None, ...]] = {}
    for name in splits:
        chosen = given.get(name, ())
        known = set(values.get(name, ()))
        for value in chosen:
            if value not in known:
                raise WrongAddress(_("没有“{value}”这个筛选值，可能已改名或写错。", value=value[:40]), (name,))
        if chosen:
            found[name] = tuple(dict.fromkeys(chosen))
    return found


def window(given: Given, default: Window) -> Window:
    """Return the window asked for, its days those of ``default`` where none is. Raises WrongAddress."""
    window = Window(day(given, "from") or default.first, day(given, "to") or default.last)
    if window.first > window.last:
        raise WrongAddress(_("开始日期 {a} 晚于结束日期 {b}。", a=window.first, b=window.last), ("from", "to"))
    return window


def day(given: Given, name: str) -> date | None:
    """Return the day asked for as ``name``, None without one. Raises WrongAddress for what is none we know."""
    if name not in given:
        return None
    text = given[name][-1]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise WrongAddress(_("“{day}”不是一个日期，请写成 2025-06-30 的样子。", day=text[:40]), (name,)) from None
    if not EARLIEST <= day <= LATEST:
        raise WrongAddress(_("{day} 不在 2015 年至 2035 年之间。", day=text), (name,))
    return day


def months(given: Given, name: str) -> list[date]:
    """Return the first days of the months asked for as ``name``. Raises WrongAddress for what is none."""
    found = []
    for text in given.get(name, ()):
        try:
            month = date.fromisoformat(f"{text}-01")
        except ValueError:
            month = None
        if month is None or not EARLIEST <= month <= LATEST:
            raise WrongAddress(_("“{month}”不是一个月份，请写成 2025-06 的样子。", month=text[:40]), (name,))
        found.append(month)
    return found


def one_of(given: Given, name: str, accepted: tuple[str, ...]) -> str | None:
    """Return the word asked for as ``name``, None without one. Raises WrongAddress for one not ``accepted``."""
    if name not in given:
        return None
    if given[name][-1] not in accepted:
        raise WrongAddress(_("地址里的“{name}={value}”无法识别。", name=name, value=given[name][-1][:40]), (name,))
    return given[name][-1]


def whole_number(given: Given, name: str) -> int | None:
    """Return the number asked for as ``name``, None without one. Raises WrongAddress for what is none."""
    if name not in given:
        return None
    text = given[name][-1]
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) == int(text)):
        raise WrongAddress(_("地址里的“{name}={value}”无法识别。", name=name, value=text[:40]), (name,))
    return int(text)
