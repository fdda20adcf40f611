"""Workbooks drawn as people draw them: merged cells, hidden rows and columns, headers on two rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from etl.faults import FileCheck
from etl.language import in_language
from etl.recognising.source import Source
from tests.etl.files import check
from tests.etl.messes.mess import must_be_english

VISITS = ["服务编号", "项目代码", "走访日期", "走访方式", "走访专班", "服务事项", "了解情况"]


def visit(code: str, *other: str) -> list[str]:
    """Return the cells of a visit."""
    return [code, "P1", "2025-06-03", "现场", "施工许可", *other]


def drawn(
    folder: Path, *sheets: tuple[str, list[list[Any]], Callable[[Worksheet], object] | None], name: str = "走访.xlsx"
) -> Source:
    """Write sheets (title, rows, what else is drawn on it) and return the workbook as a source."""
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        for title, rows, draw in sheets:
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(row, column, cell)
            if draw:
                draw(sheet)
    return Source(name, path)


def judge(source: Source, rule: str, zh: str, en: str, row: int | None = None) -> FileCheck:
    """Check the file in both languages; the fault ``rule`` must say these words. Returns the last verdict."""
    for language, words in (("en", en), ("zh", zh)):
        with in_language(language):
            (verdict,) = check(source)
        told = [fault for fault in verdict.faults if fault.rule == rule]
        assert len(told) == 1, verdict.faults
        assert words in told[0].message, told[0].message
        assert told[0].row == row
        if language == "en":
            for fault in verdict.faults:
                must_be_english(fault)
    return verdict


def column(verdict: FileCheck, header: str) -> list[str | None]:
    """Return the cells of a column as read."""
    return [line[header] for line in verdict.preview]
