"""``python -m etl template TYPE``: an empty table of a record type to fill in, as CSV or as a workbook."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from etl.disk import disk_sentences
from etl.forms.column_words import how_to_write, words_to_choose
from etl.forms.template import csv_template, workbook_template
from etl.refusal import WrongUsage
from etl.types.table_schema import TableSchema, find_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``template`` takes."""
    parser.add_argument("type", metavar="类型", help="记录类型，如 approval 或 审批办件")
    parser.add_argument("-o", dest="out", metavar="文件", help="写到这个 .xlsx 或 .csv；不写则把 CSV 写到标准输出")


def run(arguments: argparse.Namespace) -> int:
    """Write the template; returns 0. Raises WrongUsage for an unknown type or another kind of file."""
    schema = find_schema(arguments.type)
    path = Path(arguments.out) if arguments.out else None
    if path:
        kinds = {".xlsx": workbook_template, ".csv": csv_template}
        if path.suffix.lower() not in kinds:
            raise WrongUsage(f"模板只有 .xlsx 和 .csv 两种，写不成“{path.name}”。")
        if path.parent != Path() and not path.parent.is_dir():
            raise WrongUsage(f"没有文件夹“{path.parent}”，请先建好。")
        with disk_sentences(path):
            path.write_bytes(kinds[path.suffix.lower()](schema))
    if arguments.json:
        print(json.dumps(_described(schema, path), ensure_ascii=False, indent=1))
    elif path:
        print(
            f"“{schema.title}”的模板写在 {path}。带颜色的列必填。"
            if path.suffix.lower() == ".xlsx"
            else f"“{schema.title}”的模板写在 {path}。"
        )
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(csv_template(schema))
    return 0


def _described(schema: TableSchema, path: Path | None) -> dict[str, object]:
    return {
        "type": schema.name,
        "title": schema.title,
        "file": str(path) if path else None,
        "columns": [
            {
                "name": column.name,
                "title": column.title,
                "required": column.required,
                "how": how_to_write(schema, column),
                "words": words_to_choose(schema, column),
                "description": column.description,
            }
            for column in schema.columns
        ],
    }
