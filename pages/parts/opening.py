"""The opening paragraph: sentences from templates about what stands out, every number in them a link to its records."""

from __future__ import annotations

from pages.parts import address, answers
from pages.parts.address import Choice
from pages.parts.answers import CardData
from pages.parts.figures import rate, whole
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.words import _, listed, span
from queries.catalogue import Kpi
from queries.warehouse import Warehouse

LISTED = 3


def paragraph(at: Here, every: dict[str, Kpi], data: list[CardData]) -> str:
    """Return the paragraph as HTML. A sentence whose KPI is not there, or has nothing to tell, is left out."""
    known = {card.kpi: card for card in data if card.kpi in every}
    said = [
        _starts(at, known),
        _behind_plan(at, every, known),
        _work(at, known),
        _blockers(at, known),
        _acceptance(at, known),
    ]
    return f'<p class="opening">{"".join(part for part in said if part)}</p>'


def _number(at: Here, said: str, kpi: str, **changes: str) -> str:
    return anchor(said, address.link(at.choice, "kpi", kpi=kpi, **changes), "number")


def _fill(template: str, **links: str) -> str:
    """Fill a template's {places} with links; the words between them are escaped."""
    filled = text(template)
    for name, html in links.items():
        filled = filled.replace("{" + name + "}", html)
    return filled


def _starts(at: Here, known: dict[str, CardData]) -> str:
    card = known.get("start_rate")
    if not card or not card.now.denominator:
        return ""
    now = card.now
    return _fill(
        _("{window}，{all} 个省、市重点建设类项目中 {started} 个已开工（{rate}）。"),
        window=text(span(at.window.first, at.window.last)),
        all=_number(at, whole(now.denominator), "start_rate", part="all"),
        started=_number(at, whole(now.numerator), "start_rate"),
        rate=text(rate(now.numerator, now.denominator)),
    )


def _behind_plan(at: Here, every: dict[str, Kpi], known: dict[str, CardData]) -> str:
    card = known.get("planned_start_rate")
    if not card or not card.now.denominator:
        return ""
    late = int(card.now.denominator - (card.now.numerator or 0))
    if not late:
        return _fill(
            _("按计划应开工的 {all} 个都已开工。"), all=_number(at, whole(card.now.denominator), "planned_start_rate")
        )
    names = late_names(at.warehouse, at.choice)
    said = listed([f"〈{name}〉" for name in names]) + (_("等") if late > len(names) else "")
    return _fill(
        _("按计划应开工而未开工 {late} 个：{names}。"),
        late=_number(at, whole(late), "planned_start_rate", part="remainder"),
        names=text(said),
    )


def late_names(warehouse: Warehouse, choice: Choice) -> list[str]:
    """Return the names of the first projects that should have started by plan and have not."""
    state = answers.state_of(warehouse)
    return answers.remainder_names(warehouse, state, "planned_start_rate", choice.window, choice.where, LISTED)


def _work(at: Here, known: dict[str, CardData]) -> str:
    visits, served = known.get("site_visits"), known.get("projects_served")
    if not visits or not served or not visits.now.value:
        return ""
    return _fill(
        _("一线走访 {visits} 次，服务项目 {served} 个。"),
        visits=_number(at, whole(visits.now.value), "site_visits"),
        served=_number(at, whole(served.now.value), "projects_served"),
    )


def _blockers(at: Here, known: dict[str, CardData]) -> str:
    done, left = known.get("blockers_resolved"), known.get("blockers_open")
    if not done or not left or not (done.now.value or left.now.value):
        return ""
    return _fill(
        _("化解堵点 {done} 个，在册 {left} 个。"),
        done=_number(at, whole(done.now.value), "blockers_resolved"),
        left=_number(at, whole(left.now.value), "blockers_open"),
    )


def _acceptance(at: Here, known: dict[str, CardData]) -> str:
    card = known.get("joint_acceptance_rate")
    if not card or not card.now.denominator:
        return ""
    return _fill(
        _("联合验收 {passed}（{rate}）。"),
        passed=_number(at, f"{whole(card.now.numerator)}/{whole(card.now.denominator)}", "joint_acceptance_rate"),
        rate=text(rate(card.now.numerator, card.now.denominator)),
    )
