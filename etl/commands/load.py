"""``python -m etl load``: check files and load them into a new version, or preview what loading them would change."""

from __future__ import annotations

import argparse
import json
import sys

from etl.commands.arguments import add_reading, mapping_of
from etl.commands.telling import tell_check, tell_progress
from etl.comparing.revisions import Revision, note
from etl.faults import is_doubt
from etl.language import said
from etl.publishing.load import LoadedFile, LoadResult, load_files
from etl.recognising.source import sources_of
from queries.warehouse import warehouse_folder

FAULTS_SHOWN = 20
REVISIONS_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``load`` takes. Source of the names: design, "Contracts"."""
    add_reading(parser)
    parser.add_argument(
        "--replace", action="store_true", help=said("文件就是整本台账（或整月）：不在其中的旧记录不再有效")
    )
    parser.add_argument("--skip-refused", action="store_true", help=said("只收合格的行，被退回的行留作可查"))
    parser.add_argument("--by", default="", metavar=said("谁"), help=said("由谁导入"))
    parser.add_argument("--note", default="", metavar=said("说明"), help=said("记在这一批上的话"))
    parser.add_argument(
        "--reason", default="", metavar=said("理由"), help=said("存疑的地方为什么属实：写明后放行，和记录一起留存")
    )
    parser.add_argument("--preview", action="store_true", help=said("只看会改变什么，不入库"))


def run(arguments: argparse.Namespace) -> int:
    """Load the files; returns 0 when loaded, 1 when refused. Raises Refusal and WrongUsage with their sentences."""
    result = load_files(
        warehouse_folder(),
        sources_of(arguments.files),
        type=arguments.type,
        mapping=mapping_of(arguments),
        replace=arguments.replace,
        skip_refused=arguments.skip_refused,
        by=arguments.by,
        note=arguments.note,
        reason=arguments.reason,
        dry_run=arguments.preview,
        progress=tell_progress(said("正在核对") if arguments.preview else said("正在导入")),
    )
    if arguments.json:
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(result)
    return 1 if result.is_refused else 0


def _tell(result: LoadResult) -> None:
    for file in result.files:
        _tell_file(file)
    for move in result.kpis:
        print(f"  {move.words()}")
    if result.revisions is not None and not result.is_refused:
        _tell_revisions(result.revisions)
    if result.is_refused:
        words = "有文件被退回，全部没有导入，数据没有变化。改好后重试；只收合格的行用 --skip-refused。"
        print(said(words), file=sys.stderr)
        if any(is_doubt(fault) for file in result.files for fault in file.check.faults):
            print(said("只是存疑的，如果属实，用 --reason 写明理由后放行。"), file=sys.stderr)
    elif result.is_preview:
        print(said("以上是预览，没有导入。"))
    else:
        print(said("已发布第 {n} 版。", n=result.version))


def _tell_revisions(revisions: list[Revision]) -> None:
    print(f"  {note(revisions)}")
    for one in revisions[:REVISIONS_SHOWN]:
        print(f"    {one.words()}")


def _tell_file(file: LoadedFile) -> None:
    check = file.check
    batch = said("第 {n} 批", n=file.batch_no) if file.batch_no else said("未导入")
    tell_check(check, check.faults[:FAULTS_SHOWN], batch)
    if file.comparison:
        c = file.comparison
        words = "新增 {new}，变更 {changed}，未变 {unchanged}，不再有效 {vanished}"
        numbers = {"new": c.new, "changed": c.changed, "unchanged": c.unchanged, "vanished": c.vanished}
        print(f"  {said(words, **numbers)}")
    more = sum(check.counts.values()) - FAULTS_SHOWN
    if more > 0:
        print(f"  {said('还有 {n} 条，用 python -m etl check 看全部。', n=more)}", file=sys.stderr)
