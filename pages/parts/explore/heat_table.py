"""The pivot as a table: a number in every cell, shaded by its size; any head sorts, any cell opens its records."""

from __future__ import annotations

from html import escape

from pages.parts import address, answers
from pages.parts.explore.asked import Asked
from pages.parts.explore.cells import records_of, scale, shade, written
from pages.parts.explore.key_words import is_cut, key_said, margin_said, notes, part_said
from pages.parts.explore.order import LABEL, in_order, name_of
from pages.parts.figures import NO_VALUE
from pages.parts.markup import anchor, text
from pages.parts.names import column_name
from pages.parts.place import Here
from pages.parts.take_away.cells import amount, cell_of
from pages.parts.words import _, language
from queries import questions
from queries.axes import PERIODS, Key, Mark
from queries.pivot import Pivot
from queries.questions import Number


def table(at: Here, asked: Asked, found: Pivot) -> str:
    """Return the pivot as HTML: heads that sort, shaded cells, the margins beside and below, and what they are."""
    low, high = scale(asked, found)
    rows = [_row(at, asked, found, row, low, high) for row in rows_in_order(at, asked, found)]
    said = "".join(f"<li>{text(note)}</li>" for note in [*notes(asked), _("颜色越深，数值越大；点数字看它的记录。")])
    return (
        f'<div class="pivot"><table><caption>{text(title(asked))}</caption><thead>{_heads(at, asked, found)}</thead>'
        f"<tbody>{''.join(rows)}</tbody><tfoot>{_row(at, asked, found, Mark.ALL, low, high)}</tfoot></table></div>"
        f'<ul class="notes">{said}</ul>'
    )


def title(asked: Asked) -> str:
    """Say what a pivot shows, with the unit of its counts."""
    kpi = asked.kpi
    unit = "" if kpi.shown_as == "share" else _("（{unit}）", unit=kpi.unit.in_(language()))
    names = [column_name(name) for name in (asked.rows, asked.columns) if name]
    return f"{kpi.title.in_(language())}{unit}" + _("，按{axes}", axes=" × ".join(names))


def rows_in_order(at: Here, asked: Asked, found: Pivot) -> list[Key]:
    """Return the rows in the order asked for."""
    labels = [period.name for period in found.periods.values()]
    if asked.order.by == LABEL and asked.rows not in PERIODS:
        labels = answers.split_values(at.warehouse, answers.state_of(at.warehouse), (asked.rows,))[asked.rows]
    return in_order(found, asked.order, labels)


def _heads(at: Here, asked: Asked, found: Pivot) -> str:
    known_to = questions.complete_to(at.warehouse, asked.kpi)
    heads = [_head(at, asked, LABEL, text(column_name(asked.rows)), "")]
    year = ""
    for key in found.columns:
        said = text(key_said(asked.columns, key))
        if asked.columns in PERIODS and asked.columns != "year":
            period = found.periods[str(key)]
            above = "" if str(key)[:4] == year else key_said("year", str(key)[:4])
            year = str(key)[:4]
            open_ = f"<small>{text(_('未满'))}</small>" if is_cut(period, known_to, asked.kpi.kind == "stock") else ""
            said = f"<small>{text(above)}</small>{text(part_said(str(key)))}{open_}"
        heads.append(_head(at, asked, name_of(key), said, "number"))
    margin = margin_said(asked, asked.columns) if asked.columns else asked.kpi.title.in_(language())
    heads.append(_head(at, asked, name_of(Mark.ALL), text(margin), "number margin"))
    return f"<tr>{''.join(heads)}</tr>"


def _head(at: Here, asked: Asked, by: str, said: str, kind: str) -> str:
    """Return one head: a link that sorts by it, with the order it holds as a shape and for a screen reader."""
    is_by = asked.order.by == by
    order = ' aria-sort="descending"' if asked.order.is_falling else ' aria-sort="ascending"'
    mark = " ▼" if asked.order.is_falling else " ▲"
    href = address.here(at.choice, "explore", sort=asked.order.turned(by).said)
    tip = escape(_("按这一列排序"))
    return (
        f'<th scope=col class="{kind}"{order if is_by else ""}>'
        f'<a href="{escape(href)}" title="{tip}">{said}{mark if is_by else ""}</a></th>'
    )


def _row(at: Here, asked: Asked, found: Pivot, row: Key, low: float, high: float) -> str:
    is_margin = row is Mark.ALL
    said = margin_said(asked, asked.rows) if is_margin else key_said(asked.rows, row)
    cells = [f"<th scope=row>{text(said)}</th>"]
    for column in (*found.columns, Mark.ALL):
        number = found.at(row, column)
        is_cell = not is_margin and (column is not Mark.ALL or not found.columns)
        kind = "number" if is_cell else "number margin"
        if number is None or number.value is None:
            cells.append(f'<td class="{kind} empty">{NO_VALUE}</td>')
            continue
        first, second = written(asked, number)
        href = records_of(at, asked, found, row, column)
        figure = anchor(first, href) if href else text(first)
        behind = f"<small>{text(second)}</small>" if second else ""
        depth = shade(number.value, low, high) if is_cell else 0.0
        heat = f' style="--heat:{depth:.1f}%"' if depth else ""
        cells.append(f'<td class="{kind}"{heat}>{figure}{behind}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def plain_table(at: Here, asked: Asked, found: Pivot) -> tuple[list[str], list[list[object]]]:
    """Return the pivot as header and rows to take away: of a share the parts and the percent of each column."""
    margin = margin_said(asked, asked.columns) if asked.columns else asked.kpi.title.in_(language())
    columns: list[tuple[Key, str]] = [(key, key_said(asked.columns, key)) for key in found.columns]
    columns.append((Mark.ALL, margin))
    is_share = asked.kpi.shown_as == "share"
    header = [column_name(asked.rows)]
    for _key, said in columns:
        header += [f"{said} {_('分子')}", f"{said} {_('分母')}", f"{said} %"] if is_share else [said]
    rows: list[list[object]] = []
    for row in (*rows_in_order(at, asked, found), Mark.ALL):
        line: list[object] = [margin_said(asked, asked.rows) if row is Mark.ALL else key_said(asked.rows, row)]
        for key, _said in columns:
            number = found.at(row, key) or Number(None, None, None)
            line += [amount(number.numerator), amount(number.denominator)] if is_share else []
            line.append(cell_of(asked.kpi, number.value))
        rows.append(line)
    return header, rows
