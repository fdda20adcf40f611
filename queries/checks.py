"""The checks as questions: what each file of queries/check looks for, and the rows of a version that are wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from queries.catalogue import DefinitionError, Words, bilingual
from queries.warehouse import Warehouse

CHECK_FOLDER = Path(__file__).parent / "check"
HEADER = re.compile(
    r"-- a row is: (?P<row>.+?)\n-- severity: (?P<severity>stop|notice)\n-- what to do: (?P<cure>.+?)\n(?!--\s{2,})",
    re.S,
)


@dataclass(frozen=True)
class Check:
    """One check: what a row it returns means, how serious that is, and how to put it right."""

    name: str
    a_row_is: Words
    severity: str
    what_to_do: Words
    sql: str


def checks(severity: str | None = None, folder: Path = CHECK_FOLDER) -> list[Check]:
    """Return the checks there are (of one ``severity``, 'stop' or 'notice'), by name. Raises DefinitionError."""
    found = [_read(path) for path in sorted(folder.glob("*.sql"))]
    return [check for check in found if severity in (None, check.severity)]


def _read(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    header = HEADER.match(text)
    if header is None:
        raise DefinitionError(f"{path.name}: it does not open with 'a row is', 'severity' and 'what to do'")
    said = {
        word: bilingual(path, word, re.sub(r"\s*\n--\s*", " ", header.group(group)))
        for word, group in (("a row is", "row"), ("what to do", "cure"))
    }
    return Check(path.stem, said["a row is"], header.group("severity"), said["what to do"], text.strip().rstrip(";"))


def wrong_rows(warehouse: Warehouse, check: Check, limit: int) -> list[dict[str, Any]]:
    """Return the first ``limit`` rows that ``check`` finds wrong in this version, in the order of type and record."""
    found: list[dict[str, Any]] = warehouse.sql(
        f"SELECT * FROM ({check.sql}\n) AS found ORDER BY record_type NULLS LAST, record_id NULLS LAST, "
        f"column_name NULLS LAST, source_batch NULLS LAST, source_row NULLS LAST LIMIT {int(limit)}"
    ).to_pylist()
    return found


def wrong_count(warehouse: Warehouse, check: Check) -> int:
    """Return how many rows ``check`` finds wrong in this version."""
    return int(warehouse.rows(f"SELECT COUNT(*) FROM ({check.sql}\n) AS found")[0][0])
