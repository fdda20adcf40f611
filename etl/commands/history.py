"""``python -m etl history``: every batch ever loaded, the newest first."""

from __future__ import annotations

import argparse
import json

from etl.publishing.history import history
from queries.warehouse import warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``history`` takes: nothing."""


def run(arguments: argparse.Namespace) -> int:
    """Print the batches; returns 0."""
    batches = history(warehouse_folder())
    if arguments.json:
        print(json.dumps({"batches": batches}, ensure_ascii=False, indent=1, default=str))
        return 0
    if not batches:
        print("还没有导入过任何数据。")
    for batch in batches:
        state = "" if batch["stands"] else "（已撤销）"
        who = f"，{batch['by']}" if batch["by"] else ""
        note = f"，{batch['note']}" if batch["note"] else ""
        refused = f"，退回 {batch['refused']} 行" if batch["refused"] else ""
        print(
            f"第 {batch['batch_no']} 批{state}  {batch['loaded_at']:%Y-%m-%d %H:%M}  "
            f"{batch['file_name']}  {batch['type']}  "
            f"收 {batch['accepted']} 行（新增 {batch['new_rows']}，变更 {batch['changed_rows']}）{refused}{who}{note}"
        )
    return 0
