"""What a sheet of an XLSX tells besides its values: read from its XML piece by piece, beside the fast reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

from etl.reading.cell_formats import BUILT_IN, kind_of
from etl.reading.marks import Marks, Refused, count
from etl.reading.packed import Packed

BOOK = "xl/workbook.xml"
# A row longer than this is none that Excel writes (16 384 cells).
_LONGEST_ROW = 32 << 20
_RELATION = re.compile(r"\{[^}]*/relationships\}id")
_ROW_END = re.compile(rb"</(?:\w+:)?row>|<(?:\w+:)?row\b[^>]*/>")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref\s*=\s*["']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)["']""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']|\b(?:ht|width)\s*=\s*["']0(?:\.0*)?["']""")
_SPAN = re.compile(rb"""\b(min|max)\s*=\s*["'](\d+)["']""")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
# A formula without a result: the program that wrote it did not calculate.
_BARE_FORMULA = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*</(?:\w+:)?c>")
# What stands for a formula without a result: Excel's own word for it.
UNCALCULATED = "#CALC!"


def is_1904(packed: Packed) -> bool:
    """Whether days are counted from 1904, as old Excel for Mac did."""
    book = ElementTree.fromstring(packed.read(BOOK))
    return any(entry.get("date1904") in ("1", "true", "on") for entry in book.iterfind("{*}workbookPr"))


def sheet_parts(packed: Packed) -> dict[str, str]:
    """Return the name of each sheet with the name of its part. Raises Refused."""
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {entry.get("Id"): (entry.get("Target") or "").lstrip("/") for entry in relations}
    places = {}
    for entry in ElementTree.fromstring(packed.read(BOOK)).iterfind("{*}sheets/{*}sheet"):
        relation = next((value for name, value in entry.attrib.items() if _RELATION.fullmatch(name)), None)
        target = targets.get(relation, "")
        if (name := entry.get("name") or "") in places:
            raise Refused("broken")
        places[name] = target if target.startswith("xl/") else f"xl/{target}"
    return places


def style_kinds(packed: Packed) -> dict[bytes, str]:
    """Return the styles whose number format changes what is seen: number of the style → kind (see cell_formats)."""
    if "xl/styles.xml" not in packed.parts:
        return {}
    styles = ElementTree.fromstring(packed.read("xl/styles.xml"))
    own = {entry.get("numFmtId"): entry.get("formatCode") or "" for entry in styles.iterfind("{*}numFmts/{*}numFmt")}
    kinds = {}
    for number, entry in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        format = entry.get("numFmtId") or "0"
        kind = kind_of(own[format]) if format in own else BUILT_IN.get(int(format))
        if kind:
            kinds[str(number).encode()] = kind
    return kinds


def read_marks(packed: Packed, part: str, kinds: dict[bytes, str]) -> Marks:
    """Read the marks of one sheet; ``kinds`` are the styles to look out for. Raises Refused."""
    marks = Marks()
    odd = [b" s=%s%s%s" % (quote, style, quote) for style in kinds for quote in (b'"', b"'")]
    row = 0
    for piece in _whole_rows(packed.unpack(part)):
        starts = [*_ROW.finditer(piece)]
        for span in _COLUMN.finditer(piece, 0, starts[0].start() if starts else len(piece)) if row == 0 else ():
            if _HIDDEN.search(span[1]):
                ends = {name: int(number) for name, number in _SPAN.findall(span[1])}
                marks.hide_columns(ends.get(b"min", 1) - 1, ends.get(b"max", 1) - 1)
        for place, start in enumerate(starts):
            number = _NUMBER.search(start[1])
            row = int(number[1]) if number else row + 1
            end = starts[place + 1].start() if place + 1 < len(starts) else len(piece)
            _look_at_row(marks, row, piece, start, end, odd, kinds)
        if b"mergeCell" in piece:
            for first, top, last, bottom in _MERGED.findall(piece):
                marks.merge(int(top), _column(first), int(bottom), _column(last))
    return marks


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Cut the XML after a row, so that no tag and no row is in two pieces."""
    rest = b""
    for piece in pieces:
        rest += piece
        if end := _end_of_rows(rest):
            yield rest[:end]
            rest = rest[end:]
        if len(rest) > _LONGEST_ROW:
            # Merged cells may fill many pieces; a row may not.
            if b"<mergeCell" not in rest and b":mergeCell" not in rest:
                raise Refused("broken")
            cut = rest.rfind(b"<")
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _end_of_rows(text: bytes) -> int:
    """Where the last whole row ends; 0 when none does."""
    if (end := text.rfind(b"</row>")) >= 0:
        return end + 6
    return max((row.end() for row in _ROW_END.finditer(text)), default=0)


def _look_at_row(
    marks: Marks,
    row: int,
    piece: bytes,
    start: re.Match[bytes],
    end: int,
    odd: list[bytes],
    kinds: dict[bytes, str],
) -> None:
    if (b"hidden" in start[1] or b"ht=" in start[1]) and _HIDDEN.search(start[1]):
        marks.hide_rows(row, row)
    cells = piece[start.end() : end]
    last = max(cells.rfind(b"v>"), cells.rfind(b"is>"))
    if last < 0:
        return
    # The last closing tag may close an empty value; that only makes the sheet look larger than it is.
    begins = cells.rfind(b' r="', 0, last)
    if begins >= 0:
        reference = cells[begins + 4 : begins + 8].rstrip(b'0123456789"')
        marks.stretch(row, (_column(reference) if reference.isalpha() else 0) + 1)
    else:
        marks.stretch(row, _place(cells, last) + 1)
    if b'"e"' in cells or b"'e'" in cells:
        for cell in _CELL.finditer(cells):
            if _ERROR.search(cell[1]):
                value = _VALUE.search(cells, cell.end())
                text = value[1].decode("utf-8", "replace") if value else UNCALCULATED
                marks.texts.setdefault(row, {})[_place(cells, cell.end())] = text
    if b"f>" in cells or b"/>" in cells:
        for bare in _BARE_FORMULA.finditer(cells):
            column = _place(cells, bare.start())
            marks.texts.setdefault(row, {})[column] = UNCALCULATED
            count(marks.uncalculated, column, row)
    if any(style in cells for style in odd):
        for cell in _CELL.finditer(cells):
            style = _STYLE.search(cell[1])
            if style and style[1] in kinds and not cell[1].endswith(b"/"):
                marks.formats.setdefault(row, {})[_place(cells, cell.end())] = kinds[style[1]]


def _place(cells: bytes, end: int) -> int:
    """The column of the last cell that begins before ``end``: as it says, else by counting."""
    begun = [*_CELL.finditer(cells, max(0, cells.rfind(b"<c ", 0, end), cells.rfind(b":c ", 0, end) - 40), end)]
    said = _PLACE.search(begun[-1][1]) if begun else None
    if said:
        return _column(said[1])
    return max(0, len(_CELL.findall(cells, 0, end)) - 1)


@lru_cache(1 << 15)
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
