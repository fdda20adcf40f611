"""What is hidden in a workbook: rows and columns are read and said; a hidden sheet only when no visible one will do."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt

from etl.recognising.source import Source
from tests.etl.files import check
from tests.etl.reading.parts import ods_parts, write
from tests.etl.recognising.sheets import VISITS, column, drawn, judge, visit

ROWS = [VISITS, *(visit(f"V{n}", "手续") for n in range(1, 6))]


def as_xlsx(folder: Path) -> Source:
    def draw(sheet) -> None:
        for row in (2, 3, 9):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column("D:E", None, None, {"hidden": True})

    return drawn(folder, ("走访", ROWS, draw))


def as_xls(folder: Path) -> Source:
    book = xlwt.Workbook()
    sheet = book.add_sheet("走访")
    for row, cells in enumerate(ROWS):
        for place, cell in enumerate(cells):
            sheet.write(row, place, cell)
    for row in (2, 3):
        sheet.row(row).hidden = True
    sheet.col(3).hidden = sheet.col(4).hidden = True
    book.save(folder / "a.xls")
    return Source("走访.xls", folder / "a.xls")


def as_ods(folder: Path) -> Source:
    columns = '<table:table-column table:number-columns-repeated="3"/>'
    columns += '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    rows = ""
    for row, cells in enumerate(ROWS):
        shown = ' table:visibility="filter"' if row in (2, 3) else ""
        texts = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cells
        )
        rows += f"<table:table-row{shown}>{texts}</table:table-row>"
    return write(
        folder / "a.ods", ods_parts(f'<table:table table:name="走访">{columns}{rows}</table:table>'), "走访.ods"
    )


@pytest.mark.parametrize("make", [as_xlsx, as_xls, as_ods])
def test_hidden_rows_and_columns_are_read_and_said(make, tmp_path: Path) -> None:
    source = make(tmp_path)
    judge(source, "hiddenRows", "第 3–4 行在表里是隐藏的", "Rows 3–4 are hidden", row=3)
    verdict = judge(source, "hiddenColumns", "“走访方式”、“走访专班”在表里是隐藏的列", '"走访方式", "走访专班"')
    assert (verdict.ok, verdict.rows) == (True, 5)
    assert column(verdict, "走访方式") == ["现场"] * 5


def test_hidden_rows_without_a_record_are_nothing(tmp_path: Path) -> None:
    def draw(sheet) -> None:
        for row in (0, 20, 30):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column("T:X", None, None, {"hidden": True})

    assert check(drawn(tmp_path, ("走访", ROWS, draw)))[0].faults == []


def test_a_hidden_sheet_is_left_alone_when_a_visible_one_has_a_header(tmp_path: Path) -> None:
    worse = [row[:4] for row in ROWS]
    source = drawn(tmp_path, ("旧", ROWS, lambda sheet: sheet.hide()), ("走访", worse, lambda sheet: sheet.activate()))
    (verdict,) = check(source)
    assert (verdict.sheet, [fault.rule for fault in verdict.faults]) == ("走访", ["missing_column"])


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
def test_a_hidden_sheet_is_read_when_nothing_else_will_do_and_said(hide: str, tmp_path: Path) -> None:
    def draw(sheet) -> None:
        getattr(sheet, hide)()

    source = drawn(tmp_path, ("说明", [["请看数据"]], lambda sheet: sheet.activate()), ("数据", ROWS, draw))
    verdict = judge(source, "hiddenSheet", "读的是隐藏的工作表“数据”", 'The hidden sheet "数据" was read')
    assert (verdict.ok, verdict.rows) == (True, 5)


def test_every_other_visible_sheet_with_records_is_named_with_its_type(tmp_path: Path) -> None:
    meetings = [["会议编号", "项目代码", "会议日期", "会议类型"], ["M1", "P1", "2025-06-03", "调度会"]]
    source = drawn(
        tmp_path, ("说明", [["走访"]], None), ("六月", ROWS, None), ("会议", meetings, None), ("五月", ROWS[:3], None)
    )
    zh = "读的是工作表“六月”；“会议” (调度会议记录)、“五月” (走访服务记录)看来也是记录，没有读"
    verdict = judge(source, "otherSheets", zh, '"会议" (Meetings), "五月" (')
    assert (verdict.sheet, verdict.rows) == ("六月", 5)


def test_the_hidden_sheets_of_an_ods_are_hidden_too(tmp_path: Path) -> None:
    shown = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="ta2" style:family="table">{shown}</style:style>'

    def table(name: str, rows: list[list[str]], more: str = "") -> str:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
        return f'<table:table table:name="{name}"{more}>{lines}</table:table>'

    hidden = table("旧", ROWS, ' table:style-name="ta2"')
    source = write(tmp_path / "a", ods_parts(hidden + table("走访", ROWS[:3]), style), "走访.ods")
    (verdict,) = check(source)
    assert (verdict.sheet, verdict.rows, verdict.faults) == ("走访", 2, [])
    alone = write(tmp_path / "b", ods_parts(hidden, style), "走访.ods")
    judge(alone, "hiddenSheet", "读的是隐藏的工作表“旧”", 'The hidden sheet "旧" was read')
