"""The table of a KPI's records: the columns a reader needs, each row from its file, as a sheet or all to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from pages.parts.downloads import MOST_TAKEN_AWAY, Streamed
from pages.parts.names import column_name, group_name, reason_name
from pages.parts.place import Here
from pages.parts.words import _
from queries import questions
from queries.catalogue import Kpi
from queries.let_through import reasons_of_rows
from queries.surroundings import file_names, project_names

A_PIECE = 5_000
DATES = ("happened_on", "enters_on", "achieved_on", "undone_on", "leaves_on")
HIDDEN = (
    "numerator",
    "denominator",
    "project_no",
    "source_batch",
    "source_row",
    "not_yet",
    "no_longer",
    "project_id",
    "month",
)
FIRST_SPLITS = ("category", "street", "level")


@dataclass(frozen=True)
class Ask:
    """Which records are asked for: a part of a KPI's records, for one reason when they are not counted."""

    part: str
    reason: str | None


def columns_of(kpi: Kpi, rows: pa.Table, ask: Ask) -> list[str]:
    """Return the columns a reader needs: the record, its days, why it is not counted, then how it is split."""
    present = set(rows.column_names)
    ids = rows.column("record_id").to_pylist()
    own_id = ids != rows.column("project_id").to_pylist()
    # A row that counts has not left yet: when it will is of no interest.
    shown = [name for name in DATES if name != "leaves_on" or ask.part in ("left_out", "all")]
    days = [name for name in shown if name in present and rows.column(name).null_count < rows.num_rows]
    why = ["left_out"] if ask.part in ("left_out", "all") and "left_out" in present else []
    first = [name for name in FIRST_SPLITS if name in kpi.splits]
    rest = [n for n in kpi.splits if n not in first and n in present and n not in HIDDEN]
    filled = [n for n in rest if rows.column(n).null_count < rows.num_rows]
    return [*(["record_id"] if own_id else []), *days, *why, *[n for n in first if n in present], *filled[:4]]


def table(
    at: Here, kpi: Kpi, rows: pa.Table, ask: Ask, of: pa.Table | None = None
) -> tuple[list[str], list[list[object]]]:
    """Return rows as header and cells: project name first, dates as days, the file and row each came from last.

    The columns are those that all rows need: those of the table ``of`` when ``rows`` are a part of it.
    """
    columns = columns_of(kpi, rows if of is None else of, ask)
    found = rows.to_pylist()
    names = project_names(at.warehouse, [row["project_id"] for row in found])
    files = file_names(at.warehouse)
    header = [_("项目名称"), _("项目代码"), *[column_name(name) for name in columns], _("来源文件"), _("行号")]
    reasons = reasons_of_rows(at.warehouse)
    marks = [reasons.get((row.get("source_batch") or -1, row.get("source_row") or -1)) for row in found]
    cells: list[list[object]] = []
    for row in found:
        own = [own_id(row) if name == "record_id" else cell(row[name], name, kpi) for name in columns]
        source = files.get(row.get("source_batch") or -1, "")
        cells.append([names.get(row["project_id"], "—"), row["project_id"] or "—", *own, source, row.get("source_row")])
    if any(marks) if of is None else is_marked(of, reasons):
        # Only where there is one: the mark is a shape and a word, and the reason stands beside it.
        header.insert(2, _("存疑放行"))
        for line, reason in zip(cells, marks, strict=True):
            line.insert(2, f"⚑ {reason}" if reason else "")
    return header, cells


def own_id(row: dict[str, Any]) -> str:
    """Return what a record's own id adds to its project's, which has a column of its own: 2025 of P1 · 2025."""
    parts = [part for part in str(row["record_id"]).split(" · ") if part != row["project_id"]]
    return " · ".join(parts)


def cell(value: object, name: str, kpi: Kpi) -> object:
    """Return one value as it is shown: a day in ISO form, an empty split as not filled in."""
    if name == "left_out":
        if value is None:
            return ""
        return reason_name(kpi, str(value))
    if name in DATES or isinstance(value, date):
        return value
    return group_name(value) if name in kpi.splits else value


def is_marked(rows: pa.Table, reasons: dict[tuple[int, int], str]) -> bool:
    """Whether any of ``rows`` was let through with one of the ``reasons`` (by batch and row)."""
    places = zip(rows.column("source_batch").to_pylist(), rows.column("source_row").to_pylist(), strict=True)
    return bool(reasons) and any(place in reasons for place in places)


def whole_table(at: Here, kpi: Kpi, ask: Ask, most: int = MOST_TAKEN_AWAY) -> Streamed:
    """Return every row of the part, at ``most`` so many, for a download: the cells are made a piece at a time."""
    rows = questions.records(at.warehouse, kpi, at.window, at.filters, ask.part, ask.reason, limit=most)
    pieces = (table(at, kpi, rows.slice(start, A_PIECE), ask, rows)[1] for start in range(0, rows.num_rows, A_PIECE))
    return table(at, kpi, rows.slice(0, 0), ask, rows)[0], (line for piece in pieces for line in piece)
