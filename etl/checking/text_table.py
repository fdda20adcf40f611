"""The text cells of recognised files as one relation in the database: row by row, or read by the database itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from etl.checking.cell_rules import text
from etl.faults import notice, stop
from etl.language import in_language, said, spoken
from etl.reading.delimited import BrokenRow, Delimited
from etl.reading.workbook import Sheet
from etl.recognising.mends import Mending
from etl.recognising.recognised import Recognised, TextFile
from etl.text_columns import text_batch, text_shape

BATCH_ROWS = 20_000


@dataclass(frozen=True)
class TextTable:
    """A relation of text cells: file_no, row_no, width (cells too few or too many), aside, and t0…tn per column.

    ``quick`` may leave row_no empty, where numbering the rows would cost a pass on one core only.
    """

    numbered: str
    quick: str
    is_direct: bool
    first_row: int = 0


def read_direct(file: TextFile) -> TextTable:
    """Return the relation in which the database reads the file itself; see ``Delimited.is_plain`` for when it may."""
    found = file.found
    assert isinstance(found.table, Delimited)
    names = [f"'h{position}': 'VARCHAR'" for position in range(len(found.header))]
    delimiter = text(found.table.dialect.delimiter)
    reader = (
        f"read_csv({text(str(found.table.path))}, auto_detect=false, header=false, skip={found.header_row}, "
        f"delim={delimiter}, quote='\"', escape='\"', comment='', columns={{{', '.join(names)}}}, "
        "strict_mode=true, null_padding=false)"
    )
    cells = ", ".join(f"{_cell(found, column.name)} AS t{i}" for i, column in enumerate(found.schema.columns))
    aside = _aside(found)
    fields = f"CAST({_width(found)} AS INTEGER) AS width, {aside} AS aside, {cells}"
    number = f"CAST(row_number() OVER () AS INTEGER) + {found.header_row}"
    return TextTable(
        numbered=f"(SELECT {file.file_no} AS file_no, {number} AS row_no, {fields} FROM {reader})",
        quick=f"(SELECT {file.file_no} AS file_no, CAST(NULL AS INTEGER) AS row_no, {fields} FROM {reader})",
        is_direct=True,
        first_row=found.header_row + 1,
    )


def _cell(found: Recognised, name: str) -> str:
    position = found.positions.get(name)
    return "CAST(NULL AS VARCHAR)" if position is None else f"h{position}"


def _aside(found: Recognised) -> str:
    cells = [f"h{position}" for position in (*found.aside, *found.nameless)]
    return f"nullif(trim(concat_ws(' ', {', '.join(cells)})), '')" if cells else "CAST(NULL AS VARCHAR)"


def _width(found: Recognised) -> str:
    """Cells under no header are as much too many as cells beyond the last one."""
    if not found.nameless:
        return "0"
    return " + ".join(f"CASE WHEN trim(h{position}) <> '' THEN 1 ELSE 0 END" for position in found.nameless)


def read_rows(connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[TextFile]) -> TextTable:
    """Read files of one record type row by row into the temporary table ``name``. Memory stays bounded by the batch.

    A row whose quotation marks do not match ends its file with a stop (in ``found.faults``).
    """
    columns = [column.name for column in files[0].found.schema.columns]
    numbers = ("file_no", "row_no", "width")
    shape = text_shape([*numbers, "aside", *(f"t{i}" for i in range(len(columns)))])
    batches = _spoken_in(spoken(), _batches(files, columns, shape))
    reader = pa.RecordBatchReader.from_batches(shape, batches)
    connection.register("check_rows", reader)
    try:
        as_numbers = ", ".join(f"CAST({number} AS INTEGER) AS {number}" for number in numbers)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * REPLACE ({as_numbers}) FROM check_rows")
    finally:
        connection.unregister("check_rows")
    for file_no in (file.file_no for file in files if file.ends_in_delimiter):
        connection.execute(f"UPDATE {name} SET width = 0 WHERE file_no = {file_no} AND width > 0")
    return TextTable(numbered=name, quick=name, is_direct=False)


def _spoken_in(language: str, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The database asks for rows from a thread of its own, which does not know what language is spoken."""
    while True:
        with in_language(language):
            batch = next(batches, None)
        if batch is None:
            return
        yield batch


def _batches(files: Sequence[TextFile], columns: list[str], shape: pa.Schema) -> Iterator[pa.RecordBatch]:
    rows: list[tuple[object, ...]] = []
    for file in files:
        for row in _rows(file, columns):
            rows.append(row)
            if len(rows) >= BATCH_ROWS:
                yield text_batch(shape, rows)
                rows = []
    if rows:
        yield text_batch(shape, rows)


def _rows(file: TextFile, columns: list[str]) -> Iterator[tuple[object, ...]]:
    found = file.found
    expected = len(found.header)
    while expected and not found.header[expected - 1]:
        expected -= 1
    places = [found.positions.get(name, -1) for name in columns]
    aside = set(found.aside)
    beyond = [position for position in found.nameless if position < expected]
    mending = Mending(file.mends, columns)
    rows = spared = 0
    try:
        for row_no, cells in rows_as_read(found):
            if row_no <= found.header_row or mending.leaves_out(row_no):
                continue
            count = len(cells)
            width = min(0, count - expected)
            # Filled cells beyond the header belong to no column; empty ones show that the others may have been moved.
            extra = [p for p in (*beyond, *range(expected, count)) if p < count and cells[p].strip()]
            others = " ".join(cells[p] for p in (*aside, *extra) if p < count and cells[p].strip())
            values = [(cells[p] or None) if 0 <= p < count else None for p in places]
            mending.apply(row_no, values)
            spare = max(0, count - len(found.header)) if others or any(values) else 0
            rows, spared = rows + 1, spared + (spare > 0 and not extra)
            yield (file.file_no, row_no, len(extra) or spare or width, others or None, *values)
    except BrokenRow as broken:
        found.faults.append(stop(broken.rule, broken.message, broken.row))
    # A delimiter at the end of every row is how some programs write.
    file.ends_in_delimiter = 0 < rows == spared and not found.schema.is_standard
    file.mended, file.dropped = mending.cells, mending.rows
    if isinstance(found.table, Sheet):
        for position, count in found.table.serials.items():
            header = found.header[position]
            words = "“{h}”有 {count} 格是 Excel 的日期序列号（没有设成日期格式的数字），已按日期读取。"
            found.faults.append(notice("dateSerial", said(words, h=header, count=count), column=header))


def rows_as_read(found: Recognised) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of the table with its Excel number, days as the check reads them. Raises BrokenRow."""
    if isinstance(found.table, Sheet):
        dates = (c.name for c in found.schema.columns if c.type == "date" and not found.schema.is_standard)
        return found.table.rows(frozenset(found.positions[name] for name in dates if name in found.positions))
    return found.table.rows()
