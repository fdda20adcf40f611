"""What a record type takes along into the next month's template: which of its records are open, as its schema says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from etl.types.table_schema import SCHEMA_FOLDER, TableSchema


@dataclass(frozen=True)
class RollForward:
    """What next month begins with: the records that are ``open``, or a new row for ``each`` word of a column.

    ``open`` is column → condition, all of which must hold: 'empty', 'filled', 'this_year' (the year of the month asked
    for), {'none_of': [words]}, {'empty_or_before': other column}. ``month`` is the column in which the new rows name
    the month; the other columns are for a person to fill in.
    """

    open: Mapping[str, Any] = field(default_factory=dict)
    each: str = ""
    month: str = ""


@lru_cache
def _declared() -> dict[str, RollForward]:
    found = {}
    for path in sorted(SCHEMA_FOLDER.glob("*.json")):
        described = json.loads(path.read_text(encoding="utf-8")).get("roll_forward")
        if described:
            found[path.stem] = RollForward(**described)
    return found


def roll_forward_of(schema: TableSchema) -> RollForward | None:
    """Return what the type takes along; None when nothing of it is ever open, as with visits, or it is not ours."""
    return None if schema.is_standard else _declared().get(schema.name)
