"""Merged cells below the header: the value of the first cell is given to the others, or not, and the person is told."""

from __future__ import annotations

import re

from etl.faults import Fault, notice
from etl.language import said
from etl.reading.workbook import Sheet
from etl.recognising.recognised import Recognised
from etl.recognising.row_numbers import in_words

# Totals and notes are merged across as a matter of course: they are left out by themselves.
_NO_RECORD = re.compile(r".{0,12}(合计|小计|总计|共计|累计|总和)[:：]?|[^:：]{0,12}[:：].*", re.S)


def settle_merged_cells(found: Recognised, filled: dict[int, list[str]]) -> list[Fault]:
    """Tell the sheet of ``found`` which merged cells to fill in; returns what the person is told.

    ``filled`` are the rows below the header that hold anything, by their number. A value merged over several rows is
    that of each; not so in the key, where several rows under one code would be one record.
    """
    sheet = found.table
    assert isinstance(sheet, Sheet)
    headers = {position: found.header[position] for position in found.positions.values()}
    key = [found.positions[name] for name in found.schema.key if name in found.positions]
    last_filled = max(filled, default=0)
    down: dict[int, list[int]] = {}
    across: dict[tuple[int, int], list[int]] = {}
    for top, first, bottom, last in sheet.merged:
        places = [position for position in headers if first <= position <= last]
        if top <= found.header_row or not places:
            continue
        rows = [row for row in range(top, min(bottom, last_filled) + 1) if row in filled]
        if bottom == top and len(places) == len(headers) and _is_alone(filled.get(top, []), first):
            sheet.left_out.add(top)
        elif last > first:
            across.setdefault((min(places), max(places)), []).extend(
                row for row in rows if _is_record(filled[row], key, first)
            )
        if bottom > top and first in headers:
            down.setdefault(first, []).extend(row for row in rows if row > top)
            if [first] != key:
                sheet.fills.append((top, bottom, first))
    faults = [_down(headers[position], sorted(rows), [position] == key) for position, rows in down.items() if rows]
    faults += [_across(headers, ends, sorted(rows)) for ends, rows in across.items() if rows]
    if sheet.left_out:
        words = said(
            "第 {rows} 行是横贯整行的标题，不是记录，没有导入。", rows=in_words(sheet.left_out), n=len(sheet.left_out)
        )
        faults.append(notice("bannerRow", words, min(sheet.left_out)))
    return faults


def _is_alone(cells: list[str], first: int) -> bool:
    others = any(cell.strip() for place, cell in enumerate(cells) if place != first)
    return bool(cells) and bool(cells[first].strip()) and not others and not _NO_RECORD.fullmatch(cells[first].strip())


def _is_record(cells: list[str], key: list[int], first: int) -> bool:
    return all(cells[position].strip() for position in key) and not _NO_RECORD.fullmatch(cells[first].strip())


def _down(header: str, rows: list[int], is_key: bool) -> Fault:
    if is_key:
        words = said(
            "“{h}”是每条记录的编号，却有合并单元格（第 {rows} 行没有自己的编号）。"
            "一条记录只能有一行：请取消合并，给每一行填上自己的编号，或把这几行并成一行。",
            h=header,
            rows=in_words(rows),
            n=len(rows),
        )
        return notice("mergedKey", words, rows[0], header)
    words = said(
        "“{h}”有 {count} 格是合并单元格（第 {rows} 行），已按合并的值逐行填入。",
        h=header,
        count=len(rows),
        rows=in_words(rows),
    )
    return notice("mergedFilled", words, rows[0], header)


def _across(headers: dict[int, str], ends: tuple[int, int], rows: list[int]) -> Fault:
    words = said(
        "第 {rows} 行的“{first}”到“{last}”是横向合并的单元格，只有第一格有内容，其余按空格读取。请取消合并，逐格填写。",
        rows=in_words(rows),
        n=len(rows),
        first=headers[ends[0]],
        last=headers[ends[1]],
    )
    return notice("mergedAcross", words, rows[0], headers[ends[0]])
