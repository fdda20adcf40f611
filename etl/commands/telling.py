"""How ``check`` and ``load`` tell what is wrong in a file: line by line for a person, as JSON for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TextIO

from etl.checking.check import Stage
from etl.faults import NOTICE, Fault, FileCheck


def tell_check(check: FileCheck, faults: Iterable[Fault], batch: str = "") -> None:
    """Print one line on the file, then one line a fault; what is wrong goes to standard error."""
    print(
        f"{check.file}：{check.type or '认不出类型'}，{check.encoding or '—'}，{check.rows} 行，"
        f"收 {check.accepted} 行{batch}",
        flush=True,
    )
    for fault in faults:
        # Every line names its file: standard error is often looked at alone.
        where = "，".join(
            part for part in (check.file, f"第 {fault.row} 行" if fault.row else "", fault.column) if part
        )
        value = f"“{fault.value}”：" if fault.value and fault.value not in fault.message else ""
        print(f"  {where}：{value}{fault.message}", file=sys.stdout if fault.severity == NOTICE else sys.stderr)


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
