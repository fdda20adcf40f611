"""The process in which a workbook is opened, with limits on its memory and time: it may die, and nothing else does.

Run as ``python -m etl.reading.workbook_child``; see workbook.py, which starts it. It imports as little as it can.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import python_calamine

from etl.reading.child_limits import allow_seconds, limit_memory
from etl.reading.html_sheets import HtmlReader, is_page
from etl.reading.marks import MOST_SHEETS, Marks, Refused, address
from etl.reading.ods_sheets import CONTENT, OdsReader
from etl.reading.ole import Ole
from etl.reading.packed import Packed
from etl.reading.row_file import Allowance, RowFile, as_cells
from etl.reading.xls_marks import Book
from etl.reading.xlsx_marks import BOOK, is_1904, read_marks, sheet_parts, style_kinds

ANSWER = "sheets.json"
# What the fast reader needs for each cell of the smallest rectangle around all cells, the rest of it included.
_BYTES_A_CELL = 48
# A cell that holds something is written with at least so many bytes.
_LEAST_WRITTEN = 10
_OTHER_DOCUMENTS = ("word/", "ppt/", "visio/")


class Reading:
    """One workbook being read into a folder."""

    def __init__(self, path: Path, folder: Path, limits: dict[str, int]) -> None:
        self.path, self.folder, self.limits = path, folder, limits
        self.allowance = Allowance(limits["rows"], limits["columns"], limits["cells"], limits["unpacked"])
        self.files: list[RowFile] = []
        self.said: list[dict[str, Any]] = []

    def read(self) -> str:
        """Read the workbook; returns its kind. Raises Refused."""
        with self.path.open("rb") as file:
            start = file.read(1 << 16)
        if is_page(start) and not start.startswith((b"PK", b"\xd0\xcf")):
            self._read_page()
            return "html"
        if not start.startswith(b"PK"):
            container = Ole(self.path)
            if "EncryptedPackage" in container.streams:
                raise Refused("password")
            book = Book(container)
            for sheet, marked in book.sheets.items():
                self._must_fit(sheet, marked, size=0)
            self._read_fast(book.sheets, book.is_1904)
            return "xls"
        packed = Packed(self.path, self.limits["unpacked"])
        allow_seconds(self.limits["workbook_seconds"], packed.size)
        if BOOK in packed.parts:
            self._read_xlsx(packed)
            return "xlsx"
        if CONTENT in packed.parts:
            self._read_ods(packed)
            return "ods"
        if "xl/workbook.bin" in packed.parts:
            raise Refused("xlsb")
        is_other = any(name.startswith(_OTHER_DOCUMENTS) for name in packed.parts)
        raise Refused("another_document" if is_other else "archive")

    def _read_xlsx(self, packed: Packed) -> None:
        places = sheet_parts(packed)
        _must_be_few(len(places))
        for name in packed.parts:
            if name.lower().endswith((".xml", ".rels")) and name not in places.values():
                for _ in packed.unpack(name):
                    pass
        kinds = style_kinds(packed)
        marks = {}
        for sheet, part in places.items():
            if part in packed.parts:
                marks[sheet] = read_marks(packed, part, kinds)
                self._must_fit(sheet, marks[sheet], packed.parts[part].file_size)
        self._read_fast(marks, is_1904(packed))

    def _read_fast(self, marks: dict[str, Marks], is_1904: bool) -> None:
        try:
            book = python_calamine.CalamineWorkbook.from_path(self.path)
        except python_calamine.PasswordError:
            raise Refused("password") from None
        sheets = [s for s in book.sheets_metadata if s.typ == python_calamine.SheetTypeEnum.WorkSheet]
        _must_be_few(len(sheets))
        for entry in sheets:
            file = self._begin()
            cells = book.get_sheet_by_name(entry.name)
            if entry.name not in marks:
                raise Refused("broken")
            marked = marks[entry.name]
            first = (cells.start or (0, 0))[1]
            row = 0
            for row, values in enumerate(cells.iter_rows(), start=1):
                file.write(row, as_cells(values, row, first, marked, is_1904))
            for below in sorted(below for below in marked.texts if below > row):
                file.write(below, as_cells([], below, first, marked, is_1904))
            visible = entry.visible == python_calamine.SheetVisibleEnum.Visible
            self._end(file, entry.name, visible, marked, is_1904)

    def _must_fit(self, sheet: str, marks: Marks, size: int) -> None:
        """The fast reader makes room for every cell up to the furthest: one far cell may be too much.

        ``size`` is that of the sheet in the file, which tells one far cell from a sheet full of them.
        """
        most = self.limits["columns"]
        if marks.columns > most:
            far = address(marks.rows, marks.columns - 1)
            raise Refused("too_many_columns", sheet=sheet, columns=marks.columns, most=most, cell=far)
        if marks.rows * marks.columns > self.limits["workbook_memory"] // _BYTES_A_CELL:
            if size > marks.rows * marks.columns * _LEAST_WRITTEN:
                raise Refused("memory")
            raise Refused("far_cell", sheet=sheet, cell=address(marks.rows, marks.columns - 1))

    def _read_ods(self, packed: Packed) -> None:
        for sheet in OdsReader(lambda name: self._begin().write, self.limits["columns"]).read(packed):
            file = self.files[len(self.said)]
            self._end(file, sheet.name, sheet.is_visible, sheet.marks, is_1904=False)

    def _read_page(self) -> None:
        if self.path.stat().st_size > self.limits["unpacked"]:
            raise Refused("too_big_unpacked", size=self.path.stat().st_size >> 20, most=self.limits["unpacked"] >> 20)
        allow_seconds(self.limits["workbook_seconds"], self.path.stat().st_size)
        for number, table in enumerate(HtmlReader(lambda: self._begin().write, self.limits["columns"]).read(self.path)):
            self._end(self.files[number], str(number + 1), True, table.marks, is_1904=False)

    def _begin(self) -> RowFile:
        _must_be_few(len(self.files) + 1)
        self.files.append(RowFile(self.folder / f"{len(self.files)}.csv", self.allowance))
        return self.files[-1]

    def _end(self, file: RowFile, name: str, is_visible: bool, marks: Marks, is_1904: bool) -> None:
        file.close()
        self.said.append(
            {
                "name": name,
                "file": f"{len(self.said)}.csv",
                "width": file.width,
                "is_visible": is_visible,
                "is_1904": is_1904,
                "hidden_rows": marks.hidden_rows,
                "hidden_columns": marks.hidden_columns,
                "merged": marks.merged,
                "uncalculated": list(marks.uncalculated.items()),
                "without_year": list(marks.without_year.items()),
            }
        )


def _must_be_few(sheets: int) -> None:
    if sheets > MOST_SHEETS:
        raise Refused("too_many_sheets", sheets=sheets, most=MOST_SHEETS)


def read_one(path: Path, folder: Path, limits: dict[str, int]) -> None:
    """Read the workbook at ``path`` into ``folder``, with the answer: its kind and sheets, or why it is refused."""
    limit_memory(limits["workbook_memory"])
    allow_seconds(limits["workbook_seconds"], 0)
    reading = Reading(path, folder, limits)
    answer: dict[str, Any]
    try:
        answer = {"kind": reading.read(), "sheets": reading.said}
    except Refused as refused:
        answer = {"refused": refused.rule, "parts": refused.parts}
    except MemoryError:
        answer = {"refused": "memory", "parts": {}}
    except OSError as error:
        answer = {"refused": "system", "parts": {"errno": error.errno, "words": error.strerror}}
    except BaseException as error:  # noqa: BLE001 - readers raise errors of many unrelated kinds for broken workbooks
        answer = {"refused": "broken", "parts": {"error": type(error).__name__}}
    _answer(folder, answer)


def _answer(folder: Path, answer: dict[str, Any]) -> None:
    draft = folder / f"{ANSWER}.new"
    draft.write_text(json.dumps(answer), encoding="utf-8")
    os.replace(draft, folder / ANSWER)


def main(asked: dict[str, Any]) -> None:
    """Read every workbook of ``asked["workbooks"]`` (path, folder), each in a process of its own where that is cheap.

    Windows starts processes anew, which takes long: there all are read in this one, and the first that kills it ends
    the others; whoever waits asks again for those.
    """
    for path, folder in asked["workbooks"]:
        if os.name == "nt":
            read_one(Path(path), Path(folder), asked["limits"])
            continue
        child = os.fork()
        if child == 0:
            try:
                read_one(Path(path), Path(folder), asked["limits"])
            finally:
                os._exit(0)
        _, ended = os.waitpid(child, 0)
        if not (Path(folder) / ANSWER).exists():
            is_late = os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGALRM
            _answer(Path(folder), {"refused": "time" if is_late else "memory", "parts": {}})


if __name__ == "__main__":
    main(json.load(sys.stdin))
