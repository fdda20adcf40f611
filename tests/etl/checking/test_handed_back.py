"""The file handed back: every wrong cell coloured, every sentence beside its row; mended in Excel it passes."""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.checking.check_alone import check_files
from etl.checking.handed_back import hand_back
from etl.checking.text_table import rows_as_read
from etl.faults import FileCheck
from etl.forms import error_workbook
from etl.language import in_language
from etl.reading.read import open_all
from etl.recognising.mends import Mend
from etl.recognising.source import Source
from tests.etl.files import VISITS, check, source, workbook, wrong
from tests.etl.test_commands import answer, run

_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROWS = [
    ["V1", "P1", "2025-02-30", "现场", "施工许可"],
    ["V2", "P1", "2025-06-03", "到现场", "没有的组"],
    ["V3", "P1", "2025-06-04", "现场", "施工许可"],
    ["V3", "P1", "2025-06-05", "现场", "施工许可"],
]
# Row and column in the file as given → what puts it right.
RIGHT = {(0, 2): "2025-02-28", (1, 3): "现场", (1, 4): "施工许可", (3, 0): "V4"}


@dataclass
class Opened:
    """A workbook as a person sees it: cells by row and column from 0, which are coloured, and the notes on them."""

    cells: list[list[Any]]
    coloured: set[tuple[int, int]]
    notes: dict[tuple[int, int], str]
    sheets: list[str]


def handed(given: Source, path: Path) -> FileCheck:
    with check_files([given]) as staged:
        (verdict,) = staged.files
        verdict.faults = list(staged.faults(verdict))
        hand_back(staged, verdict, path)
        return verdict


def opened(path: Path) -> Opened:
    book = python_calamine.CalamineWorkbook.from_path(path)
    cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    with zipfile.ZipFile(path) as packed:
        styles = ElementTree.fromstring(packed.read("xl/styles.xml"))
        fills = [fill.find(f".//{_CELL}fgColor") for fill in styles.iter(f"{_CELL}fill")]
        red = {n for n, colour in enumerate(fills) if colour is not None and colour.get("rgb") == "FFFFC7CE"}
        formats = styles.find(f"{_CELL}cellXfs")
        assert formats is not None
        reds = {str(n) for n, entry in enumerate(formats) if int(entry.get("fillId", "0")) in red}
        sheet = packed.read("xl/worksheets/sheet1.xml")
        coloured = {place(c.get("r")) for c in ElementTree.fromstring(sheet).iter(f"{_CELL}c") if c.get("s") in reds}
        notes = {}
        if "xl/comments1.xml" in packed.namelist():
            for note in ElementTree.fromstring(packed.read("xl/comments1.xml")).iter(f"{_CELL}comment"):
                notes[place(note.get("ref"))] = "".join(note.itertext())
    return Opened(cells, coloured, notes, book.sheet_names)


def place(name: str | None) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z])(\d+)", name or "")
    assert found
    return int(found[2]) - 1, ord(found[1]) - ord("A")


def table(kind: str, folder: Path, rows: list[list[str]]) -> Source:
    """Return a file of visits under two banner lines, as a clerk of each office would send it."""
    lines = [["走访服务记录"], [], VISITS.split(","), *rows]
    if kind == "xlsx":
        return workbook(folder, "走访服务记录.xlsx", {"六月": lines})
    mark = {"csv": ",", "tsv": "\t"}[kind]
    width = len(lines[2])
    text = "\n".join(mark.join(line + [""] * (width - len(line))) for line in lines)
    return source(folder, f"走访服务记录.{kind}", text + "\n", "gb18030")


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_wrong_cell_is_coloured_and_every_sentence_stands_there(kind: str, language: str, tmp_path: Path) -> None:
    with in_language(language):
        verdict = handed(table(kind, tmp_path, ROWS), tmp_path / "错.xlsx")
    found = opened(tmp_path / "错.xlsx")
    # The header stands in the third row as before; our column comes first and moves the others by one.
    assert found.cells[2] == ["错误说明" if language == "zh" else "What is wrong", *VISITS.split(",")]
    assert found.coloured == {(row + 3, column + 1) for row, column in RIGHT}
    assert set(found.notes) == found.coloured
    refused = [fault for fault in verdict.faults if fault.severity == "refuse"]
    assert len(refused) == len(RIGHT)
    for fault in refused:
        assert fault.row
        assert fault.message in found.cells[fault.row - 1][0]
        column = VISITS.split(",").index(fault.column) + 1
        assert fault.message in found.notes[fault.row - 1, column]
    assert [bool(row[0]) for row in found.cells[3:]] == [True, True, False, True]
    assert len(found.sheets) == 3


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
def test_mended_in_excel_and_uploaded_again_it_passes(kind: str, tmp_path: Path) -> None:
    handed(table(kind, tmp_path, ROWS), tmp_path / "错.xlsx")
    again = Source("走访服务记录（改好）.xlsx", tmp_path / "错.xlsx")
    assert len(wrong(check(again)[0])) == len(RIGHT)
    cells = opened(tmp_path / "错.xlsx").cells
    for (row, column), value in RIGHT.items():
        cells[row + 3][column + 1] = value
    mended = workbook(tmp_path, "改好.xlsx", {"六月": cells, "整个文件的问题": [["4 行要改"], ["1", "走访日期"]]})
    verdict = check(mended)[0]
    assert (verdict.ok, verdict.rows, verdict.header_row) == (True, 4, 3)
    assert "“错误说明”列是上次核对写进去的说明，没有导入。" in {fault.message for fault in verdict.faults}


def test_handed_back_twice_it_has_one_column_of_faults_and_the_rows_where_they_were(tmp_path: Path) -> None:
    handed(table("csv", tmp_path, ROWS), tmp_path / "1.xlsx")
    handed(Source("1.xlsx", tmp_path / "1.xlsx"), tmp_path / "2.xlsx")
    assert opened(tmp_path / "2.xlsx").cells == opened(tmp_path / "1.xlsx").cells


def test_what_stops_the_whole_file_stands_on_the_second_sheet_and_marks_its_header(tmp_path: Path) -> None:
    text = f"{VISITS.replace('走访日期', '哪天')}\n{','.join(ROWS[0])}\n"
    handed(source(tmp_path, "走访服务记录.csv", text), tmp_path / "错.xlsx")
    found = opened(tmp_path / "错.xlsx")
    assert found.coloured == {(0, 3)}
    second = python_calamine.CalamineWorkbook.from_path(tmp_path / "错.xlsx").get_sheet_by_index(1).to_python()
    told = "\n".join(str(cell) for row in second for cell in row)
    assert "没有“哪天”这一列" in told
    assert "缺少必填列“走访日期”" in told


def test_what_was_put_right_on_the_way_is_put_right_in_it(tmp_path: Path) -> None:
    given = table("csv", tmp_path, ROWS)
    given = Source(given.name, given.path, mends=(Mend("visited_on", "2025-02-28", row=4),))
    handed(given, tmp_path / "错.xlsx")
    found = opened(tmp_path / "错.xlsx")
    assert str(found.cells[3][3]) == "2025-02-28"
    assert (3, 3) not in found.coloured


def test_of_a_huge_file_only_the_bad_rows_come_back_with_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.checking.handed_back.MOST_CELLS", 10)
    handed(table("csv", tmp_path, ROWS), tmp_path / "错.xlsx")
    found = opened(tmp_path / "错.xlsx")
    assert [row[1] for row in found.cells] == ["行号", "4", "5", "7"]
    verdict = check(Source("错.xlsx", tmp_path / "错.xlsx"))[0]
    # V3 stands here once: what repeated it stayed in the file it came from.
    assert [(row, column) for row, column, _, _ in wrong(verdict)] == [
        (2, "走访日期"),
        (3, "走访方式"),
        (3, "走访专班"),
    ]


def test_notes_are_few_enough_for_excel_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(error_workbook, "MOST_NOTES", 2)
    handed(table("csv", tmp_path, ROWS), tmp_path / "错.xlsx")
    found = opened(tmp_path / "错.xlsx")
    assert (len(found.notes), len(found.coloured)) == (2, 4)


# A cell may hold what XML writes otherwise: line ends, control characters, Excel's own way of writing them.
WRITTEN = st.sampled_from(
    ["_x0041_", "a\r\nb", " a ", "=1+1", "\x01", "<r>&lt;</r>", "12", "-0", "1.50", "00123", "2025-06-03", "2025-02-30"]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t\x01"), max_size=12)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(WRITTEN, min_size=5, max_size=5), min_size=1, max_size=6), st.integers(0, 3))
def test_no_other_cell_changes_whatever_stands_in_it(rows: list[list[str]], banner: int) -> None:
    lines = [["走访服务记录", "", "", "", ""]] * banner + [VISITS.split(","), *rows, ROWS[0]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
        handed(source(folder, "走访服务记录.csv", text), folder / "错.xlsx")
        sheet = open_all([folder / "错.xlsx"], folder)[folder / "错.xlsx"].sheets[0]
        back = {row: [*cells, *[""] * (6 - len(cells))] for row, cells in sheet.rows()}
        for row, cells in enumerate(lines, start=1):
            assert back.get(row, [""] * 6)[1:] == cells, row


def test_the_command_writes_it_beside_its_answer(tmp_path: Path) -> None:
    given = table("csv", tmp_path, ROWS)
    done = run(tmp_path / "w", "check", str(given.path), "--errors", str(tmp_path / "错.xlsx"), "--json")
    assert (done.returncode, len(answer(done)["files"][0]["faults"])) == (1, len(RIGHT))
    assert len(opened(tmp_path / "错.xlsx").coloured) == len(RIGHT)
    right = source(tmp_path, "走访服务记录2025-05.csv", f"{VISITS}\n{','.join(ROWS[2])}\n")
    assert run(tmp_path / "w", "check", str(right.path), "--errors", str(tmp_path / "无.xlsx")).returncode == 0
    assert not (tmp_path / "无.xlsx").exists()
    for wrong_use in (["--errors", "a.csv"], ["--errors", "nowhere/a.xlsx"], [str(right.path), "--errors", "a.xlsx"]):
        assert run(tmp_path / "w", "check", str(given.path), *wrong_use).returncode == 2
    no_table = source(tmp_path, "报告.csv", b"%PDF-1.7")
    refused = run(tmp_path / "w", "check", str(no_table.path), "--errors", str(tmp_path / "无.xlsx"))
    assert (refused.returncode, "没有认出表格" in refused.stderr) == (1, True)


AREAS = ["0", "-0", "12", "1.5", "1.50", "012", "12345678901234567", "0.1", "1,200", "-3", "1e5", "１２"]


def test_a_number_is_written_as_one_only_where_it_reads_back_the_same(tmp_path: Path) -> None:
    header = "受理编号,项目代码,验收方式,建筑面积(㎡),申请日期"
    lines = [f'Y{n},P1,联合验收,"{area}",待定' for n, area in enumerate(AREAS)]
    given = source(tmp_path, "联合验收台账.csv", "\n".join([header, *lines]) + "\n")
    handed(given, tmp_path / "错.xlsx")
    cells = [row[4] for row in opened(tmp_path / "错.xlsx").cells[1:]]
    assert [type(cell) is float for cell in cells] == [area in ("0", "12", "1.5", "0.1") for area in AREAS]
    with check_files([Source("错.xlsx", tmp_path / "错.xlsx")]) as staged:
        (file,) = staged.stacks[0].files
        assert [row[4] for _, row in rows_as_read(file.found)][1:] == AREAS
