"""Ledgers made from rows as the CSV files a clerk would upload, under the headers that their schemas give."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.pages import small_bureau

SCHEMAS = Path(__file__).parents[2] / "etl" / "schemas"


def ledger(record_type: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return ``rows`` (column → value) as the text of a CSV file with the Chinese headers of the record type."""
    schema = json.loads((SCHEMAS / f"{record_type}.json").read_text(encoding="utf-8"))
    titles = {field["name"]: field["title"] for field in schema["fields"]}
    names = [name for name in titles if any(name in row for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([titles[name] for name in names])
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value


def build(folder: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Build a warehouse at ``folder`` from record type → rows, each type one file of June 2025."""
    titles = {"district_month": "区市联合验收通报", "project": "重点项目台账", "listing": "重点项目名单"}
    files = {f"{titles.get(kind, kind)}2025-06.csv": ledger(kind, own) for kind, own in rows.items()}
    small_bureau.load(folder, files)
