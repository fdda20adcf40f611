"""A checked file handed back as a workbook: what is wrong stands beside each row, to be mended and uploaded again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.checking.check import Stage
from etl.checking.text_table import rows_as_read
from etl.disk import disk_sentences
from etl.faults import FileCheck
from etl.forms.error_workbook import MOST_CELLS, FaultyTable, write_error_workbook
from etl.language import said
from etl.reading.delimited import BrokenRow
from etl.recognising.mends import Mending
from etl.recognising.recognised import TextFile
from etl.refusal import Refusal


def is_handed_back(check: FileCheck) -> bool:
    """Return whether there is a table to hand back, and anything wrong in it."""
    return bool(check.mapping) and not check.ok


def hand_back(staged: Stage, check: FileCheck, path: Path) -> int:
    """Write the file of ``check`` to ``path`` as a workbook with its faults; returns in how many rows there are any.

    What a person put right on the way is put right in it too. Raises Refusal when no table was recognised in it, or
    the disk does not let us.
    """
    file = next((f for stack in staged.stacks for f in stack.files if f.file_no == check.file_no), None)
    if file is None:
        raise Refusal(said("“{file}”里没有认出表格，标不出哪一行有错：{why}", file=check.file, why=_first(check)))
    found = file.found
    table = FaultyTable(
        title=found.sheet or found.schema.title,
        schema=found.schema,
        rows=_rows(file),
        header_row=found.header_row,
        header=found.header,
        positions=found.positions,
        left_out=frozenset(found.told),
        only_bad_rows=(check.rows + found.header_row) * max(1, len(found.header)) > MOST_CELLS,
    )
    with disk_sentences(path.parent):
        return write_error_workbook(path, table, staged.faults(check))


def _first(check: FileCheck) -> str:
    return check.faults[0].message if check.faults else ""


def _rows(file: TextFile) -> Iterator[tuple[int, list[str]]]:
    """Every row as it was read and put right; where quotation marks do not match the table ends, as the fault says."""
    found = file.found
    places = list(found.positions.values())
    mending = Mending(file.mends, list(found.positions))
    try:
        for row_no, cells in rows_as_read(found):
            if row_no > found.header_row and file.mends:
                if mending.leaves_out(row_no):
                    continue
                cells.extend([""] * (len(found.header) - len(cells)))
                values: list[str | None] = [cells[place] or None for place in places]
                mending.apply(row_no, values)
                for place, value in zip(places, values, strict=True):
                    cells[place] = value or ""
            yield row_no, cells
    except BrokenRow:
        return
