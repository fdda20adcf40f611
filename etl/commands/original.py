"""``python -m etl original BATCH``: the file of a batch as it was uploaded, byte for byte."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from etl.disk import disk_sentences
from etl.language import said
from etl.publishing.original_of_batch import batch_numbered, give_back, uploaded_name
from etl.refusal import WrongUsage
from queries.warehouse import warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``original`` takes."""
    parser.add_argument("batch", metavar=said("批次"), help=said("批次号，见 history"))
    parser.add_argument("-o", dest="out", metavar=said("文件"), help=said("写到这个文件或文件夹；不写则写到标准输出"))


def run(arguments: argparse.Namespace) -> int:
    """Write the original; returns 0. Raises Refusal when it is gone, WrongUsage when it cannot be asked so."""
    text = str(arguments.batch).strip()
    if not (text.isascii() and text.isdecimal()):
        raise WrongUsage(said("“{text}”不是批次号。写数字，见 python -m etl history。", text=text))
    folder = warehouse_folder()
    batch = batch_numbered(folder, int(text))
    if not arguments.out:
        if arguments.json:
            raise WrongUsage(said("写成 JSON 时，请用 -o 说明原件写到哪个文件。"))
        sys.stdout.flush()
        give_back(folder, batch, sys.stdout.buffer)
        return 0
    path = _place(Path(arguments.out), uploaded_name(batch))
    with disk_sentences(path.parent), path.open("xb") as out:
        try:
            give_back(folder, batch, out)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    if arguments.json:
        print(json.dumps({"batch": batch["batch_no"], "file": str(path), "sha256": batch["sha256"]}))
    else:
        print(said("第 {n} 批的原件写在 {file}。", n=batch["batch_no"], file=path))
    return 0


def _place(asked: Path, name: str) -> Path:
    """A folder takes the file under its own name; nothing that is there already is written over."""
    path = asked / name if asked.is_dir() else asked
    if not path.parent.is_dir():
        raise WrongUsage(said("没有文件夹“{folder}”，请先建好。", folder=path.parent))
    if path.exists():
        raise WrongUsage(said("已有文件 {file}，没有覆盖。请换一个名字。", file=path))
    return path
