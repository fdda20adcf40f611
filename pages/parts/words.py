"""Wording: every text of the pages in Chinese (as in the code) or English (locale/en), and how days are said."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from queries.translations import fitting, read_messages

LOCALE = Path(__file__).parent.parent.parent / "locale"
LANGUAGES = ("zh", "en")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def speak(language: str) -> None:
    """Use ``language`` ('zh' or 'en') for everything this script run says."""
    _spoken.set(language)


def language() -> str:
    """Return the language of this script run, 'zh' or 'en': from the main script, else from address and browser."""
    spoken = _spoken.get()
    if spoken is None:
        import streamlit as st

        # A callback or a download runs before or beside the main script, in a thread that has not chosen yet.
        spoken = choose_language(st.query_params.get("lang"), st.context.locale)
    return spoken


def choose_language(asked: str | None, browser: str | None) -> str:
    """Return the language to speak: the one asked for in the address, else the browser's, else Chinese.

    A browser that prefers any other language than Chinese gets English.
    """
    if asked in LANGUAGES:
        return asked
    return "zh" if not browser or browser.lower().startswith("zh") else "en"


@lru_cache(maxsize=4)
def catalogue(spoken: str, domain: str = "dashboard") -> dict[str, str]:
    """Return the translations from Chinese into ``spoken``, by Chinese text; empty for Chinese itself.

    ``domain`` is 'dashboard' for what the pages say, 'records' for the words that stand in the records.
    """
    path = LOCALE / spoken / "LC_MESSAGES" / f"{domain}.po"
    if spoken == "zh" or not path.exists():
        return {}
    return read_messages(path, spoken)


def _(text: str, **values: Any) -> str:
    """Return ``text`` (Chinese) in the language of this run, its {placeholders} filled from ``values``.

    A text with plural forms takes the one that fits the number (queries/translations.py).
    """
    said = catalogue(language()).get(text, text)
    return fitting(said, values).format(**values) if values else said


def listed(items: list[str]) -> str:
    """Join ``items`` as a list is written in the language of this run."""
    return (", " if language() == "en" else "、").join(items)


def day(on: date) -> str:
    """Say a day without its year: 6月30日, or 30 Jun."""
    return f"{on.day} {MONTHS_EN[on.month - 1]}" if language() == "en" else f"{on.month}月{on.day}日"


def full_day(on: date) -> str:
    """Say a day with its year: 2025年6月30日, or 30 Jun 2025."""
    return f"{day(on)} {on.year}" if language() == "en" else f"{on.year}年{day(on)}"


def month(on: date) -> str:
    """Say a month without its year: 6月, or Jun."""
    return MONTHS_EN[on.month - 1] if language() == "en" else f"{on.month}月"


def span(first: date, last: date, with_year: bool = True) -> str:
    """Say a window as a person would: 2025年1–6月 when it is whole months, else with its days."""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return _span_of_months(first, last, with_year)
    english = language() == "en"
    if first == last:
        return full_day(first) if with_year else day(first)
    years = first.year != last.year
    start = full_day(first) if years or (with_year and not english) else day(first)
    end = full_day(last) if years or (with_year and english) else day(last)
    return f"{start} – {end}" if english else f"{start}至{end}"


def _span_of_months(first: date, last: date, with_year: bool) -> str:
    english = language() == "en"
    if first.year != last.year:
        if english:
            return f"{month(first)} {first.year} – {month(last)} {last.year}"
        return f"{first.year}年{first.month}月至{last.year}年{last.month}月"
    if first.month == 1 and last.month == 12:
        return str(first.year) if english else f"{first.year}年"
    months = f"{month(first)}–{month(last)}" if english else f"{first.month}–{last.month}月"
    if first.month == last.month:
        months = month(first)
    if not with_year:
        return months
    return f"{months} {first.year}" if english else f"{first.year}年{months}"
