"""What puts a whole kind of faults right at once: the nearest accepted word, and taking away what no one meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol

import duckdb

from etl.checking.people import IDENTITY
from etl.checking.stack import Stack
from etl.recognising.mends import Mend
from etl.types.wordmatch import nearest

# More rows than this are no slip of the pen: the file is put right where it came from.
MOST_ROWS = 10_000
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]")
_BLANK = re.compile(r"[\s\u00a0\u3000\u200b-\u200f\u2060\ufeff]+")
_BETWEEN = re.compile(r"[；;、,，\n\r]+")
# Rule → what makes a cell right again. None of them touches what a person meant to write.
_CLEANED: dict[str, Callable[[str], str]] = {
    "pattern": lambda cell: _BLANK.sub("", cell),
    "control": lambda cell: _UNSEEN.sub("", cell),
    "identityNumber": lambda cell: re.sub(IDENTITY, r"\1\2", cell),
}


class Kind(Protocol):
    """What a fix must know of a kind of faults."""

    @property
    def rule(self) -> str:
        """The rule that is broken."""

    @property
    def position(self) -> int:
        """The place of the column."""

    @property
    def word(self) -> str | None:
        """The wrong word that all of them have."""

    @property
    def near(self) -> str | None:
        """The accepted word nearest to it."""


def near_word(stack: Stack, position: int, rule: str, word: str | None) -> str | None:
    """Return the accepted word nearest to a wrong one; of a list of words, the list with each put right; or None."""
    if not word or position < 0 or rule not in ("enum", "foreignKey", "item", "type"):
        return None
    accepted = stack.rules[position].accepted
    if rule != "item":
        return nearest(word.strip(), accepted)
    parts = [part.strip() for part in _BETWEEN.split(word) if part.strip()]
    found = [part if part in accepted else nearest(part, accepted) for part in parts]
    right = [part for part in dict.fromkeys(found) if part]
    return "；".join(right) if right and None not in found else None


def safe_fix(
    connection: duckdb.DuckDBPyConnection, stack: Stack, file_no: int, kind: Kind, rows: Sequence[int]
) -> tuple[Mend, ...]:
    """Return the mends that put every row of a kind right, () when only a person can know how."""
    if kind.position < 0:
        return ()
    column = stack.schema.columns[kind.position]
    if kind.near and kind.word:
        return (Mend(column.name, kind.near, written=kind.word),)
    clean = _CLEANED.get(kind.rule)
    if clean is None or len(rows) > MOST_ROWS or (kind.rule == "pattern" and not column.is_id):
        return ()
    found = connection.execute(
        f"SELECT row_no, t{kind.position} FROM {stack.odd} "
        f"WHERE file_no = {file_no} AND row_no IN (SELECT unnest($rows)) ORDER BY row_no",
        {"rows": list(rows)},
    ).fetchall()
    mends = [Mend(column.name, clean(cell or "").strip(), row=row) for row, cell in found]
    is_sure = len(mends) == len(rows) and all(mend.value or not column.required for mend in mends)
    return tuple(mends) if is_sure else ()
