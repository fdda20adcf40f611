"""``python -m etl history``: every batch ever loaded, the newest first."""

from __future__ import annotations

import argparse
import json
from typing import Any

from etl.language import clauses, said
from etl.publishing.history import history, nothing_yet
from etl.publishing.kept_mends import mends_of_batch
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
        print(nothing_yet())
    for batch in batches:
        print(_line(batch))
    return 0


def _line(batch: dict[str, Any]) -> str:
    parts = [
        said(
            "收 {rows} 行（新增 {new}，变更 {changed}）",
            rows=batch["accepted"],
            new=batch["new_rows"],
            changed=batch["changed_rows"],
        )
    ]
    if batch["refused"]:
        parts.append(said("退回 {n} 行", n=batch["refused"]))
    put_right = mends_of_batch(batch)
    if put_right:
        parts.append(said("在网页上改了 {n} 格，{rows} 行不导入", n=put_right["cells"], rows=put_right["rows"]))
    parts += [batch[word] for word in ("by", "note") if batch[word]]
    if batch.get("reason"):
        parts.append(said("放行理由：{reason}", reason=batch["reason"]))
    number = said("第 {n} 批", n=batch["batch_no"])
    if not batch["stands"]:
        number += said("（已撤销）")
    when = f"{batch['loaded_at']:%Y-%m-%d %H:%M}"
    return f"{number}  {when}  {batch['file_name']}  {batch['type']}  {clauses(parts)}"
