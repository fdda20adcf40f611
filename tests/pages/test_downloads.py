"""What is taken away is what was on the page: Chinese survives, and no cell is run as a formula."""

from __future__ import annotations

import csv
import io
from datetime import date

from python_calamine import CalamineWorkbook

from pages.parts.downloads import as_xlsx, html_table
from queries.csv_text import as_csv, harmless

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


def test_a_table_on_the_page_escapes_what_it_shows() -> None:
    assert "<script>" not in html_table(["a"], [["<script>alert(1)</script>"]])
