"""The command line of the approval menu: ``python -m queries.menu``; exit 0 answered, 1 no answer, 2 wrong usage."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from queries.menu.backward import Planned, plan_backward
from queries.menu.critical_path import Slot, critical_items, days_to_start, slots, whole_days
from queries.menu.items import INVESTMENT_TYPES, START, item_file
from queries.menu.menu import CircularPrerequisites, Menu, MenuChoice, MenuMistake, build_menu
from queries.menu.working_days import BeyondCalendar, working_days
from queries.terminal import UNFORESEEN, WRONG_USAGE, CommandParser, log_unforeseen, speak_utf8
from queries.warehouse import NoWarehouse, open_warehouse

DONE, REFUSED = 0, 1
Row = dict[str, Any]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command."""
    made = CommandParser(
        prog="python -m queries.menu", description="一类项目的审批菜单、关键路径和倒排工期。", allow_abbrev=False
    )
    made.add_argument(
        "investment_type", nargs="?", default="", type=_kind, metavar="投资类型", help="或".join(INVESTMENT_TYPES)
    )
    made.add_argument("--phased", action="store_true", help="施工许可分阶段办理")
    made.add_argument("--segmented", action="store_true", help="分段联合验收")
    made.add_argument("--with", dest="wanted", action="append", default=[], metavar="事项编码", help="加上这个可选事项")
    made.add_argument("--target", type=_day, metavar="日期", help="倒排：到这一天要办成")
    made.add_argument("--end", default=START, metavar="事项编码", help="倒排到哪个节点，默认 X00（实际开工）")
    made.add_argument("--json", action="store_true", help="结果写成 JSON")
    return made


def _kind(text: str) -> str:
    if text in INVESTMENT_TYPES:
        return text
    given = f"没有“{text}”这种投资类型" if text else "没有写投资类型"
    raise argparse.ArgumentTypeError(f"{given}，请写{'或'.join(INVESTMENT_TYPES)}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是一个日期，请写成 2025-06-30 的样子") from None


def main(words: Sequence[str] | None = None, today: date | None = None) -> int:
    """Answer one command and return its exit code. Never shows a trace."""
    speak_utf8()
    try:
        asked = parser().parse_args(words)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    try:
        return _answered(asked, today or date.today())
    except MenuMistake as mistake:
        said = "互为前置，成了一个圈" if isinstance(mistake, CircularPrerequisites) else "的前置事项不在菜单里"
        print(f"data/reference/item.csv：{mistake}，{said}，请改正。", file=sys.stderr)
    except (BeyondCalendar, NoWarehouse) as missing:
        print(f"工作日历答不上来：{missing}。", file=sys.stderr)
    except Exception as unforeseen:  # noqa: BLE001 - the last line before the person: say one sentence
        print(log_unforeseen("queries.menu", unforeseen, UNFORESEEN), file=sys.stderr)
    return REFUSED


def _answered(asked: argparse.Namespace, today: date) -> int:
    file = item_file()
    for mistake in file.mistakes:
        words = "data/reference/{} 第 {} 行“{}”列的“{}”看不懂，这一行没有采用。"
        print(words.format(mistake.file, mistake.row, mistake.column, mistake.value), file=sys.stderr)
    unknown = [word for word in (*asked.wanted, asked.end) if word not in file.items]
    if unknown:
        print(f"菜单里没有编码为“{unknown[0]}”的事项。编码见 data/reference/item.csv。", file=sys.stderr)
        return WRONG_USAGE
    choice = MenuChoice(asked.investment_type, asked.phased, asked.segmented, frozenset(asked.wanted))
    menu = build_menu(file.items, choice)
    if asked.end not in menu.items:
        print(f"这样选的菜单里没有“{asked.end}”，不能倒排到它。", file=sys.stderr)
        return WRONG_USAGE
    scheduled = slots(menu)
    planned = []
    if asked.target:
        planned = plan_backward(menu, asked.end, asked.target, working_days(open_warehouse()), today)
    if asked.json:
        print(json.dumps(as_json(menu, scheduled, planned), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_told(menu, scheduled), *_told_backward(menu, planned)]))
    return DONE


def as_json(menu: Menu, scheduled: dict[str, Slot], planned: Sequence[Planned]) -> Row:
    """Return the answer as JSON has it: whole days, the critical path, every item's slot, and the latest days."""
    return {
        "investment_type": menu.choice.investment_type,
        "phased": menu.choice.is_phased,
        "segmented": menu.choice.is_segmented,
        "working_days": whole_days(scheduled),
        "working_days_to_start": days_to_start(scheduled),
        "critical_path": critical_items(menu, scheduled),
        "items": [
            {
                "item_id": item_id,
                "item_name": menu.items[item_id].name,
                "days": menu.items[item_id].days,
                "waits_for": menu.before(item_id),
                "earliest_start": slot.earliest_start,
                "earliest_finish": slot.earliest_finish,
                "latest_start": slot.latest_start,
                "latest_finish": slot.latest_finish,
                "slack": slot.slack,
            }
            for item_id, slot in scheduled.items()
        ],
        "latest_days": [
            {
                "item_id": one.item_id,
                "start_on": one.start_on.isoformat(),
                "finish_on": one.finish_on.isoformat(),
                "days_lost": one.days_lost,
            }
            for one in planned
        ],
    }


def _told(menu: Menu, scheduled: dict[str, Slot]) -> list[str]:
    lines = [
        f"{menu.choice.investment_type}：全程 {whole_days(scheduled)} 个工作日，"
        f"到实际开工 {days_to_start(scheduled)} 个工作日（承诺时限为示例，以本局办事指南为准）",
        "编码\t工作日\t最早开始\t最早办结\t最晚开始\t机动\t事项",
    ]
    for item_id, slot in scheduled.items():
        slack = "关键" if slot.is_critical else str(slot.slack)
        item = menu.items[item_id]
        lines.append(
            f"{item_id}\t{item.days}\t{slot.earliest_start}\t{slot.earliest_finish}\t{slot.latest_start}\t{slack}\t{item.name}"
        )
    return lines


def _told_backward(menu: Menu, planned: Sequence[Planned]) -> list[str]:
    if not planned:
        return []
    lines = ["", "编码\t最晚开始\t最晚办结\t已晚工作日\t事项"]
    for one in planned:
        late = str(one.days_lost) if one.days_lost else "-"
        lines.append(f"{one.item_id}\t{one.start_on}\t{one.finish_on}\t{late}\t{menu.items[one.item_id].name}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
