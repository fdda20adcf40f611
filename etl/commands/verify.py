"""``python -m etl verify``: hold all that is kept against its checksums; say what is wrong and what to do."""

from __future__ import annotations

import argparse
import json
import sys

from etl.commands.telling import tell_progress
from etl.language import said
from etl.publishing.verify import verify
from queries.warehouse import warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``verify`` takes."""
    parser.add_argument("--rebuild", action="store_true", help=said("再按原件另建一份，逐行比较（不发布）"))


def run(arguments: argparse.Namespace) -> int:
    """Say what was found; returns 0 when all is right, 1 when anything is wrong. Raises Refusal with its sentence."""
    progress = tell_progress(said("正在核验"))
    findings = []
    for finding in verify(warehouse_folder(), with_rebuild=arguments.rebuild, progress=progress):
        findings.append(finding)
        if arguments.json:
            continue
        progress(1.0, "")
        if finding.is_right:
            print(f"✓ {finding.words}", flush=True)
        else:
            print(
                said("✗ {words}。办法：{todo}。", words=finding.words, todo=finding.todo), file=sys.stderr, flush=True
            )
    wrong = sum(not finding.is_right for finding in findings)
    if arguments.json:
        print(
            json.dumps({"wrong": wrong, "findings": [one.as_json() for one in findings]}, ensure_ascii=False, indent=1)
        )
    elif wrong:
        print(said("有 {n} 处要处理。", n=wrong), file=sys.stderr)
    else:
        print(said("全部完好。"))
    return 1 if wrong else 0
