"""Excel workbooks: the rows of a sheet as text cells, as a person sees them, numbered as Excel numbers them."""

from __future__ import annotations

import datetime
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import python_calamine

from etl.reading.delimited import HEAD_ROWS

# Excel counts days from here; serials outside these years are no dates a bureau writes.
_DAY_ZERO = datetime.date(1899, 12, 30)
_SERIALS = range(
    (datetime.date(2000, 1, 1) - _DAY_ZERO).days,
    (datetime.date(2050, 1, 1) - _DAY_ZERO).days,
)
# Beyond this a sheet would not fit beside everything else in the memory of an office computer.
LARGEST_UNPACKED = 600 << 20
LARGEST_RATIO = 250
# Excel keeps 15 digits: a longer whole number has lost its end.
_EXACT = 10**15
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)</v>')
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Unreadable(Exception):
    """A workbook that cannot be opened, with the sentence that says why and what to do."""


@dataclass
class Sheet:
    """One sheet of an open workbook."""

    name: str
    sheet: python_calamine.CalamineSheet
    is_visible: bool
    # calamine gives an empty cell for #N/A and the like: what stands there, by row number and cell position.
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    serials: dict[int, int] = field(default_factory=dict)

    def rows(self, dates: frozenset[int] = frozenset()) -> Iterator[tuple[int, list[str]]]:
        """Yield every row with its Excel number. Numbers at the positions ``dates`` are read as Excel's day serials."""
        first = (self.sheet.start or (0, 0))[1]
        for row, values in enumerate(self.sheet.iter_rows(), start=1):
            cells = [as_text(value) for value in values]
            for position in dates:
                value = values[position] if position < len(values) else None
                if isinstance(value, int | float) and not isinstance(value, bool):
                    cells[position] = self._day(position, value, cells[position])
            if self.errors:
                for position in range(len(cells)):
                    cells[position] = self.errors.get((row, position + first), cells[position])
            yield row, cells

    def head(self) -> list[list[str]]:
        """Return the first rows, among which the header is."""
        return [cells for _, cells in itertools.islice(self.rows(), HEAD_ROWS)]

    def _day(self, position: int, serial: float, written: str) -> str:
        if int(serial) not in _SERIALS:
            return written
        self.serials[position] = self.serials.get(position, 0) + 1
        return (_DAY_ZERO + datetime.timedelta(days=int(serial))).isoformat()


def as_text(value: object) -> str:
    """Return a cell's value as the text a person would see; a number too long for Excel looks as Excel shows it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | int):
        return _number_as_text(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    return str(value)


def _number_as_text(value: float) -> str:
    if abs(value) >= _EXACT:
        return f"{value:.2E}"
    return str(int(value)) if value == int(value) else format(Decimal(f"{value:.15g}"), "f")


def open_workbook(path: Path) -> list[Sheet]:
    """Return the sheets of the workbook at ``path``, visible ones first. Raises Unreadable."""
    if zipfile.is_zipfile(path):
        _must_be_modest(path)
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        sheets = [
            Sheet(
                entry.name,
                workbook.get_sheet_by_name(entry.name),
                entry.visible == python_calamine.SheetVisibleEnum.Visible,
            )
            for entry in workbook.sheets_metadata
            if entry.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError:
        raise Unreadable("文件有打开密码，读不了。请在 Excel 或 WPS 里去掉密码，另存后重新上传。") from None
    except Exception:  # noqa: BLE001 - calamine raises errors of several unrelated kinds for a broken workbook
        raise Unreadable(
            "工作簿打不开，文件可能不完整或已损坏。请用 Excel 或 WPS 打开原表，另存为 .xlsx 后重新上传。"
        ) from None
    if zipfile.is_zipfile(path):
        _find_errors(path, sheets)
    return sorted(sheets, key=lambda sheet: not sheet.is_visible)


def _must_be_modest(path: Path) -> None:
    """A small file may unpack to a huge one, by accident or by malice: look before unpacking."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, OSError):
        raise Unreadable("工作簿打不开，文件可能不完整或已损坏。请重新导出后上传。") from None
    if size > LARGEST_UNPACKED or (size > LARGEST_UNPACKED // 6 and size > LARGEST_RATIO * path.stat().st_size):
        raise Unreadable(
            f"工作簿解开后有 {size >> 20} MB，超过 {LARGEST_UNPACKED >> 20} MB 的上限。"
            "请删去空白行列和图片，或另存为 CSV 后重新上传。"
        )


def _find_errors(path: Path, sheets: list[Sheet]) -> None:
    """Note where a sheet holds an Excel error value, which would otherwise be read as an empty cell."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            if "xl/workbook.xml" not in names:
                return
            places = _places(packed)
            for sheet in sheets:
                place = places.get(sheet.name, "")
                if place in names:
                    for column, row, text in _ERROR_CELL.findall(packed.read(place)):
                        sheet.errors[int(row), _column_number(column)] = text.decode("utf-8")
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError):
        raise Unreadable("工作簿打不开，文件可能不完整或已损坏。请重新导出后上传。") from None


def _places(packed: zipfile.ZipFile) -> dict[str, str]:
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {entry.get("Id"): (entry.get("Target") or "").lstrip("/") for entry in relations}
    places = {}
    for entry in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter(f"{_NAMESPACE}sheet"):
        target = targets.get(entry.get(_RELATION), "")
        places[entry.get("name") or ""] = target if target.startswith("xl/") else f"xl/{target}"
    return places


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
