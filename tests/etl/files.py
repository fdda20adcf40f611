"""Files as clerks send them: a few records of some types, as text in any encoding or as a workbook, and their check."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from etl.checking.check_alone import check_files
from etl.faults import Fault, FileCheck
from etl.publishing.load import LoadResult, load_files
from etl.recognising.source import Source
from queries.warehouse import open_warehouse

PROJECTS = "项目代码,项目名称,项目类别,投资类型,所属街道,项目状态"
APPROVALS = "受理编号,项目代码,事项编码,受理时间,办结时间,办理结果"
VISITS = "服务编号,项目代码,走访日期,走访方式,走访专班"


def project(code: str = "P1", **other: str) -> str:
    """Return a line of the project ledger."""
    cells = {"name": f"楼{code}", "category": "城市更新", "type": "社会投资", "street": "中韩街道", "status": "在建"}
    return ",".join([code, *(cells | other).values()])


def projects(*codes: str) -> str:
    """Return a project ledger."""
    return "\n".join([PROJECTS, *(project(code) for code in codes)]) + "\n"


def approval(code: str = "A1", project: str = "P1", **other: str) -> str:
    """Return a line of approvals."""
    cells = {"item": "A01", "accepted": "2025-03-05", "decided": "2025-03-09", "outcome": "准予"}
    return ",".join([code, project, *(cells | other).values()])


def approvals(*lines: str) -> str:
    """Return a file of approvals with these lines."""
    return "\n".join([APPROVALS, *lines]) + "\n"


def visits(*codes: str, project: str = "P1", day: str = "2025-06-03") -> str:
    """Return a file of visits."""
    return "\n".join([VISITS, *(f"{code},{project},{day},现场,施工许可" for code in codes)]) + "\n"


def source(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Source:
    """Write ``content`` to a file in ``folder`` and return it as a source called ``name``."""
    path = folder / name.replace("/", "-")
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return Source(name, path)


def workbook(folder: Path, name: str, sheets: dict[str, list[list[Any]]], **options: Any) -> Source:
    """Write a workbook with these sheets of rows and return it as a source. None leaves a cell empty."""
    path = folder / name
    with xlsxwriter.Workbook(path, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if hasattr(cell, "year"):
                        sheet.write_datetime(row, column, cell, day)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return Source(name, path)


def check(*sources: Source, folder: Path | None = None, **options: Any) -> list[FileCheck]:
    """Check the files and return the verdict on each, with all its faults."""
    with check_files(sources, folder=folder, **options) as staged:
        for verdict in staged.files:
            verdict.faults = list(staged.faults(verdict))
        return staged.files


def wrong(verdict: FileCheck) -> list[tuple[int | None, str, str, str]]:
    """Return what is refused in a file: row, column, value, rule."""
    return [(f.row, f.column, f.value, f.rule) for f in verdict.faults if f.severity != "notice"]


def said(faults: Iterable[Fault]) -> str:
    """Return all sentences in one text."""
    return "\n".join(fault.message for fault in faults)


def load(folder: Path, *sources: Source, **options: Any) -> LoadResult:
    """Load the files into the warehouse at ``folder``, without asking how the KPIs move."""
    return load_files(folder, sources, **{"ask_kpis": False} | options)


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query over the current version."""
    return open_warehouse(folder).rows(query)


def state(folder: Path) -> dict[str, bytes]:
    """Return every file of a warehouse with its content, the writers' lock aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
