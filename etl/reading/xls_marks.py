"""What the sheets of an XLS tell besides their values: read from its records, beside the fast reader."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from etl.reading.cell_formats import BUILT_IN, kind_of
from etl.reading.marks import Marks, Refused
from etl.reading.ole import Ole

# Record numbers. Source: [MS-XLS].
_BOF, _EOF, _FILEPASS, _DATEMODE, _FORMAT, _XF, _SHEET = 0x809, 0x0A, 0x2F, 0x22, 0x41E, 0xE0, 0x85
_ROW, _COLUMNS, _MERGED, _ERROR, _FORMULA = 0x208, 0x7D, 0xE5, 0x205, 0x06
_NUMBER, _PACKED, _MANY_PACKED, _SHARED_TEXT, _TEXT = 0x203, 0x27E, 0xBD, 0xFD, 0x204
_VALUES = frozenset((_ERROR, _FORMULA, _NUMBER, _PACKED, _SHARED_TEXT, _TEXT))
_BIFF8 = 0x600
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


class Book:
    """What an XLS tells of itself: the marks of each sheet by name, and whether its days are counted from 1904."""

    def __init__(self, container: Ole) -> None:
        """Read the records of the workbook in ``container``. Raises Refused."""
        name = next((name for name in container.streams if name.lower() == "workbook"), None)
        if name is None:
            raise Refused("old_excel" if "Book" in container.streams else "another_document")
        self._bytes = container.read(name)
        self.is_1904 = False
        self.sheets: dict[str, Marks] = {}
        self._kinds: dict[int, str] = {}
        try:
            for sheet, start in self._globals():
                if sheet in self.sheets:
                    raise Refused("broken")
                self.sheets[sheet] = self._marks(start)
        except (struct.error, IndexError, UnicodeDecodeError):
            raise Refused("broken") from None

    def _records(self, place: int) -> Iterator[tuple[int, bytes]]:
        while place + 4 <= len(self._bytes):
            kind, length = struct.unpack_from("<HH", self._bytes, place)
            yield kind, self._bytes[place + 4 : place + 4 + length]
            place += 4 + length

    def _globals(self) -> list[tuple[str, int]]:
        own: dict[int, str] = {}
        places = []
        styles = 0
        for number, (kind, data) in enumerate(self._records(0)):
            if number == 0 and (kind != _BOF or struct.unpack_from("<H", data)[0] != _BIFF8):
                raise Refused("old_excel")
            if kind == _FILEPASS:
                raise Refused("password")
            if kind == _DATEMODE:
                self.is_1904 = data[:1] == b"\1"
            elif kind == _FORMAT:
                own[struct.unpack_from("<H", data)[0]] = _text(data[2:], 2)
            elif kind == _XF:
                format = struct.unpack_from("<H", data, 2)[0]
                if found := kind_of(own[format]) if format in own else BUILT_IN.get(format):
                    self._kinds[styles] = found
                styles += 1
            elif kind == _SHEET:
                places.append((_text(data[6:], 1), struct.unpack_from("<I", data)[0]))
            elif kind == _EOF:
                break
        return places

    def _marks(self, start: int) -> Marks:
        marks = Marks()
        depth = 0
        for kind, data in self._records(start):
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 0:
                break
            if depth > 1:
                continue  # A chart within the sheet.
            if kind in _VALUES:
                self._look_at_cell(marks, kind, data)
            elif kind == _MANY_PACKED:
                row, first = struct.unpack_from("<HH", data)
                cells = (len(data) - 6) // 6
                marks.stretch(row + 1, first + cells)
                for place in range(cells):
                    self._note_format(marks, row, first + place, struct.unpack_from("<H", data, 4 + place * 6)[0])
            elif kind == _ROW and data[12] & 0x20:
                row = struct.unpack_from("<H", data)[0] + 1
                marks.hide_rows(row, row)
            elif kind == _COLUMNS and data[8] & 1:
                marks.hide_columns(*struct.unpack_from("<HH", data))
            elif kind == _MERGED:
                for place in range(struct.unpack_from("<H", data)[0]):
                    top, bottom, first, last = struct.unpack_from("<4H", data, 2 + place * 8)
                    marks.merge(top + 1, first, bottom + 1, last)
        return marks

    def _look_at_cell(self, marks: Marks, kind: int, data: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", data)
        marks.stretch(row + 1, column + 1)
        error = None
        if kind == _ERROR and data[7]:
            error = data[6]
        elif kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
            error = data[8]
        if error is not None:
            marks.texts.setdefault(row + 1, {})[column] = _ERRORS.get(error, "#N/A")
        else:
            self._note_format(marks, row, column, style)

    def _note_format(self, marks: Marks, row: int, column: int, style: int) -> None:
        if style in self._kinds:
            marks.formats.setdefault(row + 1, {})[column] = self._kinds[style]


def _text(data: bytes, width: int) -> str:
    """A string after its length of ``width`` bytes: with one byte a character, or two."""
    length = int.from_bytes(data[:width], "little")
    if data[width] & 1:
        return data[width + 1 : width + 1 + 2 * length].decode("utf-16-le")
    return data[width + 1 : width + 1 + length].decode("latin-1")
