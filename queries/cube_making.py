"""Making a month cube from the rows of a KPI, by one question to the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from queries.asked_rows import MEASURED, AskedRows, asked_rows
from queries.bins import ProjectSets
from queries.catalogue import Kpi
from queries.month_cube import AddedUp, Cube, Medians, Numbers, Projects, Words
from queries.stock_moves import stock_moves
from queries.warehouse import Warehouse
from queries.windows import EARLIEST, LATEST, Window, month_number, months

# More cells than this are not held in memory: the rows are asked.
MOST_CELLS = 2_000_000
MONTH = "CAST(EXTRACT(YEAR FROM {day}) * 12 + EXTRACT(MONTH FROM {day}) AS INTEGER) AS cube_month"


def make_cube(warehouse: Warehouse, kpi: Kpi, splits: Sequence[str]) -> Cube | None:
    """Return the cube of ``kpi`` by ``splits``.

    None when it would have too many cells, and for what does not add up over months: the different projects of a
    stock, and what is measured on its rows.
    """
    asked = asked_rows(warehouse, kpi, Window(EARLIEST, LATEST), {})
    if kpi.kind == "stock":
        return None if kpi.shown_as in ("distinct", *MEASURED) else _moves(warehouse, asked, splits)
    if kpi.shown_as == "distinct":
        return _projects(warehouse, asked, splits)
    if kpi.shown_as == "median":
        return _medians(warehouse, asked, splits)
    return _flow(warehouse, asked, splits)


def _flow(warehouse: Warehouse, asked: AskedRows, splits: Sequence[str]) -> Cube | None:
    keys = ", ".join(["cube_month", *splits])
    columns = ", ".join([MONTH.format(day="happened_on"), *splits, asked.sums])
    return _added_up(warehouse, asked, asked.select(columns, asked.stands, keys), splits)


def _moves(warehouse: Warehouse, asked: AskedRows, splits: Sequence[str]) -> Cube | None:
    keys = ", ".join(["cube_month", *splits])
    columns = ", ".join([MONTH.format(day="day"), *splits])
    text = f"SELECT {columns}, SUM(top), SUM(bottom) FROM ({stock_moves(asked, splits)}) AS moved GROUP BY {keys}"
    return _added_up(warehouse, asked, text, splits)


def _added_up(warehouse: Warehouse, asked: AskedRows, text: str, splits: Sequence[str]) -> Cube | None:
    found = warehouse.sql(text, asked.parameters)
    if len(found) > MOST_CELLS:
        return None
    first, own = _months(found)
    tops, bottoms = (_floats(found.column(at)) for at in (-2, -1))
    return AddedUp(_words(found, splits), first, asked.kpi.kind == "stock", own, tops, bottoms)


def _projects(warehouse: Warehouse, asked: AskedRows, splits: Sequence[str]) -> Cube | None:
    days = warehouse.rows(asked.select("MIN(happened_on), MAX(happened_on)", asked.is_counted), asked.parameters)[0]
    first, last = (day or EARLIEST for day in days)
    spanned = months(Window(date(first.year, first.month, 1), last))
    sets = ProjectSets("happened_on", [f"DATE '{month.last}'" for month in spanned])
    columns = ", ".join(["project_no", "happened_on", *splits])
    text = f"{sets.gathered(asked.select(columns, asked.is_counted), splits)} ORDER BY project_no"
    found = warehouse.sql(text, asked.parameters)
    if len(found) > MOST_CELLS:
        return None
    masks = [name for name in found.column_names if name.startswith("mask_")]
    return Projects(
        _words(found, splits),
        month_number(first),
        found.column("project_no").to_numpy(),
        np.column_stack([found.column(name).to_numpy() for name in masks]).astype(np.int64),
    )


def _medians(warehouse: Warehouse, asked: AskedRows, splits: Sequence[str]) -> Cube | None:
    keys = ", ".join(["cube_month", *splits, "height"])
    columns = ", ".join([MONTH.format(day="happened_on"), *splits, f"CAST({asked.top} AS DOUBLE) AS height"])
    columns = f"{columns}, COUNT(*), CAST(SUM({asked.bottom}) AS DOUBLE)"
    found = warehouse.sql(asked.select(columns, asked.is_counted, keys), asked.parameters)
    first, own = _months(found)
    heights = pc.dictionary_encode(found.column("height").combine_chunks())
    values = np.asarray(heights.dictionary.to_numpy(zero_copy_only=False), dtype=float)
    if len(found) > MOST_CELLS or len(values) * (int(own.max(initial=0)) + 1) > MOST_CELLS:
        return None
    # The codes follow the order in which values come; the cube wants them ascending.
    order = np.argsort(values)
    place = np.empty(len(order) + 1, dtype=np.int64)
    place[order], place[-1] = np.arange(len(order)), -1
    return Medians(
        _words(found, splits),
        first,
        own,
        values[order],
        place[_codes(heights)],
        _floats(found.column(-2)),
        _floats(found.column(-1)),
    )


def _months(found: pa.Table) -> tuple[int, Numbers]:
    """Return the number of the first month, and each cell's month counted from it."""
    own = found.column("cube_month").to_numpy()
    first = int(own.min()) if len(own) else 0
    return first, own - first


def _words(found: pa.Table, splits: Sequence[str]) -> Words:
    codes, known = {}, {}
    for split in splits:
        coded = pc.dictionary_encode(found.column(split).combine_chunks())
        words: list[str | None] = coded.dictionary.to_pylist()
        # What the records do not say comes last: its code is the one after those of the words.
        codes[split] = np.where((own := _codes(coded)) < 0, len(words), own).astype(np.int16)
        known[split] = {word: code for code, word in enumerate([*words, None])}
    return Words(codes, known)


def _codes(coded: pa.DictionaryArray) -> Numbers:
    return np.asarray(pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False))


def _floats(column: pa.ChunkedArray) -> Numbers:
    return np.asarray(pc.fill_null(column, 0).to_numpy(), dtype=float)
