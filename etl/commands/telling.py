"""How commands tell how far they are, and what is wrong in a file: line by line for a person, as JSON for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import TextIO

from etl.checking.check import Stage
from etl.faults import NOTICE, Fault, FileCheck
from etl.language import quoted, said


def tell_check(check: FileCheck, faults: Iterable[Fault], batch: str = "") -> None:
    """Print one line on the file, then one line a fault; what is wrong goes to standard error."""
    words = said(
        "{file}：{type}，{encoding}，{rows} 行，收 {accepted} 行",
        file=check.file,
        type=check.type or said("认不出类型"),
        encoding=check.encoding or "—",
        rows=check.rows,
        accepted=check.accepted,
    )
    print(said("{words}，{batch}", words=words, batch=batch) if batch else words, flush=True)
    for fault in faults:
        # Every line names its file: standard error is often looked at alone.
        line = check.file
        if fault.row:
            line = said("{file}，第 {row} 行", file=line, row=fault.row)
        if fault.column:
            line = said("{where}，{column}", where=line, column=fault.column)
        if fault.value and fault.value not in fault.message:
            line = said("{where}：{words}", where=line, words=quoted(fault.value))
        line = said("{where}：{words}", where=line, words=fault.message)
        print(f"  {line}", file=sys.stdout if fault.severity == NOTICE else sys.stderr)


def tell_progress(doing: str) -> Callable[[float, str], None]:
    """Return what keeps one line on a terminal up to date with how far ``doing`` is; elsewhere it says nothing."""

    def tell(done: float, step: str) -> None:
        if sys.stderr.isatty():
            # What was written there before is wiped out, and in the end the whole line.
            print(f"\r\x1b[K{doing} {done:.0%} {step}" if done < 1 else "\r\x1b[K", end="", file=sys.stderr, flush=True)

    return tell


def write_checks(staged: Stage, out: TextIO) -> None:
    """Write the checks as JSON with every fault, however many: one at a time, so that memory stays small."""
    out.write('{"files": [')
    for number, check in enumerate(staged.files):
        head = check.as_json()
        del head["faults"]
        tail = {"batch": head.pop("batch")}
        out.write(", " if number else "")
        out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "faults": [')
        for place, fault in enumerate(staged.faults(check)):
            out.write((",\n " if place else "\n ") + json.dumps(fault.as_json(), ensure_ascii=False))
        out.write("], " + json.dumps(tail)[1:])
    out.write(f'], "projects_looked_up": {json.dumps(staged.knows_projects)}}}\n')
