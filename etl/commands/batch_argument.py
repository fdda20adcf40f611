"""The argument that ``undo`` and ``redo`` share, and how both tell what they did."""

from __future__ import annotations

import argparse
import json

from etl.language import said
from etl.publishing.history import SAMPLE, Restated
from etl.publishing.journal import ranges
from etl.refusal import WrongUsage


def add_batch(parser: argparse.ArgumentParser) -> None:
    """Declare the batch meant, by whom and why."""
    parser.add_argument("batch", metavar=said("批次"), help=said("批次号（见 history），或 sample：全部示例数据"))
    parser.add_argument("--by", default="", metavar=said("谁"), help=said("由谁操作"))
    parser.add_argument("--note", default="", metavar=said("说明"), help=said("记在这一版上的话"))


def batch_of(arguments: argparse.Namespace) -> int | str:
    """Return the batch number, or 'sample'. Raises WrongUsage."""
    text = str(arguments.batch).strip()
    if text == SAMPLE:
        return SAMPLE
    if not text.isdecimal():
        raise WrongUsage(said("“{text}”不是批次号。写数字（见 python -m etl history），或写 sample。", text=text))
    return int(text)


def tell(done: Restated, as_json: bool) -> None:
    """Print what was done, and the KPIs that moved."""
    if as_json:
        print(json.dumps(done.as_json(), ensure_ascii=False, indent=1))
        return
    for move in done.kpis:
        print(f"  {move.words()}")
    batches, n = ranges(done.batches), len(done.batches)
    print(said("第 {batches} 批已处理，已发布第 {version} 版。", batches=batches, n=n, version=done.version))
