"""One table and every way in which its file may be damaged or written otherwise: real bytes, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

HEADER = ["day", "time", "count", "code", "price", "kind", "words", "link", "remark"]
ROWS = [
    ["28/01/2018", "00:00", "2", "MG-8769", "$74.69", "Men's Boots", "Rugged, light and quick.", "https://a.cn/1", ""],
    ["29/01/2018", "00:15", "0", "RI-3895", "$29.81", "Jacket", "The next level. It won't let you down", "", ""],
    ["13/02/2018", "01:00", "9", "CC-9259", "$48.00", "Pillow, Wooden", "Fun, to your bed", "https://a.cn/3", ""],
    ["18/02/2018", "02:15", "2", "BH-9827", "$78.07", 'Table, Round 48"', "Made, to standards", "https://a.cn/4", "x"],
    ["20/02/2018", "02:45", "1", "BH-7531", "$48.08", "Fly  Rod", "Light feel in our 8\\'9\" length rod", "", ""],
    ["21/02/2018", "03:00", "", "BH-3190", "$65.38", "Vest", "第一行\n第二行", "https://a.cn/6", ""],
    ["14/03/2018", "05:15", "1", "YY-2600", "$90.99", 'Bike, 24"', "Great", "https://a.cn/7", ""],
]  # fmt: skip
Table = list[list[str]]


@dataclass(frozen=True)
class Damage:
    """A damaged file, and the table it says; None when it says none that could be read with certainty."""

    name: str
    content: bytes
    says: Table | None


def written(
    rows: Table,
    delimiter: str = ",",
    quote: str = '"',
    escape: str | None = None,
    end: str = "\r\n",
    always: bool = False,
    encoding: str = "utf-8",
) -> bytes:
    """Return rows as a file: cells are quoted where they must be; a quotation mark is doubled or escaped."""
    return "".join(
        delimiter.join(_cell(c, delimiter, quote, escape, always) for c in row) + end for row in rows
    ).encode(encoding)


def _cell(cell: str, delimiter: str, quote: str, escape: str | None, always: bool) -> str:
    special = (delimiter, delimiter.strip() or delimiter, quote, "\n", "\r", escape or quote)
    if not always and not any(mark in cell for mark in special):
        return cell
    if escape:
        cell = cell.replace(escape, escape * 2)
    return quote + cell.replace(quote, (quote if escape is None else escape) + quote) + quote


def _lines() -> list[list[str]]:
    """The table's lines, each as its cells as they are written."""
    return [[_cell(cell, ",", '"', None, False) for cell in row] for row in [HEADER, *ROWS]]


def _joined(lines: list[list[str]], end: str = "\r\n") -> bytes:
    return "".join(",".join(line) + end for line in lines).encode()


def dialects() -> Iterator[Damage]:
    """The table whole, written in every dialect."""
    for delimiter in (",", "\t", ";", "|", ":", "^", "~", " ", ", ", "||", "\t\t", "::", " ; ", "~|~"):
        for quote in ('"', "'"):
            for escape in (None, "\\"):
                for always in (False, True):
                    name = f"{delimiter!r} {quote} {escape} {always}"
                    yield Damage(name, written([HEADER, *ROWS], delimiter, quote, escape, always=always), ROWS)
    for end in ("\n", "\r", "\r\n"):
        yield Damage(f"{end!r}", written([HEADER, *ROWS], end=end), ROWS)
    for encoding in ("utf-8-sig", "utf-16", "gb18030", "utf-32"):
        yield Damage(encoding, written([HEADER, *ROWS], encoding=encoding), ROWS)
    ends = ["\n", "\r", "\r\n"] * 3
    mixed = b"".join(_joined([line], end) for line, end in zip(_lines(), ends, strict=False))
    yield Damage("mixed line ends", mixed, ROWS)


def of_the_file() -> Iterator[Damage]:
    """Damage to the file as a whole."""
    whole, lines = written([HEADER, *ROWS]), _lines()
    yield Damage("no trailing newline", whole.removesuffix(b"\r\n"), ROWS)
    yield Damage("double trailing newline", whole + b"\r\n", ROWS)
    yield Damage("empty", b"", None)
    yield Damage("no header", _joined(lines[1:]), None)
    yield Damage("header only", _joined(lines[:1]), [])
    yield Damage("one row", _joined(lines[:2]), ROWS[:1])
    for number in (2, 3):
        yield Damage(f"header {number} times", _joined([*lines[:1] * number, *lines[1:]]), None)
    preamble = [["PREAMBLE", *[""] * 8], [""] * 9]
    yield Damage("preamble", _joined([*preamble, *lines]), ROWS)
    yield Damage("preamble of a line", b"PREAMBLE\r\n\r\n" + whole, ROWS)
    yield Damage("footnote", whole + b"FOOTNOTE\r\n", None)
    yield Damage("footnote with delimiters", whole + b"FOOTNOTE,,,,,,,,\r\n", [*ROWS, ["FOOTNOTE", *[""] * 8]])
    for name, width in (("less", 8), ("same", 9), ("more", 10)):
        second = [[*line, "more"][:width] for line in lines]
        yield Damage(f"second table: {name}", whole + _joined(second), None)
        yield Damage(f"second table below a blank line: {name}", whole + b"\r\n" + _joined(second), None)
        other = [[f"col{place}" for place in range(width)], *second[1:3]]
        yield Damage(f"another table below a blank line: {name}", whole + b"\r\n" + _joined(other), None)
    yield Damage("NUL", whole.replace(b"Boots", b"Bo\0ots"), None)
    yield Damage("quotes not escaped", whole.replace(b'""', b'"'), None)
    yield Damage("backslash without its own escape", whole.replace(b'""', b'\\"'), ROWS)
    yield Damage("cut in a quoted cell", whole[: whole.index(b"Rugged") + 3], None)
    yield Damage("cut in a row", whole[: whole.index(b"RI-3895") + 3], None)


def of_rows() -> Iterator[Damage]:
    """Damage to one row: a delimiter lost or added, a quotation mark too many, other marks in it."""
    for number in range(len(ROWS) + 1):
        for place in range(len(HEADER)):
            yield _row(f"a delimiter more, row {number} cell {place}", number, _with_more(place))
            if place:
                yield _row(f"a delimiter less, row {number} cell {place}", number, _with_less(place))
            yield _row(f"a quotation mark, row {number} cell {place}", number, _with_quote(place))
        for mark in (" ", ";", "\t"):
            damaged = _lines()
            damaged[number] = [mark.join(damaged[number])]
            yield Damage(f"row {number} parted by {mark!r}", _joined(damaged), None)
        damaged = _lines()
        damaged[number] = [cell.replace('""', '\\"') for cell in damaged[number]]
        if damaged != _lines():
            yield Damage(f"row {number} escaped otherwise", _joined(damaged), ROWS)


def _row(name: str, number: int, change: Callable[[list[str]], list[str]]) -> Damage:
    damaged = _lines()
    damaged[number] = change(damaged[number])
    return Damage(name, _joined(damaged), None)


def _with_more(place: int) -> Callable[[list[str]], list[str]]:
    return lambda line: [*line[:place], "", *line[place:]]


def _with_less(place: int) -> Callable[[list[str]], list[str]]:
    return lambda line: [*line[: place - 1], line[place - 1] + line[place], *line[place + 1 :]]


def _with_quote(place: int) -> Callable[[list[str]], list[str]]:
    return lambda line: [*line[:place], '"' + line[place], *line[place + 1 :]]


def damages() -> list[Damage]:
    """Return every damage there is."""
    return [*dialects(), *of_the_file(), *of_rows()]
