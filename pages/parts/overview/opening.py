"""The opening paragraph: sentences from templates about what stands out, every number in them a link to its records."""

from __future__ import annotations

import re
from html import escape, unescape

from pages.parts import address, answers
from pages.parts.address import Choice
from pages.parts.figures import NO_VALUE, rate, value_said, whole
from pages.parts.markup import anchor, text
from pages.parts.overview import attention
from pages.parts.overview.card_data import CardData
from pages.parts.place import Here
from pages.parts.sentences import PLACE, Template, mistake_words, sentences
from pages.parts.words import _, full_day, language, listed, span
from queries.catalogue import Kpi
from queries.warehouse import Warehouse

LISTED = 3
# Which records a number opens: those counted, all below the line, or the rest.
OPENS = {"denominator": "all", "remainder": "remainder", "names": "remainder"}


def paragraph(at: Here, every: dict[str, Kpi], data: list[CardData]) -> str:
    """Return the paragraph as HTML, with a button that copies it; a KPI that the filters do not reach is left out."""
    known = {card.kpi: card for card in data if card.kpi in every}
    found = sentences()
    said = [_sentence(at, every, known, templates) for templates in found.templates]
    html = _between().join(part for part in said if part)
    wrong = "".join(f'<p class="needs">{text(mistake_words(mistake))}</p>' for mistake in found.mistakes(every))
    return f'<p class="opening">{html}{_copy(at, every, data, html) if html else ""}</p>{wrong}'


def _between() -> str:
    return " " if language() == "en" else ""


def _copy(at: Here, every: dict[str, Kpi], data: list[CardData], html: str) -> str:
    """Return the button that copies the paragraph as plain text, with what needs attention and where it is from."""
    plain = unescape(re.sub("<[^>]*>", "", html))
    complete = at.warehouse.complete_to
    source = _(
        "（数据截至{day}，第{number}版）",
        day=full_day(complete) if complete else NO_VALUE,
        number=at.warehouse.version,
    )
    whole_text = _between().join([plain, attention.sentence(every, data), source])
    return (
        f' <button type="button" class="copy" data-copies="{escape(whole_text)}" data-done="{text(_("已复制"))}">'
        f"{text(_('复制汇报文字'))}</button>"
    )


def _sentence(at: Here, every: dict[str, Kpi], known: dict[str, CardData], templates: tuple[Template, ...]) -> str:
    for template in templates:
        if template.named <= known.keys() and holds(template.holds_when, known[template.kpi]):
            return _filled(at, every, known, template)
    return ""


def holds(condition: str, card: CardData) -> bool:
    """Return whether a number is as a template's condition says (data/reference/datapackage.json, "sentence")."""
    if card.complete_to is None:
        return condition == "no_data"
    if card.now.value is None:
        return condition == "empty"
    if condition in ("behind", "full"):
        remainder = (card.now.denominator or 0) - (card.now.numerator or 0)
        return bool(card.now.denominator) and (remainder > 0) == (condition == "behind")
    return condition == "any"


def _filled(at: Here, every: dict[str, Kpi], known: dict[str, CardData], template: Template) -> str:
    """Fill a template's {places}: numbers become links, the words between them are escaped."""
    words, filled, done = template.words.in_(language()), "", 0
    for place in PLACE.finditer(words):
        name, part = place[1] or template.kpi, place[2]
        if part == "window":
            html = text(span(at.window.first, at.window.last))
        else:
            said = _part(at, every[name], known[name], part)
            opens = {"part": OPENS[part]} if part in OPENS else {}
            html = anchor(said, address.link(at.choice, "kpi", kpi=name, **opens), "number" if part != "names" else "")
        filled += text(words[done : place.start()]) + html
        done = place.end()
    return filled + text(words[done:])


def _part(at: Here, kpi: Kpi, card: CardData, part: str) -> str:
    now = card.now
    remainder = (now.denominator or 0) - (now.numerator or 0)
    if part == "names":
        names = names_behind(at.warehouse, at.choice, kpi.name)
        return listed([f"〈{name}〉" for name in names]) + (_("等") if remainder > len(names) else "")
    if part == "rate":
        return rate(now.numerator, now.denominator)
    if part == "value":
        return value_said(kpi, now.value)
    return whole({"numerator": now.numerator, "denominator": now.denominator}.get(part, remainder))


def names_behind(warehouse: Warehouse, choice: Choice, kpi: str) -> list[str]:
    """Return the names of the first projects that a share has below the line but not above it."""
    state = answers.state_of(warehouse)
    return answers.remainder_names(warehouse, state, kpi, choice.window, choice.where, LISTED)


def prepare(warehouse: Warehouse, choice: Choice) -> None:
    """Remember the names that the paragraph will ask for."""
    for kpi in {name for templates in sentences().templates for one in templates for name in _names_of(one)}:
        names_behind(warehouse, choice, kpi)


def _names_of(template: Template) -> set[str]:
    return {kpi or template.kpi for kpi, part in PLACE.findall(template.words.zh) if part == "names"}
