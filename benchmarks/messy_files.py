"""Messy files as they come, made in bytes, each with the table it says: as written, and as it is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HEADER = ["服务编号", "项目代码", "走访日期", "走访方式", "走访专班", "服务事项"]
ROWS = [
    ["V1", "XM-12", "2025-06-03", "现场", "施工许可", "开工手续"],
    ["V2", "XM-13", "2025-06-04", "上门", "施工许可", "问：何时开工，如何办"],
    ["V3", "XM-12", "2025-06-05", "线上", "施工许可", ""],
]
Table = list[list[str]]


@dataclass(frozen=True)
class Messy:
    """A file and the table it says; None where it says none that anyone could be sure of: it must be told."""

    kind: str
    content: bytes
    says: Table | None
    # The same table with every cell as written, which a reader may also return.
    written: Table | None = None


def lines(rows: Table, mark: str = ",", end: str = "\n") -> str:
    """Return rows as delimited text."""
    return "".join(mark.join(row) + end for row in rows)


def _with(place: int, cell: str, row: int = 0) -> Table:
    changed = [list(line) for line in ROWS]
    changed[row][place] = cell
    return changed


def messy_files() -> Iterator[Messy]:
    """Yield every kind."""
    yield from _of_the_file()
    yield from _of_headers_and_rows()
    yield from _of_values()


def _of_the_file() -> Iterator[Messy]:
    table, text = [HEADER, *ROWS], lines([HEADER, *ROWS])
    yield Messy("a clean file", text.encode(), ROWS)
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        yield Messy(f"encoding {encoding}", text.encode(encoding), ROWS)
    big5 = lines([["服務編號", "項目代碼"], ["V1", "XM-12"]]).encode("big5")
    yield Messy("encoding Big5", big5, None)
    yield Messy("two encodings in one file", text.encode("gb18030") + lines(ROWS[:1]).encode(), None)
    for name, mark in (("tab", "\t"), ("semicolon", ";"), ("pipe", "|"), ("^", "^"), ("comma and blank", ", ")):
        yield Messy(f"delimiter: {name}", lines(table, mark).encode(), ROWS)
    quoted = [[f"'{cell}'" for cell in row] for row in [HEADER, *_with(5, "甲,乙")]]
    yield Messy("quotation mark '", lines(quoted).encode(), _with(5, "甲,乙"))
    yield Messy(
        "quotes escaped by backslash", lines([HEADER, *_with(5, '"说\\"好\\",乙"')]).encode(), _with(5, '说"好",乙')
    )
    yield Messy(
        "quotes and line breaks in a cell",
        lines([HEADER, *_with(5, '"说""好""\n乙"')]).encode(),
        _with(5, '说"好"\n乙'),
    )
    for name, end in (("CR", "\r"), ("CRLF", "\r\n")):
        yield Messy(f"line ends {name}", lines(table, end=end).encode(), ROWS)
    mixed = "".join(lines([row], end=end) for row, end in zip(table, ["\n", "\r\n", "\r", "\n"], strict=True))
    yield Messy("line ends mixed", mixed.encode(), ROWS)
    yield Messy("NUL bytes", text.replace("现场", "现\0场").encode(), None)
    yield Messy("cut off within a character", text.encode()[:-9], None)
    yield Messy("cut off within a row", text.encode()[: text.encode().rindex(b"V3") + 7], None)
    yield Messy("empty", b"", None)
    yield Messy("a web page named .csv", b"<html><table><tr><td>a</td></tr></table></html>", None)


def _of_headers_and_rows() -> Iterator[Messy]:
    text = lines([HEADER, *ROWS])
    blank = [""] * 6
    yield Messy("banner lines above the header", ("六月走访台账,,,,,\n填报单位：甲,,,,,\n" + text).encode(), ROWS)
    yield Messy("no header", lines(ROWS).encode(), None)
    yield Messy("header only", lines([HEADER]).encode(), [])
    yield Messy("header once more in the middle", lines([HEADER, ROWS[0], HEADER, *ROWS[1:]]).encode(), ROWS)
    yield Messy("two columns of one name", lines([[*HEADER, HEADER[5]], *([*row, "x"] for row in ROWS)]).encode(), None)
    yield Messy("totals row at the end", (text + "合计,3,,,,\n").encode(), ROWS)
    yield Messy("notes below the table", (text + "填报人：甲,,,,,\n").encode(), ROWS)
    yield Messy("blank rows at the end", (text + lines([blank, blank])).encode(), ROWS)
    yield Messy("a lost delimiter", text.replace("V2,XM-13", "V2XM-13").encode(), None)
    yield Messy("a delimiter too many", text.replace("V3,XM-12", "V3,,XM-12").encode(), None)
    yield Messy("a quotation mark left open", text.replace("开工手续", '"开工手续').encode(), None)
    yield Messy("text behind a closing quotation mark", text.replace("开工手续", '"开工"手续').encode(), None)
    yield Messy("a second table further down", (text + "\n区市,月份\n崂山区,2025-06\n").encode(), None)
    yield Messy("the same key twice", (text + lines(ROWS[:1])).encode(), None)


def _of_values() -> Iterator[Messy]:
    for value in ("2025/6/3", "2025.6.3", "2025年6月3日", "20250603", "2025-06-03 00:00:00"):
        yield _value(f"day written {value}", 2, value, ROWS)
    yield _value("day as Excel's serial", 2, "45811", ROWS)
    for value in ("3/6/25", "2025-02-30", "2025年6月", "待定", "2205-06-03"):
        yield _value(f"no day: {value}", 2, value, None)
    yield _value("code with leading zeros", 1, "0012", _with(1, "0012"))
    yield _value("code turned into 2.30E+17", 0, "2.30E+17", None)
    yield _value("blanks nobody sees", 3, "\u3000现场\u00a0", ROWS)
    yield _value("a near word", 3, "现厂", None)
    yield _value("an error of Excel", 1, "#REF!", None)
    yield _value("garbled text", 5, "锟斤拷锟斤拷", None)
    yield _value("an identity number in a text", 5, "甲 110101199003074514", None)


def _value(kind: str, place: int, value: str, says: Table | None) -> Messy:
    changed = _with(place, value)
    return Messy(kind, lines([HEADER, *changed]).encode(), says, changed)
