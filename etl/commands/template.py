"""``python -m etl template TYPE``: a table of a record type to fill in, empty or with what is still open."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from etl.commands.arguments import month_of
from etl.disk import disk_sentences
from etl.forms.column_words import how_to_write, words_to_choose
from etl.forms.example_row import Cell
from etl.forms.open_records import next_month, open_rows
from etl.forms.template import MOST_ROWS, csv_template, workbook_template
from etl.language import said
from etl.refusal import Refusal, WrongUsage
from etl.types.table_schema import TableSchema, find_schema
from queries.warehouse import NoWarehouse, open_warehouse, warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``template`` takes."""
    parser.add_argument("type", metavar=said("类型"), help=said("记录类型，如 approval 或 审批办件"))
    parser.add_argument(
        "-o", dest="out", metavar=said("文件"), help=said("写到这个 .xlsx 或 .csv；不写则把 CSV 写到标准输出")
    )
    parser.add_argument(
        "--roll-forward",
        action="store_true",
        help=said("带上还没有办结的记录（区市通报带上各区市和月份），只填变化的部分"),
    )
    parser.add_argument(
        "--month", metavar=said("月份"), help=said("填哪个月的，如 2025-07；默认为已报最新月份的下一个月")
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the template; returns 0. Raises WrongUsage for an unknown type or another kind of file, Refusal."""
    schema = find_schema(arguments.type)
    path = Path(arguments.out) if arguments.out else None
    if arguments.month and not arguments.roll_forward:
        raise WrongUsage(said("--month 要和 --roll-forward 一起用：空模板不分月份。"))
    month, rows = None, list[list[Cell]]()
    if arguments.roll_forward:
        month, rows = _rolled(schema, month_of(arguments.month))
    if path:
        _write(schema, path, rows)
    if arguments.json:
        print(json.dumps(_described(schema, path, month, rows), ensure_ascii=False, indent=1))
    elif path:
        _tell(schema, path, month, rows)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(csv_template(schema, rows))
    return 0


def _rolled(schema: TableSchema, asked: date | None) -> tuple[date, list[list[Cell]]]:
    if schema.is_standard:
        raise WrongUsage(said("只有本局的十类记录能带上未办结的记录，“{name}”不是。", name=schema.name))
    try:
        warehouse = open_warehouse()
    except NoWarehouse:
        raise Refusal(
            said("还没有数据：{folder} 里没有发布过任何一版，没有可以带上的记录。", folder=warehouse_folder())
        ) from None
    month = asked or next_month(warehouse, schema)
    return month, open_rows(warehouse, schema, month)


def _write(schema: TableSchema, path: Path, rows: Sequence[Sequence[Cell]]) -> None:
    kinds = {".xlsx": workbook_template, ".csv": csv_template}
    if path.suffix.lower() not in kinds:
        raise WrongUsage(said("模板只有 .xlsx 和 .csv 两种，写不成“{name}”。", name=path.name))
    if path.parent != Path() and not path.parent.is_dir():
        raise WrongUsage(said("没有文件夹“{folder}”，请先建好。", folder=path.parent))
    if path.suffix.lower() == ".xlsx" and len(rows) > MOST_ROWS:
        raise Refusal(said("有 {n} 条要带上，XLSX 模板最多带 {most} 条。请改用 .csv。", n=len(rows), most=MOST_ROWS))
    with disk_sentences(path):
        path.write_bytes(kinds[path.suffix.lower()](schema, rows))


def _tell(schema: TableSchema, path: Path, month: date | None, rows: Sequence[Sequence[Cell]]) -> None:
    words = said("“{title}”的模板写在 {path}。", title=schema.title, path=path)
    if path.suffix.lower() == ".xlsx":
        words += said("带颜色的列必填。")
    if month:
        words += said("{month} 月份，带上 {n} 行。", month=f"{month:%Y-%m}", n=len(rows))
    print(words)


def _described(
    schema: TableSchema, path: Path | None, month: date | None, rows: Sequence[Sequence[Cell]]
) -> dict[str, object]:
    return {
        "type": schema.name,
        "title": schema.title,
        "file": str(path) if path else None,
        "month": f"{month:%Y-%m}" if month else None,
        "rows": len(rows),
        "columns": [
            {
                "name": column.name,
                "title": column.title,
                "required": column.required,
                "how": how_to_write(schema, column),
                "example": column.options.get("example"),
                "words": words_to_choose(schema, column),
                "description": column.description,
            }
            for column in schema.columns
        ],
    }
