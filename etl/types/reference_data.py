"""The reference tables of a version: the small CSV files a bureau edits, and the working-day calendar."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import duckdb

from etl.language import said
from etl.refusal import Refusal
from etl.text_columns import text_table
from etl.types import working_days
from etl.types.stored_types import STORED_AS

REFERENCE_FOLDER = Path(__file__).parents[2] / "data" / "reference"


def reference_files(folder: Path | None = None) -> dict[str, Path]:
    """Return the reference tables there are, as name → file, in the order of their names."""
    return {path.stem: path for path in sorted((folder or REFERENCE_FOLDER).glob("*.csv"))}


def fingerprints(folder: Path | None = None) -> dict[str, str]:
    """Return per reference table (calendar included) what it is made from, to see which were edited since."""
    made_from = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in reference_files(folder).items()}
    package = (folder or REFERENCE_FOLDER) / "datapackage.json"
    described = hashlib.sha256(package.read_bytes()).hexdigest()[:8] if package.exists() else ""
    return {**{name: described + made for name, made in made_from.items()}, "calendar": working_days.fingerprint()}


def create_reference(connection: duckdb.DuckDBPyConnection, name: str, folder: Path | None = None) -> None:
    """Make ``reference.<name>`` anew in the candidate. Raises Refusal naming file, line and column of a wrong value."""
    if name == "calendar":
        working_days.create_calendar(connection)
        return
    path = reference_files(folder)[name]
    header, rows = read_reference(path)
    described = _described_types(path)
    # A column nobody described is text: a code that looks like a number stays as it was written.
    types = {column: described.get(column, "VARCHAR") for column in header}
    table = text_table(header, [[cell or None for cell in row] for row in rows])
    connection.register("reference_text", table)
    typed = ", ".join(f'{_cast(column, kind)} AS "{column}"' for column, kind in types.items())
    _refuse_wrong_values(connection, path, types)
    connection.execute(f'CREATE OR REPLACE TABLE reference."{name}" AS SELECT {typed} FROM reference_text')
    connection.unregister("reference_text")


def _described_types(path: Path) -> dict[str, str]:
    """Return column → database type as the Data Package beside the file describes it."""
    package = path.with_name("datapackage.json")
    if not package.exists():
        return {}
    for resource in json.loads(package.read_text(encoding="utf-8"))["resources"]:
        if resource["name"] == path.stem:
            return {field["name"]: STORED_AS.get(field["type"], "VARCHAR") for field in resource["schema"]["fields"]}
    return {}


def _cast(column: str, kind: str) -> str:
    """A month may be written 2025-06; it is stored as its first day."""
    text = f'"{column}"'
    if kind == "DATE":
        text = f"CASE WHEN length({text}) = 7 THEN {text} || '-01' ELSE {text} END"
    if kind == "BOOLEAN":
        text = f"CASE {text} WHEN '是' THEN 'true' WHEN '否' THEN 'false' ELSE {text} END"
    return text if kind == "VARCHAR" else f"TRY_CAST({text} AS {kind})"


def _refuse_wrong_values(connection: duckdb.DuckDBPyConnection, path: Path, types: dict[str, str]) -> None:
    for column, kind in types.items():
        if kind == "VARCHAR":
            continue
        wrong = connection.execute(
            f'SELECT "{column}" FROM reference_text '
            f'WHERE "{column}" IS NOT NULL AND {_cast(column, kind)} IS NULL LIMIT 1'
        ).fetchone()
        if wrong:
            words = "参考数据 {file} 的“{column}”列有读不懂的值“{value}”，请改正后重试。"
            raise Refusal(said(words, file=path.name, column=column, value=wrong[0]))


def read_reference(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of a reference file, which a person may have saved from Excel: UTF-8, else GB18030.

    Raises Refusal when the file is empty, cannot be decoded, or a row does not fit the header.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    if "\ufffd" in text:
        words = "参考数据 {file} 有读不出的字。请用 Excel 或 WPS 打开它，另存为“CSV UTF-8”后重试。"
        raise Refusal(said(words, file=path.name))
    lines = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    if not lines:
        raise Refusal(said("参考数据 {file} 是空的，请恢复它的表头。", file=path.name))
    header = [cell.strip() for cell in lines[0]]
    for number, row in enumerate(lines[1:], start=2):
        if len(row) != len(header):
            words = "参考数据 {file} 第 {row} 行有 {cells} 格，表头有 {columns} 格，请对齐。"
            raise Refusal(said(words, file=path.name, row=number, cells=len(row), columns=len(header)))
    return header, [[cell.strip() for cell in row] for row in lines[1:]]
