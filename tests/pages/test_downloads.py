"""What is taken away is what was on the page: Chinese survives, and no cell is run as a formula."""

from __future__ import annotations

import csv
import io
import re
import weakref
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from pages.parts.downloads import MOST_TAKEN_AWAY, as_xlsx, html_table
from pages.parts.take_away.cells import Average, Count, Share
from pages.parts.take_away.workbook import Sheet, workbook
from queries.csv_text import as_csv, harmless

# Number formats that a workbook need not spell out.
BUILT_IN = {"3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@"}
HEADER = ["项目名称", "日期", "数"]
ROWS = [["浮山“湾”里, 一期", date(2025, 6, 30), 27], ['=HYPERLINK("x")', None, 1.5], ["@SUM(A1)", date(2025, 1, 2), 0]]


def test_csv_opens_with_a_bom_and_keeps_every_character() -> None:
    made = as_csv(HEADER, ROWS)
    assert made.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert back[0] == HEADER
    assert back[1] == ["浮山“湾”里, 一期", "2025-06-30", "27"]


def test_a_text_that_begins_like_a_formula_is_made_harmless() -> None:
    back = list(csv.reader(io.StringIO(as_csv(HEADER, ROWS).decode("utf-8-sig"))))
    assert back[2][0].startswith("'=")
    assert back[3][0].startswith("'@")
    assert harmless(-5) == -5


def test_xlsx_holds_texts_as_texts_numbers_as_numbers_and_days_as_days() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(HEADER, ROWS))).get_sheet_by_index(0).to_python()
    assert sheet[0] == HEADER
    assert sheet[1] == ["浮山“湾”里, 一期", date(2025, 6, 30), 27.0]
    # A formula would read back as its (empty) result; a text reads back as written.
    assert sheet[2][0] == '=HYPERLINK("x")'


def test_a_text_that_looks_like_the_files_own_markup_stays_a_text() -> None:
    cells = ["<r><t>x</t></r>", "a & b < c", "_x0041_", "https://example.org", "第一行\n第二行", "00123", "1E5"]
    sheet = opened(as_xlsx([str(n) for n in range(len(cells))], [cells])).get_sheet_by_index(0).to_python()
    assert sheet[1] == cells


def test_every_kind_of_cell_is_shown_as_what_it_is() -> None:
    row = [Share(27 / 38), Average(8.44), Count(1234), 12345, date(2025, 6, 30), 2.5, True, None]
    made = as_xlsx([str(n) for n in range(len(row))], [row], [("名称", "表")])
    shown = formats(made)
    assert [shown.get(f"{letter}2") for letter in "ABCDEF"] == [
        "0.0%",
        "#,##0.0",
        "#,##0",
        "0",
        "yyyy-mm-dd",
        "#,##0.0##",
    ]
    back = opened(made).get_sheet_by_index(0).to_python()[1]
    assert back[:5] == [27 / 38, 8.44, 1234.0, 12345.0, date(2025, 6, 30)]
    assert back[6] == "是"
    line = as_csv(["a"], [row[:6]]).decode("utf-8-sig").splitlines()[1]
    assert line == "71.1%,8.4,1234,12345,2025-06-30,2.5"


def test_a_sheet_is_ready_to_be_read_filtered_and_printed() -> None:
    made = as_xlsx(HEADER, ROWS, [("名称", "走访 & 服务")], "走访 & 服务")
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        sheet, styles = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))
        names = book.read("xl/workbook.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:C4"/>' in sheet
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "Print_Titles" in names
    assert 'name="走访 &amp; 服务"' in names
    assert 'name="说明"' in names
    assert 'val="Microsoft YaHei"' in styles


def test_two_tables_of_one_name_and_a_long_one_get_tabs_of_their_own() -> None:
    book = workbook([Sheet("表/甲", ["a"], []), Sheet("表?甲", ["a"], []), Sheet("长" * 40, ["a"], [])], [])
    assert opened(book).sheet_names == ["表·甲", "表·甲 2", "长" * 31]


def test_a_hundred_thousand_rows_are_written_as_they_come() -> None:
    alive: weakref.WeakSet[Row] = weakref.WeakSet()
    most = 0

    def rows() -> Iterator[Row]:
        nonlocal most
        for number in range(100_000):
            row = Row([f"P{number:06d}", number])
            alive.add(row)
            most = max(most, len(alive))
            yield row

    back = opened(as_xlsx(["代码", "数"], rows())).get_sheet_by_index(0).to_python()
    assert len(back) == 100_001
    assert back[-1] == ["P099999", 99_999.0]
    assert most < 1_000


class Row(list[object]):
    """A row that can be watched."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def formats(content: bytes) -> dict[str, str]:
    """Return cell → the number format it is shown in, as the file itself says."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet, styles = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))
    known = {"1": "0", **dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))}
    used = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    cells = re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet)
    return {cell: known.get(used[int(style)], BUILT_IN.get(used[int(style)], "")) for cell, style in cells}


def test_a_table_on_the_page_escapes_what_it_shows() -> None:
    assert "<script>" not in html_table(["a"], [["<script>alert(1)</script>"]])


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_table_longer_than_one_file_holds_says_so_beside_its_buttons(beyond: int) -> None:
    def page(total: int) -> None:
        from pages.parts import downloads, words

        words.speak("zh")
        downloads.buttons_for(lambda: (["n"], []), "long", (), total)

    app = AppTest.from_function(page, kwargs={"total": MOST_TAKEN_AWAY + beyond}).run()
    assert not app.exception
    assert len(app.get("download_button")) == 2
    assert ("下载最多 200,000 行" in "".join(str(html.proto) for html in app.get("html"))) == bool(beyond)
