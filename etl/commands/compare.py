"""``python -m etl compare VERSION [VERSION]``: what differs between two versions, record by record and KPI by KPI."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from etl.comparing.version_changes import VersionChanges, compare_versions, differences, plain
from etl.disk import disk_sentences
from etl.language import said
from etl.publishing.history import nothing_yet
from etl.refusal import Refusal, WrongUsage
from etl.types.table_schema import record_types
from queries.csv_text import as_csv
from queries.warehouse import current_version, warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``compare`` takes."""
    parser.add_argument("before", metavar=said("版"), help=said("从哪一版（版本号见 data 页或 history）"))
    parser.add_argument("after", nargs="?", metavar=said("版"), help=said("到哪一版；不写就是现在这一版"))
    parser.add_argument("--out", metavar=said("表.csv"), help=said("把不同的记录逐格写成 CSV"))


def run(arguments: argparse.Namespace) -> int:
    """Print what differs; returns 0. Raises Refusal when a version is no longer kept, WrongUsage for no number."""
    folder = warehouse_folder()
    current = current_version(folder)
    if current is None:
        raise Refusal(nothing_yet())
    before, after = _number(arguments.before), _number(arguments.after or str(current))
    found = compare_versions(folder, before, after)
    if arguments.out:
        _write(folder, found, Path(arguments.out))
    if arguments.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1, default=str))
    else:
        _tell(found)
    return 0


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise WrongUsage(said("“{text}”不是版本号。写数字，如 12。", text=text))
    return int(text)


def _tell(found: VersionChanges) -> None:
    print(said("第 {before} 版 → 第 {after} 版", before=found.before, after=found.after))
    words = "  {type}：新增 {new}，变更 {changed}，不再有效 {gone}，未变 {unchanged}"
    for changes in found.types:
        if changes.new or changes.changed or changes.gone:
            counts = {"new": changes.new, "changed": changes.changed, "gone": changes.gone}
            print(said(words, type=record_types()[changes.type].title, unchanged=changes.unchanged, **counts))
    for move in found.kpis:
        print(f"  {move.words()}")
    if not found.kpis and not any(changes.new or changes.changed or changes.gone for changes in found.types):
        print(said("两版的记录和指标完全相同。"))


def _write(folder: Path, found: VersionChanges, path: Path) -> None:
    if not path.parent.is_dir():
        raise WrongUsage(said("没有文件夹“{folder}”，请先建好。", folder=path.parent))
    rows = [
        (one.type, one.record_id, one.kind, one.column, plain(one.before), plain(one.after))
        for one in differences(folder, found.before, found.after)
    ]
    with disk_sentences(path.parent):
        path.write_bytes(as_csv(("type", "record_id", "kind", "column", "before", "after"), rows))
    print(said("不同的记录写在 {file}。", file=path), file=sys.stderr)
