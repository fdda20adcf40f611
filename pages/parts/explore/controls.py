"""What one chooses when exploring: the KPI, rows, columns and the form; plain select boxes whose options are links."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from pages.parts import address
from pages.parts.explore.asked import NO_COLUMNS, Asked, axes_beside
from pages.parts.markup import anchor, text
from pages.parts.names import column_name
from pages.parts.place import Here
from pages.parts.words import _, language
from queries.axes import axes_of
from queries.catalogue import Kpi, kpis

# (address, word, whether it is chosen)
Option = tuple[str, str, bool]


def chooser(at: Here, asked: Asked) -> str:
    """Return the choices as HTML. Choosing an option goes to its address, as a click on a link would."""
    rows = [
        (_to(at, rows=name, columns=_beside(asked, name)), column_name(name), name == asked.rows)
        for name in axes_of(asked.kpi)
    ]
    columns = [
        (_to(at, columns=name), column_name(name), name == asked.columns) for name in axes_beside(asked.kpi, asked.rows)
    ]
    columns.append((_to(at, columns=NO_COLUMNS, show=None), _("不分列"), asked.columns is None))
    swap = ""
    if asked.columns:
        href = _to(at, rows=asked.columns, columns=asked.rows)
        swap = anchor(_("⇄ 行列互换"), href, "swap")
    return (
        f'<div class="chooser">{_select("explore-kpi", _("指标"), _kpis(at, asked))}'
        f"{_select('explore-rows', _('行'), _options(rows))}{_select('explore-columns', _('列'), _options(columns))}"
        f"{swap}{_forms(at, asked)}</div>"
    )


def _to(at: Here, **changes: str | None) -> str:
    """Return the address of this page with ``changes``; an order by a column that may be gone is given up."""
    return address.here(at.choice, "explore", **{"sort": None, **changes})


def _beside(asked: Asked, rows: str) -> str | None:
    """Return the columns to keep when the rows become ``rows``; the default when they would say the same."""
    if asked.columns is None:
        return NO_COLUMNS
    return asked.columns if asked.columns in axes_beside(asked.kpi, rows) else None


def _kpis(at: Here, asked: Asked) -> str:
    groups = []
    for group, members in groupby(kpis().values(), key=lambda kpi: kpi.group):
        options = [
            (_to(at, kpi=kpi.name, **_axes_kept(at, kpi)), kpi.title.in_(language()), kpi.name == asked.kpi.name)
            for kpi in members
        ]
        groups.append(f'<optgroup label="{escape(group.in_(language()))}">{_options(options)}</optgroup>')
    return "".join(groups)


def _axes_kept(at: Here, kpi: Kpi) -> dict[str, str | None]:
    """Return the axes asked for that another KPI has as well."""
    known = (*axes_of(kpi), NO_COLUMNS)
    asked = {"rows": at.choice.rows, "columns": at.choice.columns}
    return {name: axis if axis in known else None for name, axis in asked.items()}


def _options(options: Iterable[Option]) -> str:
    return "".join(
        f'<option value="{escape(href)}"{" selected" if is_chosen else ""}>{text(said)}</option>'
        for href, said, is_chosen in options
    )


def _select(own: str, said: str, options: str) -> str:
    box = f'<select id="{own}" data-goes="on">{options}</select>'
    return f'<span class="one"><label for="{own}">{text(said)}</label>{box}</span>'


def _forms(at: Here, asked: Asked) -> str:
    """Return the two forms a pivot has; without columns there is nothing to draw."""
    if asked.columns is None:
        return ""
    links = []
    for form, said in ((None, _("表格")), ("multiples", _("小图"))):
        current = {"aria_current": "true"} if at.choice.show == form else {}
        links.append(anchor(said, address.here(at.choice, "explore", show=form), **current))
    return f'<span class="segments">{"".join(links)}</span>'
