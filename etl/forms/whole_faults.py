"""The second sheet of an error workbook: how to use the workbook, and the faults that belong to no row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl.faults import Fault
from etl.forms.looks import TEXT, Looks
from etl.language import said
from queries.row_writer import RowWriter

MOST_ROWS = 1_048_576


def write_whole_faults(
    sheet: Any, looks: Looks, faults: Sequence[Fault], *, bad: int, cut: int, only_bad_rows: bool
) -> None:
    """Write the sheet: in how many rows there is something to mend, what did not fit (``cut``), and ``faults``."""
    lines = [
        said(
            "{n} 行要改：在“错误说明”列筛选“非空白”就只看这些行，有颜色的格就是要改的。"
            "改好后直接上传这个文件，“错误说明”列和这张表不会导入。",
            n=bad,
        )
    ]
    if only_bad_rows:
        lines.append(said("文件很大，这里只有要改的行，“行号”是它们在原文件里的行号；其余的行在原文件里。"))
    if cut:
        lines.append(said("有 {n} 处太长或太多，Excel 放不下，没有写全：请在原文件里改。", n=cut))
    rows = RowWriter(sheet)
    for at, line in enumerate(lines):
        rows.begin(at)
        rows.text(0, line, looks.right[TEXT])
        rows.end()
    top = len(lines) + 1
    heads = ((said("Excel 行"), 10), (said("哪一列"), 20), (said("填的是"), 30), (said("哪里不对，怎么改"), 100))
    rows.begin(top)
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        rows.text(column, head, looks.head)
    rows.end()
    for at, fault in enumerate(faults[: MOST_ROWS - top - 1], start=top + 1):
        rows.begin(at)
        for column, cell in enumerate((str(fault.row or ""), fault.column, fault.value, fault.message)):
            rows.text(column, cell, looks.wrapped)
        rows.end()
