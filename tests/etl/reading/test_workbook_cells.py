"""The cells of workbooks as they are shown: XLSX, XLS and ODS, each read as what it says or refused, never changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from etl.reading.workbook import Opened, open_workbooks
from tests.etl.reading.parts import data, ods_parts, text, write, xlsx_parts

# What is written, in which format, and what a person sees.
VALUES: list[tuple[Any, str, str]] = [
    (date(2025, 3, 5), "yyyy-mm-dd", "2025-03-05"),
    (date(2025, 3, 5), 'yyyy"年"m"月"d"日";@', "2025-03-05"),
    (date(2025, 3, 5), "m/d/yyyy", "2025-03-05"),
    (date(2025, 3, 5), "[$-804]aaaa;@", "2025-03-05"),
    (datetime(2025, 3, 5, 8, 30), "yyyy/m/d h:mm", "2025-03-05 08:30:00"),
    (date(2025, 3, 1), 'yyyy"年"m"月"', "2025年3月"),
    (date(2025, 3, 1), "mmm-yy", "2025年3月"),
    (date(2025, 3, 5), 'm"月"d"日"', "2025-03-05"),
    (date(2025, 3, 5), "yyyy", "2025"),
    (time(14, 30), "h:mm", "14:30:00"),
    (timedelta(hours=30, minutes=5), "[h]:mm", "30:05:00"),
    (0.711, "0.0%", "71.1%"),
    (1.05, "0%", "105%"),
    (0.07, "0%", "7%"),
    (12, "0000", "0012"),
    (12, '"P"000', "P012"),
    (12000.5, "#,##0.00", "12000.5"),
    (44990, "General", "44990"),
    (40742.696, "General", "40742.696"),
    (370212202500001234, "0", "3.70E+17"),
    (123456789012345, "0", "123456789012345"),
    (0.1 + 0.2, "General", "0.3"),
    (1e-7, "General", "0.0000001"),
    (-3, "General", "-3"),
    (True, "General", "是"),
    (False, "General", "否"),
    ("'0012", "General", "'0012"),
    ('第一行\n第二行，"引号"', "General", '第一行\n第二行，"引号"'),
    (" 前后 ", "General", " 前后 "),
    ("2023-03-05", "yyyy-mm-dd", "2023-03-05"),
    ("", "General", ""),
]
SHOWN = [shown for _, _, shown in VALUES]


def as_xlsx(folder: Path, is_1904: bool = False) -> Path:
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": is_1904}) as book:
        sheet = book.add_worksheet("一")
        for row, (value, format, _) in enumerate(VALUES):
            sheet.write(row, 1, value, book.add_format({"num_format": format}))
    return path


def as_xls(folder: Path, is_1904: bool = False) -> Path:
    book = xlwt.Workbook()
    book.dates_1904 = is_1904
    sheet = book.add_sheet("一")
    for row, (value, format, _) in enumerate(VALUES):
        # xlwt counts from 1900 whatever the workbook says.
        number = value
        if isinstance(value, timedelta):
            number = value / timedelta(days=1)
        elif is_1904 and isinstance(value, date):
            number = (datetime(*value.timetuple()[:6]) - datetime(1904, 1, 1)) / timedelta(days=1)
        sheet.write(row, 1, number, xlwt.easyxf(num_format_str=format))
    book.save(folder / "a.xls")
    return folder / "a.xls"


def read(path: Path) -> Opened:
    """Open the workbook; its files stay beside it."""
    return open_workbooks([path], path.parent)[path]


def cells(path: Path, column: int = 1) -> list[str]:
    """Return the cells of a column of the first sheet."""
    opened = read(path)
    assert not opened.refused
    return [(row[1][column : column + 1] or [""])[0] for row in opened.sheets[0].rows()]


@pytest.mark.parametrize("make", [as_xlsx, as_xls])
@pytest.mark.parametrize("is_1904", [False, True])
def test_every_kind_of_value_is_read_as_it_is_shown(make: Callable[..., Path], is_1904: bool, tmp_path: Path) -> None:
    path = make(tmp_path, is_1904)
    found = cells(path)
    assert dict(enumerate(found)) == dict(enumerate(SHOWN[: len(found)]))
    assert all(not shown for shown in SHOWN[len(found) :])
    (sheet,) = read(path).sheets
    assert (sheet.is_1904, sheet.without_year) == (is_1904, {1: (1, 8)})


def ods_cell(kind: str, shown: str, **values: str) -> str:
    """Return the XML of a cell as LibreOffice writes it."""
    said = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in values.items() if name != "error")
    error = ' calcext:value-type="error" table:formula="of:=1"' if "error" in values else ""
    return f'<table:table-cell office:value-type="{kind}"{said}{error}><text:p>{shown}</text:p></table:table-cell>'


NOTE = "<office:annotation><text:p>批注</text:p></office:annotation>"
ODS = [
    (ods_cell("date", "2025-03-05", date_value="2025-03-05"), "2025-03-05"),
    (ods_cell("date", "25-3-5 8:30", date_value="2025-03-05T08:30:00"), "2025-03-05 08:30:00"),
    (ods_cell("date", "2025年3月", date_value="2025-03-01"), "2025年3月"),
    (ods_cell("date", "3月5日", date_value="2025-03-05"), "2025-03-05"),
    (ods_cell("time", "14:30", time_value="PT14H30M00S"), "14:30:00"),
    (ods_cell("percentage", "71.1%", value="0.711"), "71.1%"),
    (ods_cell("currency", "￥35,300.00", value="35300"), "35300"),
    (ods_cell("float", "0012", value="12"), "0012"),
    (ods_cell("float", "3.70E+17", value="370212202500001234"), "3.70E+17"),
    (ods_cell("float", "0.3", value="0.300000000000000044"), "0.3"),
    (ods_cell("boolean", "TRUE", boolean_value="true"), "是"),
    (ods_cell("boolean", "FALSE", boolean_value="false"), "否"),
    (ods_cell("string", "#REF!", string_value="", error="1"), "#REF!"),
    (ods_cell("string", "Err:502", string_value="", error="1"), "#VALUE!"),
    (ods_cell("float", "#DIV/0!", value="0", error="1"), "#DIV/0!"),
    ('<table:table-cell table:formula="of:=A1"/>', "#CALC!"),
    (ods_cell("string", "一<text:s text:c='2'/>二<text:span>三</text:span><text:line-break/>四</text:p><text:p>五"),
     "一  二三\n四\n五"),
    (ods_cell("string", '<text:a href="http://x">点这里</text:a>'), "点这里"),
    (ods_cell("string", "有批注").replace("<text:p>", f"{NOTE}<text:p>"), "有批注"),
    (ods_cell("string", "&lt;script&gt;&amp;"), "<script>&"),
]  # fmt: skip


def test_an_ods_is_read_as_it_is_shown(tmp_path: Path) -> None:
    rows = "".join(f"<table:table-row><table:table-cell/>{cell}</table:table-row>" for cell, _ in ODS)
    blank = '<table:table-row table:number-rows-repeated="1048000">'
    blank += '<table:table-cell table:number-columns-repeated="16384"/>'
    table = f'<table:table table:name="一">{rows}{blank}</table:table-row></table:table>'
    path = write(tmp_path / "a.ods", ods_parts(table)).path
    assert dict(enumerate(cells(path))) == dict(enumerate(shown for _, shown in ODS))
    assert read(path).sheets[0].without_year == {1: (1, 4)}


def test_repeated_cells_and_rows_of_an_ods_are_each_read(tmp_path: Path) -> None:
    cell = ods_cell("string", "x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')
    row = f'<table:table-row table:number-rows-repeated="3"><table:table-cell/>{cell}</table:table-row>'
    gap = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    path = write(tmp_path / "a.ods", ods_parts(f'<table:table table:name="一">{row}{gap}{row}</table:table>')).path
    found = [(number, row) for number, row in read(path).sheets[0].rows() if any(row)]
    assert found == [(number, ["", "x", "x"]) for number in (1, 2, 3, 6, 7, 8)]


XML = [
    ('<c r="B{}" t="e"><v>#REF!</v></c>', "#REF!"),
    ('<c r="B{}" t="e"><f>NA()</f><v>#N/A</v></c>', "#N/A"),
    ('<c r="B{}"><f>SUM(A1)</f></c>', "#CALC!"),
    ('<c r="B{}"><f t="shared" si="0"/></c>', "#CALC!"),
    ('<c r="B{}"><f t="shared" si="0"/><v>7</v></c>', "7"),
    ('<c r="B{}" t="str"><f>HYPERLINK("http://x","点这里")</f><v>点这里</v></c>', "点这里"),
    ('<c r="B{}" t="str"><f>A1&amp;""</f><v></v></c>', ""),
    ('<c r="B{}" t="inlineStr"><is><r><t>富</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 文本</t></r></is></c>',
     "富 文本"),
    ('<c r="B{}" t="s"><v>0</v></c>', "汉字"),
    ('<c r="B{}" t="d"><v>2025-03-05</v></c>', "2025-03-05"),
    ('<c r="B{}" t="b"><v>1</v></c>', "是"),
    ('<c r="B{}"><v>1E2</v></c>', "100"),
    ('<c r="B{}" s="1"/>', ""),
    ("<c r='B{}' s='1'><v>0.5</v></c>", "50%"),
    ('<c r="B{}" t="inlineStr"><is><t><![CDATA[<c t="e">]]></t></is></c>', '<c t="e">'),
    ('<c r="B{}" t="s"><v>1</v></c>', "第一行\n第二行"),
    ('<c r="B{}" s="2"><v>45658</v></c>', "2025-01-01"),
]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_of_an_xlsx_that_other_programs_wrote(prefix: str, tmp_path: Path) -> None:
    rows = data(*(text(f"A{n}", "x") + cell.format(n) for n, (cell, _) in enumerate(XML, 1)))
    strings = "<si><t>汉字</t><rPh><t>han</t></rPh></si><si><t>第一行\n第二行</t></si>"
    parts = xlsx_parts({"一": rows}, styles=["0%", "yyyy\\-mm\\-dd"], strings=strings)
    if prefix:
        sheet = parts["xl/worksheets/sheet1.xml"].replace('<![CDATA[<c t="e">]]>', '&lt;c t="e">')
        for tag in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "r", "rPr", "b"):
            for mark in (f"<{tag}>", f"<{tag} ", f"<{tag}/", f"</{tag}>"):
                sheet = sheet.replace(mark, mark.replace(tag, prefix + tag, 1))
        parts["xl/worksheets/sheet1.xml"] = sheet.replace("xmlns=", "xmlns:x=")
    path = write(tmp_path / "a.xlsx", parts).path
    assert dict(enumerate(cells(path))) == dict(enumerate(shown for _, shown in XML))
    assert read(path).sheets[0].uncalculated == {1: (2, 3)}


def test_cells_without_addresses_stand_one_after_the_other(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c t='e'><v>#N/A</v></c><c/><c><f>A1</f></c></row><row/><row><c><v>2</v></c></row>"
    path = write(tmp_path / "a.xlsx", xlsx_parts({"一": f"<sheetData>{rows}</sheetData>"})).path
    assert [row for _, row in read(path).sheets[0].rows()] == [["1", "#N/A", "", "#CALC!"], [""] * 4, ["2", "", "", ""]]


def test_a_number_in_a_workbook_that_counts_from_1904_is_another_day(tmp_path: Path) -> None:
    parts = xlsx_parts({"一": data('<c r="A1"><v>44268</v></c>')}, head='<workbookPr date1904="1"/>')
    (sheet,) = read(write(tmp_path / "a.xlsx", parts).path).sheets
    assert [row for _, row in sheet.rows()] == [["44268"]]
    assert [row for _, row in sheet.rows(frozenset([0]))] == [["2025-03-14"]]
    assert sheet.serials == {0: 1}


def test_excels_own_chinese_formats_are_days(tmp_path: Path) -> None:
    """Excel writes only the number of the format, 31 for 2025年3月5日, and the fast reader does not know it."""
    parts = xlsx_parts({"一": data(*(f'<c r="A{n}" s="{n}"><v>45721</v></c>' for n in range(1, 5)))})
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in (31, 57, 58, 14))
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace("</cellXfs>", f"{formats}</cellXfs>")
    path = write(tmp_path / "a.xlsx", parts).path
    assert cells(path, 0) == ["2025-03-05", "2025年3月", "2025-03-05", "2025-03-05"]


def test_what_is_drawn_with_no_height_or_width_is_hidden(tmp_path: Path) -> None:
    columns = '<cols><col min="1" max="1" width="9"/><col min="2" max="3" width="0" customWidth="1"/></cols>'
    rows = data(text("A1", "x"), text("A2", "y")).replace('<row r="2">', '<row r="2" ht="0" customHeight="1">')
    (sheet,) = read(write(tmp_path / "a.xlsx", xlsx_parts({"一": columns + rows})).path).sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == ([(2, 2)], [(1, 2)])


def test_two_sheets_of_one_name_are_never_taken_for_each_other(tmp_path: Path) -> None:
    parts = xlsx_parts({"一": data(text("A1", "x")), "二": data(text("A1", "y"))})
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("二", "一")
    assert read(write(tmp_path / "a.xlsx", parts).path).rule == "brokenWorkbook"


def test_any_text_comes_back_as_it_was_written(tmp_path: Path) -> None:
    dice = random.Random(7)
    letters = "aA1 ,;|\t\n\"'=+-@#<>&%_xX0\u00a0\u3000\u200b汉字，。￥１Ａ😀é\\/"
    written = [["".join(dice.choices(letters, k=dice.randrange(12))) for _ in range(6)] for _ in range(300)]
    written += [["_x0041_", "_x000D_", "&amp;", "]]>", "\ufeffa", "x" * 32_000]]
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(written):
            for column, cell in enumerate(line):
                sheet.write_string(row, column, cell)
    assert [row for _, row in read(path).sheets[0].rows()] == written
