"""``python -m etl rebuild``: build the warehouse anew from the originals and the manifest, row for row the same."""

from __future__ import annotations

import argparse
import json

from etl.commands.telling import tell_progress
from etl.language import said
from etl.publishing.rebuild import rebuild
from queries.warehouse import warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``rebuild`` takes."""
    parser.add_argument("--by", default="", metavar=said("谁"), help=said("由谁操作"))
    parser.add_argument("--note", default="", metavar=said("说明"), help=said("记在这一版上的话"))


def run(arguments: argparse.Namespace) -> int:
    """Publish the rebuilt version; returns 0. Raises Refusal with its sentence."""
    version = rebuild(warehouse_folder(), by=arguments.by, note=arguments.note, progress=tell_progress(said("重建")))
    if arguments.json:
        print(json.dumps({"version": version}))
    else:
        print(said("已按原件重建，发布为第 {n} 版。", n=version))
    return 0
