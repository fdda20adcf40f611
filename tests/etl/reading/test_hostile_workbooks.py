"""Hostile workbooks: each is read or refused with advice, within 10 seconds and 600 MB, and nothing else takes harm."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.language import in_language
from etl.reading.marks import letters
from etl.recognising.source import Source
from tests.etl.files import check
from tests.etl.messes.mess import must_be_english
from tests.etl.reading.parts import VISIT, VISITS, data, ods_parts, text, texts, write, xlsx_parts

MOST_SECONDS, MOST_BYTES = 10, 600 << 20
HEADER = texts(1, VISITS)
RECORD = texts(2, VISIT)
ROWS = data(HEADER, RECORD)
ROOT = Path(__file__).parents[3]
SHEET = "xl/worksheets/sheet1.xml"


def bomb(path: Path) -> Source:
    """Five gigabytes of one row, packed to a few megabytes of the same few bytes."""
    return forged(path, xlsx_parts({"走访": ROWS}), SHEET, 5 << 30, declared=(5 << 30) - 1)


def liar(path: Path) -> Source:
    """The same, said to be small, with the checksum of what is said to be there."""
    return forged(path, xlsx_parts({"走访": ROWS}), SHEET, 400 << 20, declared=None)


def forged(path: Path, parts: dict[str, str], name: str, unpacked: int, declared: int | None) -> Source:
    """Add much to the packed part ``name``, and declare so much of it (None: what it was before)."""
    start = parts[name].encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    # As much as packs to one piece, repeated: packing gigabytes would take longer than the test.
    whole = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b" " * (16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    whole += piece * (unpacked // (16 << 20)) + packer.flush()
    rest = {part: content for part, content in parts.items() if part != name}
    source = write(path, rest)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as packed:
        packed.writestr(name, whole)
    content = bytearray(path.read_bytes())
    size = min(declared or len(start), 0xFFFFFFFE)
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.rindex(mark, 0, content.rindex(name.encode()))
        struct.pack_into("<H", content, at + place, 8)
        struct.pack_into("<III", content, at + place + 6, zlib.crc32(start), len(whole), size)
    path.write_bytes(content)
    return source


def far_cell(path: Path) -> Source:
    rows = ROWS.replace("</sheetData>", f'<row r="1048576">{text("XFD1048576", "x")}</row></sheetData>')
    return write(path, xlsx_parts({"走访": rows}))


def far_down(path: Path) -> Source:
    rows = ROWS.replace("</sheetData>", f'<row r="1048576">{text("ALL1048576", "x")}</row></sheetData>')
    return write(path, xlsx_parts({"走访": rows}))


def empty_rows(path: Path) -> Source:
    styled = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(3, 1_000_001))
    return write(path, xlsx_parts({"走访": ROWS.replace("</sheetData>", f"{styled}</sheetData>")}, styles=["0.0%"]))


def wide(path: Path) -> Source:
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(10_000))
    return write(path, xlsx_parts({"走访": data(HEADER, cells)}))


LAUGHS = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


def laughs(path: Path) -> Source:
    return write(path, xlsx_parts({"走访": data(HEADER, text("A2", "&j;"))}, before=LAUGHS + "]>"))


def laughs_in_ods(path: Path) -> Source:
    parts = ods_parts('<table:table table:name="走访"/>')
    parts["content.xml"] = parts["content.xml"].replace("?>", f"?>{LAUGHS}]>", 1)
    return write(path, parts, "走访服务记录.ods")


def repeated_cells_in_ods(path: Path) -> Source:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell></table:table-row>'
    return write(path, ods_parts(f'<table:table table:name="走访">{row}</table:table>'), "走访服务记录.ods")


def repeated_rows_in_ods(path: Path) -> Source:
    cell = '<table:table-cell table:number-columns-repeated="400" office:value-type="string"><text:p>xxxx</text:p>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell></table:table-row>'
    return write(path, ods_parts(f'<table:table table:name="走访">{row}</table:table>'), "走访服务记录.ods")


def truncated(path: Path) -> Source:
    source = write(path, xlsx_parts({"走访": ROWS}))
    path.write_bytes(path.read_bytes()[:-200])
    return source


def overlapping(path: Path) -> Source:
    """Two entries of the directory that mean the same bytes, as a recursive bomb has them by the thousand."""
    source = write(path, xlsx_parts({"走访": ROWS, "走访2": ROWS}))
    content = bytearray(path.read_bytes())
    first, second = (content.rindex(b"PK\x01\x02", 0, content.rindex(f"sheet{n}.xml".encode())) for n in (1, 2))
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    path.write_bytes(content)
    return source


def shared_strings(path: Path) -> Source:
    """One long text that a hundred thousand cells say."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 100_000))
    rows = ROWS.replace(RECORD, "").replace("</sheetData>", f"{cells}</sheetData>")
    return write(path, xlsx_parts({"走访": rows}, strings=f"<si><t>{'长' * 32_000}</t></si>"))


def many_sheets(path: Path) -> Source:
    return write(path, xlsx_parts({f"表{n}": ROWS for n in range(3_000)}))


def within(path: Path) -> Source:
    inner = write(path.with_suffix(".inner"), xlsx_parts({"走访": ROWS}))
    return write(path, {"走访服务记录.xlsx": inner.path.read_bytes()})


HOSTILE: list[tuple[Callable[[Path], Source], str, str]] = [
    (bomb, "超过上限", "more than is allowed"),
    (liar, "和实际不符", "not its real ones"),
    (far_cell, "XFD1048576", "XFD1048576"),
    (far_down, "ALL1048576", "ALL1048576"),
    (wide, "10000 列，超过 1000 列", "10000 columns, more than the 1000"),
    (laughs, "文档类型声明", "document type declaration"),
    (laughs_in_ods, "文档类型声明", "document type declaration"),
    (repeated_cells_in_ods, "16384 列", "16384 columns"),
    (repeated_rows_in_ods, "600 MB", "600 MB"),
    (truncated, "不完整或已损坏", "incomplete or damaged"),
    (overlapping, "不完整或已损坏", "incomplete or damaged"),
    (shared_strings, "APPROVALS_WORKBOOK_MB", "APPROVALS_WORKBOOK_MB"),
    (many_sheets, "3000 张工作表，超过 255 张", "3000 sheets, more than the 255"),
    (within, "压缩包", "archive"),
]


BROKEN = (liar, laughs, laughs_in_ods, truncated, overlapping)
RULES = {within: "not_a_table"} | dict.fromkeys(BROKEN, "brokenWorkbook")


@pytest.mark.parametrize(("make", "zh", "en"), HOSTILE, ids=[make.__name__ for make, _, _ in HOSTILE])
def test_a_hostile_workbook_is_refused_soon_with_advice(
    make: Callable[[Path], Source], zh: str, en: str, tmp_path: Path
) -> None:
    source = make(tmp_path / "file")
    for language, words in (("zh", zh), ("en", en)):
        begun = time.monotonic()
        with in_language(language):
            (verdict,) = check(source)
        assert time.monotonic() - begun < MOST_SECONDS
        (fault,) = verdict.faults
        assert fault.severity == "stop"
        assert fault.rule == RULES.get(make, "tooLarge")
        assert words in fault.message
        if language == "en":
            must_be_english(fault)


# In a process of its own: what this one once held would count as its children's.
PEAK = """
import resource, sys
from pathlib import Path
from etl.recognising.source import Source
from tests.etl.files import check
for path in sys.argv[1:]:
    assert not check(Source(Path(path).name, Path(path)))[0].ok
(own,) = (int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_whoever_checks_and_the_process_that_reads_never_hold_more_together(tmp_path: Path) -> None:
    paths = []
    for make, _, _ in HOSTILE:
        path = tmp_path / f"{make.__name__}{'.ods' if 'in_ods' in make.__name__ else '.xlsx'}"
        make(path)
        paths.append(str(path))
    asked = [sys.executable, "-c", PEAK, *paths]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=100, cwd=ROOT, check=True)
    assert int(done.stdout) << 10 < MOST_BYTES


def test_a_million_styled_empty_rows_are_nothing(tmp_path: Path) -> None:
    (verdict,) = check(empty_rows(tmp_path / "file"))
    assert (verdict.ok, verdict.rows) == (True, 1)


def test_a_workbook_that_kills_its_reader_takes_no_other_with_it(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("APPROVALS_WORKBOOK_MB", "90")
    strings = "".join(f"<si><t>{n:0>30000}</t></si>" for n in range(3_200))
    deadly = write(tmp_path / "a", xlsx_parts({"走访": ROWS}, strings=strings))
    good = write(tmp_path / "b", xlsx_parts({"走访": ROWS}))
    verdicts = check(deadly, good, good)
    assert [verdict.rows for verdict in verdicts] == [0, 1, 1]
    assert "APPROVALS_WORKBOOK_MB" in verdicts[0].faults[0].message


def test_a_workbook_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("APPROVALS_WORKBOOK_SECONDS", "1")
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 100}</row>" for _ in range(60_000))
    slow = write(tmp_path / "a", xlsx_parts({"走访": f"<sheetData>{rows}</sheetData>"}))
    begun = time.monotonic()
    assert "APPROVALS_WORKBOOK_SECONDS" in check(slow)[0].faults[0].message
    assert time.monotonic() - begun < MOST_SECONDS


def test_a_sheet_full_of_cells_is_told_from_one_with_a_far_cell(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("APPROVALS_WORKBOOK_MB", "100")
    row = "".join(f'<c r="{letters(column)}{{0}}"><v>1</v></c>' for column in range(45))
    rows = "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, 50_000))
    full = write(tmp_path / "a", xlsx_parts({"走访": f"<sheetData>{rows}</sheetData>"}))
    assert "APPROVALS_WORKBOOK_MB" in check(full)[0].faults[0].message
