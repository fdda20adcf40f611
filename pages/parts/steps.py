"""What a bar, a point or a cell leads to: its records, its break-down by something else, the whole page held to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from pages.parts import address
from pages.parts.figures import whole
from pages.parts.markup import anchor, text
from pages.parts.names import column_name, group_name
from pages.parts.narrowing import narrow, said
from pages.parts.place import Here
from pages.parts.words import _
from queries.catalogue import Kpi
from queries.questions import Number, Window

# What speaks of the selection before: it does not hold for the next.
AFRESH: dict[str, None] = {"part": None, "reason": None, "sheet": None, "project": None, "type": None}


@dataclass(frozen=True)
class Steps:
    """The addresses that one selection leads to. ``rest`` is what a share has below the line only, if anything."""

    records: str
    counted: int | None
    rest: str
    rest_counted: int
    breakdowns: tuple[tuple[str, str], ...]
    page: str

    @property
    def breakdown(self) -> str:
        """The address of the break-down as it is, within the selection."""
        return self.records.replace("#records", "#breakdown")


def of_group(at: Here, kpi: Kpi, split: str, label: str | None, number: Number) -> Steps:
    """Return what the group ``label`` of a break-down by ``split`` leads to; ``number`` is what the group shows."""
    held = [said(name, value) for name, value in at.choice.within if name != split]
    inside = (*held, said(split, label))
    if split in address.FILTERS and label is not None:
        page: dict[str, Any] = {"within": held, split: (str(label),)}
    elif split == "month" and kpi.kind == "flow":
        _where, window = narrow(((split, label),), kpi, {}, at.window)
        page = {"within": held, "from_": window.first, "to": window.last}
    else:
        page = {"within": inside}
    return _steps(at, kpi, {"within": inside}, page, split, number)


def of_window(at: Here, kpi: Kpi, window: Window, number: Number | None = None) -> Steps:
    """Return what a point of the trend leads to: the same page with ``window`` (its month) for its days.

    ``number`` is what the point shows.
    """
    held = [said(name, value) for name, value in at.choice.within if name != "month"]
    days: dict[str, Any] = {"within": held, "from_": window.first, "to": window.last}
    return _steps(at, kpi, days, days, "month", number)


def _steps(
    at: Here, kpi: Kpi, inside: dict[str, Any], page: dict[str, Any], split: str, number: Number | None
) -> Steps:
    changes = {**AFRESH, "kpi": kpi.name, **inside}
    # Another break-down than by what is now one group.
    by = at.choice.by if at.choice.by != split else None
    done = {split, *(name for name, _value in at.choice.within)}
    rest = _rest(kpi, number)
    more = address.here(at.choice, "kpi", **{**changes, "by": by, "part": "remainder"}) + "#records" if rest else ""
    return Steps(
        records=address.here(at.choice, "kpi", **{**changes, "by": by}) + "#records",
        counted=_counted(kpi, number),
        rest=more,
        rest_counted=rest,
        breakdowns=tuple(
            (other, address.here(at.choice, "kpi", **{**changes, "by": other}) + "#breakdown")
            for other in kpi.splits
            if other not in done
        ),
        page=address.here(at.choice, "kpi", **{**AFRESH, "kpi": kpi.name, **page}),
    )


def _counted(kpi: Kpi, number: Number | None) -> int | None:
    """How many records (of distinct projects: projects) are behind a number."""
    if number is None:
        return None
    found = number.denominator if kpi.shown_as in ("mean", "median") else number.numerator
    return int(found or 0)


def _rest(kpi: Kpi, number: Number | None) -> int:
    if number is None or kpi.shown_as != "share":
        return 0
    return int((number.denominator or 0) - (number.numerator or 0))


def menu(kpi: Kpi, of: str, steps: Steps, **attributes: str) -> str:
    """Return the steps of the selection called ``of`` as a small menu, folded: one control for mouse and keyboard.

    ``attributes`` are those of what opens it (a_b → a-b).
    """
    name = _("{what}：看明细、看分项、筛选全页", what=of)
    more = "".join(f' {attribute.replace("_", "-")}="{escape(value)}"' for attribute, value in attributes.items())
    return (
        f'<details class="steps" name="steps"><summary aria-label="{escape(name)}" title="{escape(name)}"{more}>'
        f'<span aria-hidden="true">⋯</span></summary><div class="panel" role="group" aria-label="{escape(of)}">'
        f"{offered(kpi, steps)}</div></details>"
    )


def offered(kpi: Kpi, steps: Steps) -> str:
    """Return the links of the steps as HTML: 看明细, 看分项 by every other split, 筛选全页."""
    records = anchor(_records_said(kpi, steps.counted), steps.records, data_step="records")
    rest = anchor(_("其余 {n} 条", n=whole(steps.rest_counted)), steps.rest, data_step="rest") if steps.rest else ""
    others = "".join(anchor(column_name(other), href, data_step="breakdown") for other, href in steps.breakdowns)
    within = f"<p><span>{text(_('看分项'))}</span>{others}</p>" if others else ""
    page = anchor(_("筛选全页"), steps.page, data_step="page")
    return f"<p>{records}{rest}</p>{within}<p>{page}</p>"


def _records_said(kpi: Kpi, counted: int | None) -> str:
    if counted is None:
        return _("看明细")
    if kpi.shown_as == "distinct":
        return _("看明细（{n} 个项目）", n=whole(counted))
    return _("看明细（{n} 条）", n=whole(counted))


def crumbs(at: Here) -> Sequence[tuple[str, str]]:
    """Return what the page is narrowed to, outermost first, each with the address of the page narrowed that far."""
    found = []
    for place, (split, value) in enumerate(at.choice.within):
        kept = [said(*one) for one in at.choice.within[: place + 1]]
        words = _("{name}：{value}", name=column_name(split), value=group_name(value))
        found.append((words, address.here(at.choice, "kpi", within=kept, by=None, **AFRESH)))
    return found
