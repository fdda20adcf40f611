"""``python -m etl sample``: write the invented town's monthly files, the shipped one or one of any size."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from etl.language import said
from etl.refusal import Refusal, WrongUsage
from etl.sample.cohorts import DEFAULT_SIZE
from etl.sample.town import DEFAULT_SEED, write_town


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``sample`` takes. Source of the names: design, "Contracts"."""
    parser.add_argument("folder", type=Path, metavar=said("文件夹"), help=said("写到哪个文件夹，每月一个子文件夹"))
    parser.add_argument(
        "--projects", type=int, default=DEFAULT_SIZE, metavar="N", help=said("项目个数，默认 {n}", n=DEFAULT_SIZE)
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, metavar="N", help=said("随机种子；相同的种子写出相同的文件")
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the files; returns 0. Raises WrongUsage on impossible numbers, Refusal when it cannot write there."""
    if arguments.projects < 1:
        raise WrongUsage(said("--projects 要写成 1 以上的整数，收到的是“{value}”。", value=arguments.projects))
    if arguments.seed < 0:
        raise WrongUsage(said("--seed 要写成 0 以上的整数，收到的是“{value}”。", value=arguments.seed))
    try:
        town = write_town(arguments.folder, arguments.projects, arguments.seed, progress=_tell)
    except OSError:
        words = "不能写入文件夹“{folder}”。请换一个能写的文件夹，或检查磁盘空间和权限后重试。"
        raise Refusal(said(words, folder=arguments.folder)) from None
    records = sum(town.records.values())
    if arguments.json:
        print(json.dumps({"folder": str(arguments.folder), "files": town.files, "records": dict(town.records)}))
    else:
        words = "已写入 {folder}：{files} 个文件，{records} 条记录（虚构数据，种子 {seed}）。"
        print(said(words, folder=arguments.folder, files=town.files, records=records, seed=arguments.seed))
    return 0


def _tell(done: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{said('生成')} {done:.0%}", end="" if done < 1 else "\n", file=sys.stderr)
