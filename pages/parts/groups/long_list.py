"""A long list on a page of several: one sheet of its rows, the links to turn it, all of it to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pages.parts import address, downloads
from pages.parts.address import Choice
from pages.parts.downloads import Html, Table
from pages.parts.markup import anchor, text
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.sheets import turn
from pages.parts.take_away.about import about_page
from pages.parts.words import _

A_SHEET = 20


@dataclass(frozen=True)
class LongList:
    """One list: its name in the address (``view``), where it stands, its rows and how many there are.

    ``rows`` (limit, offset) returns the cells of a piece, project as (code, name) in the first column; ``choices``
    belong to this list only and are kept when it is turned.
    """

    view: str
    place: str
    title: str
    header: Sequence[str]
    total: int
    rows: Callable[[int, int], list[list[object]]]
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Project:
    """A project in the first column: its code and its name."""

    code: str
    name: str | None


def sheet_html(at: Here, one: LongList) -> str:
    """Return the sheet of the list that the address asks for (the first, when it speaks of another list) as HTML."""
    sheets = -(-one.total // A_SHEET)
    own = at.choice.one("view", "") == one.view
    sheet = min(at.choice.sheet, sheets) if own else 1
    rows = one.rows(A_SHEET, (sheet - 1) * A_SHEET)
    shown = [[_cell(at, cell) for cell in row] for row in rows]
    turned = turn(_speaking_of(at.choice, one), at.page, sheet, sheets, one.total, one.place)
    return f"{downloads.html_table(one.header, shown)}{turned}"


def draw_downloads(one: LongList) -> None:
    """Draw the download buttons of the whole list, and say so when it is longer than may be taken away."""
    downloads.buttons_for(lambda: taken_away(one), f"groups-{one.view}", about_page(one.title), one.total)


def taken_away(one: LongList) -> Table:
    """Return the whole list as header and rows, a project as its code and its name in two columns."""
    rows: list[list[object]] = []
    for first, *rest in one.rows(downloads.MOST_TAKEN_AWAY, 0):
        head = [first.code, first.name or ""] if isinstance(first, Project) else [first]
        rows.append([*head, *(group_name(cell) if isinstance(cell, str) else cell for cell in rest)])
    return [_("项目代码"), _("项目名称"), *one.header[1:]], rows


def _cell(at: Here, cell: object) -> object:
    if isinstance(cell, Project):
        href = address.link(at.choice, "project", project=cell.code)
        return Html(f'<span lang="zh-CN">{anchor(cell.name or cell.code, href, title=_("看这个项目"))}</span>')
    if isinstance(cell, str):
        said = group_name(cell)
        # What has no English stays as it is written.
        return Html(f'<span lang="zh-CN">{text(said)}</span>') if said == cell else said
    return group_name(None) if cell is None else cell


def _speaking_of(choice: Choice, one: LongList) -> Choice:
    """Return the choice with the address speaking of this list, so that its sheets are turned and no other's."""
    own = {"view", "sheet", *(name for name, _value in one.choices)}
    kept = tuple(pair for pair in choice.asked if pair[0] not in own)
    return replace(choice, asked=(*kept, ("view", (one.view,)), *((name, (value,)) for name, value in one.choices)))
