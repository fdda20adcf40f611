"""``python -m etl sample``: write the invented town's monthly files, the shipped one or one of any size."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from etl.refusal import Refusal, WrongUsage
from etl.sample.cohorts import DEFAULT_SIZE
from etl.sample.town import DEFAULT_SEED, write_town


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``sample`` takes. Source of the names: design, "Contracts"."""
    parser.add_argument("folder", type=Path, metavar="文件夹", help="写到哪个文件夹，每月一个子文件夹")
    parser.add_argument(
        "--projects", type=int, default=DEFAULT_SIZE, metavar="N", help=f"项目个数，默认 {DEFAULT_SIZE}"
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, metavar="N", help="随机种子；相同的种子写出相同的文件"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the files; returns 0. Raises WrongUsage on impossible numbers, Refusal when it cannot write there."""
    if arguments.projects < 1:
        raise WrongUsage(f"--projects 要写成 1 以上的整数，收到的是“{arguments.projects}”。")
    if arguments.seed < 0:
        raise WrongUsage(f"--seed 要写成 0 以上的整数，收到的是“{arguments.seed}”。")
    try:
        town = write_town(arguments.folder, arguments.projects, arguments.seed, progress=_tell)
    except OSError:
        raise Refusal(
            f"不能写入文件夹“{arguments.folder}”。请换一个能写的文件夹，或检查磁盘空间和权限后重试。"
        ) from None
    records = sum(town.records.values())
    if arguments.json:
        print(json.dumps({"folder": str(arguments.folder), "files": town.files, "records": dict(town.records)}))
    else:
        print(f"已写入 {arguments.folder}：{town.files} 个文件，{records} 条记录（虚构数据，种子 {arguments.seed}）。")
    return 0


def _tell(done: float) -> None:
    if sys.stderr.isatty():
        print(f"\r生成 {done:.0%}", end="" if done < 1 else "\n", file=sys.stderr)
