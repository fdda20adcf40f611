"""The sample saved again as workbooks, days as days and numbers as numbers, is the same tables cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from etl.checking.check_alone import check_files, write_table
from etl.recognising.source import Source
from etl.types.table_schema import TableSchema, find_schema
from tests.etl.reading.parts import ods_parts, write

SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "2025-06"
TITLES = ["重点项目台账", "重点项目名单", "调度会议记录", "堵点台账", "审批办件", "区市联合验收通报"]


class Share(float):
    """A number that is shown in percent."""


def typed(title: str) -> tuple[list[str], list[list[Any]]]:
    """Return the header and the records of a file of the sample, each cell of its own kind."""
    schema = find_schema(title)
    with (SAMPLE / f"{title}.csv").open(encoding="utf-8-sig", newline="") as text:
        header, *rows = csv.reader(text)
    return header, [[_typed(schema, name, cell) for name, cell in zip(header, row, strict=True)] for row in rows[:400]]


def _typed(schema: TableSchema, header: str, cell: str) -> Any:
    kind = next(column.type for column in schema.columns if column.title == header)
    if not cell:
        return None
    if kind in ("date", "yearmonth"):
        return datetime.strptime(cell, "%Y-%m-%d" if kind == "date" else "%Y-%m")
    if kind == "boolean":
        return cell == "是"
    if cell.endswith("%"):
        return Share(round(float(cell.rstrip("%")) / 100, 6))
    if kind in ("integer", "number", "year"):
        return float(cell)
    return cell


def as_csv(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as text:
        written = csv.writer(text)
        written.writerow(header)
        for row in rows:
            written.writerow([_plain(cell) for cell in row])


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, Share):
        return f"{cell:.1%}"
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def as_xlsx(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        share = book.add_format({"num_format": "0.0%"})
        for place, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write(place, column, *([float(cell), share] if isinstance(cell, Share) else [cell]))


def as_xls(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    day, share = (xlwt.easyxf(num_format_str=format) for format in ('yyyy"年"m"月"d"日"', "0.0%"))
    for place, row in enumerate([header, *rows]):
        for column, cell in enumerate(row):
            if cell is not None:
                style = day if isinstance(cell, datetime) else share if isinstance(cell, Share) else None
                sheet.write(place, column, cell, *([style] if style else []))
    book.save(path)


def as_ods(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    lines = "".join(f"<table:table-row>{''.join(map(_ods, row))}</table:table-row>" for row in [header, *rows])
    write(path, ods_parts(f'<table:table table:name="a">{lines}</table:table>'))


def _ods(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    said = {
        datetime: lambda: f'date" office:date-value="{cell:%Y-%m-%d}',
        bool: lambda: f'boolean" office:boolean-value="{str(cell).lower()}',
        Share: lambda: f'percentage" office:value="{float(cell)!r}',
        float: lambda: f'float" office:value="{cell!r}',
    }.get(type(cell), lambda: "string")()
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(_plain(cell)).split("\n"))
    return f'<table:table-cell office:value-type="{said}">{lines}</table:table-cell>'


def table(path: Path, title: str) -> str:
    """Return the table of a file as the check reads it."""
    out = path.with_suffix(".out")
    with check_files([Source(f"{title}{path.suffix}", path)]) as staged:
        assert [fault for fault in staged.faults(staged.files[0]) if fault.severity != "notice"] == []
        write_table(staged, out)
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize("title", TITLES)
def test_a_file_of_the_sample_is_the_same_table_as_a_workbook(title: str, tmp_path: Path) -> None:
    header, rows = typed(title)
    ways: dict[str, Callable[[Path, list[str], list[list[Any]]], None]] = {
        ".csv": as_csv, ".xlsx": as_xlsx, ".xls": as_xls, ".ods": as_ods,
    }  # fmt: skip
    tables = {}
    for suffix, write_as in ways.items():
        path = tmp_path / f"a{suffix}"
        write_as(path, header, rows)
        tables[suffix] = table(path, title)
    assert len(tables[".csv"].splitlines()) > len(rows)
    for suffix, found in tables.items():
        assert found == tables[".csv"], suffix
