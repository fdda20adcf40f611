"""The error workbook: a table as it was read, what is wrong beside each bad row, the wrong cells coloured and noted."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from etl.faults import REFUSE, Fault
from etl.forms.looks import DAY, NUMBER, TEXT, Looks, kind_of, width_of
from etl.forms.whole_faults import MOST_ROWS, write_whole_faults
from etl.forms.word_lists import WordLists
from etl.language import said
from etl.types.table_schema import TableSchema
from queries.row_writer import RowWriter, is_plain_number, plain_day

# Above so many cells only the rows with faults are handed back, each with its row number: it stays a matter of seconds.
MOST_CELLS = 3_000_000
# A note is a drawing, and a workbook with tens of thousands of them no longer opens; the words stand beside the row.
MOST_NOTES = 2_000
FAULTS, ROW = "错误说明", "行号"
FAULTS_WIDTH = 48


@dataclass(frozen=True)
class FaultyTable:
    """A table as it was read: its rows with their numbers in Excel, and which of its cells belongs to which column.

    ``left_out`` are the cells that are not handed back: our own column, when the workbook comes a second time.
    """

    title: str
    schema: TableSchema
    rows: Iterable[tuple[int, Sequence[str]]]
    header_row: int
    header: Sequence[str]
    positions: Mapping[str, int]
    left_out: frozenset[int] = frozenset()
    only_bad_rows: bool = False


def write_error_workbook(path: Path, table: FaultyTable, faults: Iterable[Fault]) -> int:
    """Write the workbook to ``path``; returns in how many rows there is something to mend.

    ``faults`` come as a check tells them: what stops the file, what is wrong in rows, by row, then what is worth
    knowing. It is read again like the file it came from: our own column and the other sheets are passed over.
    """
    # Rows go to the disk one by one: a big table must not be held in memory.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    # Opened here: what the disk refuses is then an error of the operating system, as everywhere.
    with path.open("wb") as out, xlsxwriter.Workbook(out, options) as book:
        return _Writing(book, table, faults).write()


class _Writing:
    """One workbook while it is being written."""

    def __init__(self, book: Any, table: FaultyTable, faults: Iterable[Fault]) -> None:
        self.table, self.whole = table, list[Fault]()
        self.kept = [place for place in range(len(table.header)) if place not in table.left_out]
        # Our own columns come first, where they are seen at once, and move the others.
        self.own = 2 if table.only_bad_rows else 1
        self.columns = {place: table.schema.column(name) for name, place in table.positions.items()}
        self.places = {table.header[place]: place for place in table.positions.values()}
        others = (said("整个文件的问题"), said("可选的词"))
        self.kinds = {place: kind_of(column) for place, column in self.columns.items()}
        self.sheet = book.add_worksheet(_sheet_name(table.title, others))
        self.told, words = (book.add_worksheet(name) for name in others)
        self.words = WordLists(words)
        self.looks, self.rows = Looks(book), RowWriter(self.sheet)
        self.notes = self.bad = self.cut = self.last = 0
        self.groups = itertools.groupby(self._refused(faults), key=lambda fault: fault.row or 0)
        self.next = self._next_group()

    def _refused(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        for fault in faults:
            if fault.severity == REFUSE and fault.row is not None:
                yield fault
            else:
                self.whole.append(fault)

    def _next_group(self) -> tuple[int, list[Fault]] | None:
        row, group = next(self.groups, (0, None))
        return None if group is None else (row, list(group))

    def write(self) -> int:
        self._lay_out()
        for row_no, cells in self.table.rows:
            found = self._faults_of(row_no)
            if self.table.only_bad_rows and not found and row_no != self.table.header_row:
                continue
            at = self.last if self.table.only_bad_rows else row_no - 1
            if at >= MOST_ROWS:
                self.cut += 1
                continue
            self._write_row(at, row_no, cells, found)
            self.last = at + 1
        while self.next is not None:
            self.whole += self.next[1]
            self.next = self._next_group()
        self._finish()
        return self.bad

    def _faults_of(self, row_no: int) -> list[Fault]:
        """The faults of a row; both come in the order of rows."""
        while self.next is not None and self.next[0] < row_no:
            self.whole += self.next[1]
            self.next = self._next_group()
        if self.next is None or self.next[0] != row_no:
            return []
        found, self.next = self.next[1], self._next_group()
        return found

    def _lay_out(self) -> None:
        self.sheet.set_column(0, 0, FAULTS_WIDTH, self.looks.wrapped)
        for at, place in enumerate(self.kept, start=self.own):
            look = self.looks.right[self.kinds.get(place, TEXT)]
            self.sheet.set_column(at, at, width_of(self.table.header[place]), look)

    def _write_row(self, at: int, row_no: int, cells: Sequence[str], found: list[Fault]) -> None:
        is_header, looks = row_no == self.table.header_row, self.looks
        self.rows.begin(at)
        if is_header:
            self.rows.text(0, said(FAULTS), looks.head)
        elif found:
            self.bad += 1
            self.rows.text(0, _sentences(found), looks.told)
        if self.table.only_bad_rows:
            self.rows.text(1, said(ROW) if is_header else str(row_no), looks.head if is_header else looks.right[TEXT])
        wrong = self._wrong_cells(row_no, found)
        places = self.kept if len(cells) <= len(self.table.header) else [*self.kept, *self._beyond(cells)]
        for column, place in enumerate(places, start=self.own):
            cell = cells[place] if place < len(cells) else ""
            if place in wrong:
                self.rows.text(column, cell, looks.wrong_head if is_header else looks.wrong[self.kinds[place]])
                self._note(column, wrong[place])
            elif is_header:
                self.rows.text(column, cell, looks.head)
            elif cell:
                self._write_cell(column, cell, place, row_no > self.table.header_row)
        self.rows.end()

    def _beyond(self, cells: Sequence[str]) -> range:
        return range(len(self.table.header), len(cells))

    def _wrong_cells(self, row_no: int, found: list[Fault]) -> dict[int, list[Fault]]:
        if row_no == self.table.header_row:
            headers = {header: place for place, header in enumerate(self.table.header)}
            found = [fault for fault in self.whole if fault.row == row_no and fault.severity != "notice"]
            return {headers[fault.column]: [fault] for fault in found if fault.column in headers}
        wrong: dict[int, list[Fault]] = {}
        for fault in found:
            if fault.column in self.places:
                wrong.setdefault(self.places[fault.column], []).append(fault)
        return wrong

    def _write_cell(self, column: int, cell: str, place: int, is_record: bool) -> None:
        """What reads back the same is written as what it is: Excel then adds it up and sorts it as people expect."""
        kind = self.kinds.get(place, TEXT)
        look = self.looks.right[kind]
        if is_record and kind == NUMBER and is_plain_number(cell):
            self.rows.number(column, cell, look)
        elif is_record and kind == DAY and (day := plain_day(cell)):
            self.rows.day(column, day, look)
        else:
            self.rows.text(column, cell, look)

    def _note(self, column: int, found: list[Fault]) -> None:
        if self.notes < MOST_NOTES:
            self.rows.note(column, _sentences(found))
            self.notes += 1

    def _finish(self) -> None:
        top = 0 if self.table.only_bad_rows else self.table.header_row - 1
        last = max(self.last - 1, top)
        self.sheet.autofilter(top, 0, last, self.own + len(self.kept) - 1)
        self.sheet.freeze_panes(top + 1, 1)
        for at, place in enumerate(self.kept, start=self.own):
            if place in self.columns and last > top:
                self.words.offer(self.sheet, self.table.schema, self.columns[place], at, (top + 1, last))
        self.words.write()
        write_whole_faults(
            self.told,
            self.looks,
            self.whole,
            bad=self.bad,
            cut=self.cut + self.rows.cut,
            only_bad_rows=self.table.only_bad_rows,
        )


def _sentences(found: Sequence[Fault]) -> str:
    """Every fault of a row in words, each with its column where its sentence does not name it."""
    lines = [
        fault.message
        if not fault.column or fault.column in fault.message
        else said("{where}：{words}", where=fault.column, words=fault.message)
        for fault in found
    ]
    return lines[0] if len(lines) == 1 else "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _sheet_name(title: str, taken: tuple[str, ...]) -> str:
    """Excel allows 31 characters of a sheet's name, some of them not at all, and each name once."""
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", title)[:31].strip("'")
    return name if name and name.lower() not in {"history", *(word.lower() for word in taken)} else "Sheet1"
