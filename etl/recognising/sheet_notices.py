"""What a person must be told of the sheet that was read: what is hidden, merged, on two rows, or not calculated."""

from __future__ import annotations

from etl.faults import Fault, notice
from etl.language import listed, quoted, said
from etl.reading.workbook import Sheet
from etl.recognising.merged_cells import settle_merged_cells
from etl.recognising.recognised import Recognised
from etl.recognising.row_numbers import in_words

_MOST_NAMED = 8


def tell_of_table(found: Recognised) -> list[Fault]:
    """Return what the person is told of the table before its cells are read; a sheet learns what to fill in."""
    faults = _levels(found) if found.header_rows > 1 else []
    if isinstance(found.table, Sheet):
        faults += [*_sheets(found, found.table), *_rows(found, found.table), *_columns(found, found.table)]
    return faults


def _levels(found: Recognised) -> list[Fault]:
    rows = f"{found.header_row - found.header_rows + 1}–{found.header_row}"
    named = [quoted(found.header[position]) for position in sorted(found.positions.values())]
    parts = {"rows": rows, "named": listed(named)}
    if found.header_rows == 2:
        words = said("表头分两行写（第 {rows} 行），已合在一起读作：{named}。请核对。", **parts)
    else:
        words = said("表头分三行写（第 {rows} 行），已合在一起读作：{named}。请核对。", **parts)
    return [notice("twoLevelHeader", words, found.header_row)]


def _sheets(found: Recognised, sheet: Sheet) -> list[Fault]:
    faults = []
    if sheet.is_page:
        words = said("这个文件其实是网页（HTML），只是换了后缀名；已按网页里的表格读取。")
        faults.append(notice("webPage", words))
    if not sheet.is_visible:
        words = said(
            "读的是隐藏的工作表“{sheet}”：看得见的工作表里没有认得的表头。请核对这是不是要报的表。", sheet=sheet.name
        )
        faults.append(notice("hiddenSheet", words))
    if found.others:
        others = [f"{quoted(name)} ({said(title)})" for name, title in list(found.others.items())[:_MOST_NAMED]]
        words = said(
            "读的是工作表“{sheet}”；{others}看来也是记录，没有读。需要的话请另存为单独的文件。",
            sheet=sheet.name,
            others=listed(others),
        )
        faults.append(notice("otherSheets", words))
    return faults


def _rows(found: Recognised, sheet: Sheet) -> list[Fault]:
    """Hidden rows and merged cells concern only rows that hold anything: the sheet is read once to know them."""
    hidden = [span for span in sheet.hidden_rows if span[1] > found.header_row]
    if not hidden and not any(region[0] > found.header_row for region in sheet.merged):
        return []
    filled = _filled(sheet, [*hidden, *((region[0], region[2]) for region in sheet.merged)], found.header_row)
    faults = settle_merged_cells(found, filled)
    rows = [row for first, last in hidden for row in range(first, min(last, max(filled, default=0)) + 1)]
    rows = [row for row in rows if row in filled and row not in sheet.left_out]
    if rows:
        words = said(
            "第 {rows} 行在表里是隐藏的（或被筛选掉的），也当作记录读了。如果不该报，请在原表里删去。",
            rows=in_words(rows),
            n=len(rows),
        )
        faults.append(notice("hiddenRows", words, rows[0]))
    return faults


def _filled(sheet: Sheet, spans: list[tuple[int, int]], header_row: int) -> dict[int, list[str]]:
    """The rows below the header, among ``spans``, that hold anything."""
    found: dict[int, list[str]] = {}
    waiting = sorted(spans, reverse=True)
    last = header_row
    for row, cells in sheet.rows():
        while waiting and waiting[-1][0] <= row:
            last = max(last, waiting.pop()[1])
        if header_row < row <= last and any(cell.strip() for cell in cells):
            found[row] = cells
        elif not waiting and row > last:
            break
    return found


def _columns(found: Recognised, sheet: Sheet) -> list[Fault]:
    faults = []
    headers = {position: found.header[position] for position in sorted(found.positions.values())}
    hidden = [
        quoted(header)
        for position, header in headers.items()
        if any(first <= position <= last for first, last in sheet.hidden_columns)
    ]
    if hidden:
        words = said("{named}在表里是隐藏的列，也照样读了。请核对里面的内容。", named=listed(hidden))
        faults.append(notice("hiddenColumns", words))
    for position, header in headers.items():
        if position in sheet.uncalculated:
            count, row = sheet.uncalculated[position]
            words = said(
                "“{h}”有 {count} 格公式没有算出结果（如第 {row} 行）：文件是程序生成的，没有用 Excel 打开过。"
                "请用 Excel 或 WPS 打开、保存，再上传。",
                h=header,
                count=count,
                row=row,
            )
            faults.append(notice("uncalculated", words, row, header))
        if position in sheet.without_year:
            count, row = sheet.without_year[position]
            words = said(
                "“{h}”有 {count} 格在表里只显示月和日（如第 {row} 行），年份按单元格里存的读。请核对年份。",
                h=header,
                count=count,
                row=row,
            )
            faults.append(notice("withoutYear", words, row, header))
    return faults
