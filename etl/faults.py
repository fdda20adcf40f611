"""A fault: what is wrong in a file, where, what was expected and what to do; and the verdict on a whole file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from etl.types.table_schema import record_types

STOP, REFUSE, NOTICE = "stop", "refuse", "notice"
SEVERITIES = (STOP, REFUSE, NOTICE)
# What a record, or a whole file, may not become without a reason, given what was known before.
AGAINST_RECORDS = ("undone", "stepped_back", "fallen", "moved_date", "moved_baseline", "moved_project")
AGAINST_FILES = ("same_month", "vanished_projects")


@dataclass(frozen=True)
class Fault:
    """One thing wrong. ``row`` is Excel's row number (None: the whole file); ``value`` is as written."""

    row: int | None
    column: str
    value: str
    rule: str
    severity: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """Return the fault in the shape the command line documents."""
        return {
            "row": self.row,
            "column": self.column or None,
            "value": self.value,
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
        }


def stop(rule: str, message: str, row: int | None = None, column: str = "", value: str = "") -> Fault:
    """Return a fault that stops the whole file."""
    return Fault(row, column, value, rule, STOP, message)


def notice(rule: str, message: str, row: int | None = None, column: str = "", value: str = "") -> Fault:
    """Return a fault that is only worth knowing."""
    return Fault(row, column, value, rule, NOTICE, message)


@lru_cache
def doubts() -> frozenset[str]:
    """Return the rules that are a matter of sense: what breaks them is let through once someone writes down why."""
    across = {rule.rule for schema in record_types().values() for rule in schema.rules if rule.sense}
    return frozenset(across.union(AGAINST_RECORDS, AGAINST_FILES))


def is_doubt(fault: Fault) -> bool:
    """Return whether ``fault`` is in doubt rather than wrong: a written reason lets it through."""
    return fault.severity != NOTICE and fault.rule in doubts()


def is_let_through(fault: Fault) -> bool:
    """Return whether ``fault`` was in doubt and was let through with a reason."""
    return fault.severity == NOTICE and fault.rule in doubts()


@dataclass
class FileCheck:
    """What was found in one file."""

    file: str
    file_no: int
    type: str | None = None
    encoding: str = ""
    sha256: str = ""
    size: int = 0
    month: date | None = None
    sheet: str | None = None
    header_row: int | None = None
    rows: int = 0
    refused: int = 0
    # Cells read otherwise and rows left out because a person put them right, not the file.
    mended: int = 0
    dropped: int = 0
    # The content hash under which those mends are kept with a batch.
    mends_sha256: str = ""
    header: list[str] = field(default_factory=list)
    # Header as in the file → column.
    mapping: dict[str, str] = field(default_factory=dict)
    # The part of it that was taken as in an earlier month; "" is a header left out.
    remembered: dict[str, str] = field(default_factory=dict)
    # The first faults (checks keep them all in the database), and how many there are of each severity.
    faults: list[Fault] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    preview: list[dict[str, str | None]] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        """How many rows may be loaded: none when the file is stopped."""
        return 0 if self.counts[STOP] else self.rows - self.refused

    @property
    def ok(self) -> bool:
        """Whether nothing in the file is refused."""
        return not self.counts[STOP] and not self.counts[REFUSE]

    def add(self, fault: Fault) -> None:
        """Note a fault that was found outside the database."""
        self.faults.append(fault)
        self.counts[fault.severity] += 1

    def as_json(self) -> dict[str, Any]:
        """Return the check in the shape the command line documents."""
        return {
            "file": self.file,
            "type": self.type,
            "encoding": self.encoding or None,
            "rows": self.rows,
            "accepted": self.accepted,
            "faults": [fault.as_json() for fault in self.faults],
            "batch": None,
        }
