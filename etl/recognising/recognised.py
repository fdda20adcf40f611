"""A table recognised in a file: its type, where its header is, and which cell belongs to which column."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from etl.faults import Fault
from etl.reading.delimited import Delimited
from etl.reading.encoding import Survey
from etl.reading.workbook import Sheet
from etl.recognising.mends import Mend
from etl.types.table_schema import TableSchema


@dataclass
class Recognised:
    """A table in a file: its type, its header, and the cell position of each column."""

    table: Delimited | Sheet
    schema: TableSchema
    header_row: int
    header: list[str]
    positions: dict[str, int] = field(default_factory=dict)
    # Cells of columns that are left out on purpose, and of columns without a header, which must be empty.
    aside: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    # Cells of our own column of faults, when the workbook we handed out comes back: no part of the record.
    told: list[int] = field(default_factory=list)
    # Headers that were taken as in an earlier month, as written → column, or → "" where they were left out.
    remembered: dict[str, str] = field(default_factory=dict)
    # How many rows the header has; ``header_row`` is the last of them.
    header_rows: int = 1
    # Other sheets of the same workbook that look like records too, and of which type.
    others: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def sheet(self) -> str | None:
        """The name of the sheet, when the file is a workbook."""
        return self.table.name if isinstance(self.table, Sheet) else None

    @property
    def mapping(self) -> dict[str, str]:
        """Header as in the file → column, or → "" where it is left out; with it the file is read the same again."""
        aside = {self.header[position]: "" for position in (*self.aside, *self.told)}
        return aside | {self.header[position]: name for name, position in self.positions.items()}


@dataclass
class TextFile:
    """One recognised file with its number among the sources, and what a person put right in it.

    Reading it row by row notes how many cells and rows that changed.
    """

    file_no: int
    found: Recognised
    survey: Survey
    mends: tuple[Mend, ...] = ()
    # The month that the file's name tells.
    month: date | None = None
    mended: int = 0
    dropped: int = 0
    # Whether every row has an empty cell more than the header; found while reading row by row.
    ends_in_delimiter: bool = False
