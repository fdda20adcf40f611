"""``python -m etl calendar``: who owes which table of a month by when, what has come, what is late or overdue."""

from __future__ import annotations

import argparse
import json

from etl.commands.arguments import month_of
from etl.language import listed, said
from etl.refusal import Refusal
from etl.types.table_schema import record_types
from queries.upload_calendar import Calendar, Owed, calendar
from queries.warehouse import NoWarehouse, open_warehouse, warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``calendar`` takes."""
    parser.add_argument("--month", metavar=said("月份"), help=said("看哪个月的，如 2025-06；默认为现在该报的那个月"))


def run(arguments: argparse.Namespace) -> int:
    """Print the calendar of a month; returns 0. Raises WrongUsage, and Refusal when there is no data yet."""
    month = month_of(arguments.month)
    try:
        warehouse = open_warehouse()
    except NoWarehouse:
        raise Refusal(said("还没有数据：{folder} 里没有发布过任何一版。", folder=warehouse_folder())) from None
    found = calendar(warehouse, month)
    if arguments.json:
        print(json.dumps(_described(found), ensure_ascii=False, indent=1, default=str))
        return 0
    print(_heading(found))
    for table in found.tables:
        print("  " + _line(table))
    return 0


def _heading(found: Calendar) -> str:
    words = said(
        "{month}：{expected} 张表已收 {received} 张",
        month=f"{found.month:%Y-%m}",
        expected=len(found.expected),
        received=found.received,
    )
    if found.missing:
        words += said("，缺{names}", names=listed([_title(table.type) for table in found.missing]))
    if found.is_sample:
        words += said("（示例数据，“今天”按 {day} 算）", day=found.today)
    return words


def _line(table: Owed) -> str:
    states = {
        "received": said("已收"),
        "late": said("迟收 {n} 天", n=table.days),
        "due": said("待报"),
        "overdue": said("超期 {n} 天", n=table.days),
        "not_expected": said("不用报"),
    }
    parts = [f"{states[table.state]}  {_title(table.type)}"]
    if table.due_on and table.state != "not_expected":
        parts.append(said("{day} 前", day=table.due_on))
    if table.owed_by:
        parts.append(table.owed_by)
    if table.batch_no:
        when = f"{table.received_at:%Y-%m-%d} " if table.received_at else ""
        parts.append(said("{when}第 {n} 批 {file}", when=when, n=table.batch_no, file=table.file_name))
    if table.by:
        parts.append(table.by)
    return said("，").join(parts)


def _title(name: str) -> str:
    schema = record_types().get(name)
    return schema.title if schema else name


def _described(found: Calendar) -> dict[str, object]:
    return {
        "month": f"{found.month:%Y-%m}",
        "today": found.today,
        "is_sample": found.is_sample,
        "expected": len(found.expected),
        "received": found.received,
        "missing": [table.type for table in found.missing],
        "tables": [{**vars(table), "month": f"{table.month:%Y-%m}"} for table in found.tables],
    }
