"""Numbers are strict where engines are lax: for the bureau's types and any other schema, in files small and big."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.faults import FileCheck
from etl.reading.delimited import DIRECT_FROM
from etl.recognising.source import Source
from tests.etl.files import check

LEDGER = "项目代码,项目名称,项目类别,投资类型,所属街道,项目状态,总投资(万元)"
APPROVAL = "受理编号,项目代码,事项编码,受理时间,承诺时限,是否容缺"
READ, TOLD, FAULT = "read", "told", "fault"
# What is written, and how it ends in: 万元 · whole number · yes/no · integer, number and boolean of any other schema.
WRITTEN = {
    "0x10": (FAULT, FAULT, FAULT, FAULT, FAULT, FAULT),
    "1_0": (FAULT, FAULT, FAULT, FAULT, FAULT, FAULT),
    "NaN": (FAULT, FAULT, FAULT, FAULT, TOLD, FAULT),
    "inf": (FAULT, FAULT, FAULT, FAULT, TOLD, FAULT),
    "10.0": (READ, FAULT, FAULT, FAULT, READ, FAULT),
    "１０": (TOLD, TOLD, FAULT, FAULT, FAULT, FAULT),
    "+5": (READ, READ, FAULT, READ, READ, FAULT),
    " 5 ": (TOLD, TOLD, FAULT, READ, READ, FAULT),
    "1e3": (FAULT, FAULT, FAULT, FAULT, READ, FAULT),
    "TRUE": (FAULT, FAULT, READ, FAULT, FAULT, READ),
    "10": (READ, READ, FAULT, READ, READ, FAULT),
    "12345678901234567890.5": (TOLD, FAULT, FAULT, FAULT, TOLD, FAULT),
}


def ending(verdict: FileCheck) -> str:
    if not verdict.ok:
        return FAULT
    return TOLD if verdict.faults else READ


def written(folder: Path, header: str, line: str, other: str, is_big: bool) -> Source:
    """Write a file whose first record is ``line``; a big one is read by the database itself."""
    others = DIRECT_FROM // len(other) + 1 if is_big else 1
    text = "\n".join([header, line, *(other.replace("{n}", str(n)) for n in range(others))]) + "\n"
    (folder / "file.csv").write_text(text, encoding="utf-8")
    return Source("file.csv", folder / "file.csv")


@pytest.mark.parametrize("is_big", [False, True], ids=["small", "big"])
@pytest.mark.parametrize("value", WRITTEN)
def test_a_number_is_what_people_call_a_number(value: str, is_big: bool, tmp_path: Path) -> None:
    # One file of each kind is enough when the other records are right: a fault or a notice can only be the cell's.
    cases = [
        ("project", LEDGER, "P0,楼,城市更新,社会投资,中韩街道,在建,{v}", "P1{n},楼,城市更新,社会投资,中韩街道,在建,9"),
        ("approval", APPROVAL, "A0,P1,A01,2025-03-05,{v},", "A1{n},P1,A01,2025-03-05,9,"),
        ("approval", APPROVAL, "A0,P1,A01,2025-03-05,9,{v}", "A1{n},P1,A01,2025-03-05,9,是"),
    ]
    found = [
        ending(check(written(tmp_path, header, line.replace("{v}", value), other, is_big), type=type)[0])
        for type, header, line, other in cases
    ]
    for type, right in (("integer", "9"), ("number", "9"), ("boolean", "true")):
        schema = tmp_path / "schema.json"
        schema.write_text(json.dumps({"fields": [{"name": "id", "type": "string"}, {"name": "v", "type": type}]}))
        file = written(tmp_path, "id,v", f"x,{value}", f"{'y' * 60}{{n}},{right}", is_big)
        found.append(ending(check(file, type=str(schema))[0]))
    assert tuple(found) == WRITTEN[value]
