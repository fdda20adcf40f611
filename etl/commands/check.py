"""``python -m etl check``: say everything that is wrong with files, row by row; nothing is loaded, nothing changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from etl.checking.check import Stage
from etl.checking.check_alone import check_files, write_table
from etl.checking.handed_back import hand_back
from etl.commands.arguments import add_reading, mapping_of
from etl.commands.telling import tell_check, write_checks
from etl.language import said
from etl.recognising.source import sources_of
from etl.refusal import WrongUsage
from queries.warehouse import warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``check`` takes. Source of the names: design, "Contracts"."""
    add_reading(parser)
    parser.add_argument(
        "--out",
        metavar=said("表.csv"),
        help=said("把读到的表写成 CSV（日期、数字、用词都已统一；本局各类记录里的个人信息隐去）"),
    )
    parser.add_argument(
        "--errors",
        metavar=said("表.xlsx"),
        help=said("把文件写成 XLSX，每行旁边是错误说明，改好可再上传（一次一个文件）"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the files; returns 0 when all are right, 1 when anything is refused. Raises WrongUsage."""
    with check_files(
        sources_of(arguments.files), type=arguments.type, mapping=mapping_of(arguments), folder=warehouse_folder()
    ) as staged:
        if arguments.out:
            write_table(staged, Path(arguments.out))
        if arguments.errors:
            _hand_back(staged, Path(arguments.errors))
        if arguments.json:
            write_checks(staged, sys.stdout)
        else:
            _tell(staged)
        return 0 if all(check.ok for check in staged.files) else 1


def _hand_back(staged: Stage, path: Path) -> None:
    if len(staged.files) > 1:
        raise WrongUsage(said("--errors 一次只写一个文件，收到的是 {n} 个。请分开核对。", n=len(staged.files)))
    if path.suffix.lower() != ".xlsx":
        raise WrongUsage(said("错误说明只写成 .xlsx，写不成“{name}”。", name=path.name))
    if not path.parent.is_dir():
        raise WrongUsage(said("没有文件夹“{folder}”，请先建好。", folder=path.parent))
    if staged.files[0].ok:
        print(said("文件没有要改的，没有写 {name}。", name=path.name), file=sys.stderr)
        return
    rows = hand_back(staged, staged.files[0], path)
    print(said("{n} 行的错误说明写在 {name}。", n=rows, name=path), file=sys.stderr)


def _tell(staged: Stage) -> None:
    for check in staged.files:
        tell_check(check, staged.faults(check))
    if not staged.knows_projects and any(stack.refers_to_project for stack in staged.stacks):
        words = "还没有数据，也没有同时给出重点项目台账，所以没有核对项目代码是否存在。"
        print(said(words), file=sys.stderr)
    wrong = sum(not check.ok for check in staged.files)
    if wrong:
        print(said("{n} 个文件要改。改好后再核对；什么都没有导入。", n=wrong), file=sys.stderr)
    else:
        print(said("全部合格，可以导入。"))
