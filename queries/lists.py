"""Lists: tables that are no KPIs, each one SQL file of queries/list; what they are, and their rows in a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from queries.catalogue import NAME, ROOM, DefinitionError, Words, bilingual, read_header
from queries.warehouse import Warehouse
from queries.windows import Window

LIST_FOLDER = ROOM / "list"
LIST_WORDS = (
    "title",
    "question",
    "one row is",
    "drawn from",
    "windowed by",
    "added up",
    "ordered by",
    "columns",
)


@dataclass(frozen=True)
class ListDefinition:
    """One list as its file defines it; queries/list/README.md says what each field means."""

    name: str
    title: Words
    question: Words
    one_row_is: Words
    drawn_from: tuple[str, ...]
    windowed_by: str | None
    added_up: tuple[str, ...]
    ordered_by: str
    columns: tuple[tuple[str, Words], ...]
    sql: str
    text: str

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(name for name, _ in self.columns)


def _names(value: str) -> tuple[str, ...]:
    return () if value == "none" else tuple(part.strip() for part in value.split(","))


def read_list(path: Path) -> ListDefinition:
    """Read one file of queries/list. Raises DefinitionError naming file and field."""
    fields, sql, text = read_header(path, LIST_WORDS, comments_follow=True)
    columns = []
    for part in fields["columns"].split(";"):
        name, zh, en = ([piece.strip() for piece in part.split("=")] + ["", ""])[:3]
        if not (NAME.fullmatch(name) and zh and en):
            raise DefinitionError(f"{path.name}, 'columns': {part.strip()!r} should read 'name = Chinese = English'")
        columns.append((name, Words(zh, en)))
    known = {name for name, _ in columns}
    windowed_by = None if fields["windowed by"] == "none" else fields["windowed by"]
    for word, names in (("windowed by", {windowed_by} - {None}), ("added up", set(_names(fields["added up"])))):
        if not names <= known:
            raise DefinitionError(f"{path.name}, '{word}': {', '.join(map(str, names - known))} is not a column")
    return ListDefinition(
        name=path.stem,
        title=bilingual(path, "title", fields["title"]),
        question=bilingual(path, "question", fields["question"]),
        one_row_is=bilingual(path, "one row is", fields["one row is"]),
        drawn_from=_names(fields["drawn from"]),
        windowed_by=windowed_by,
        added_up=_names(fields["added up"]),
        ordered_by=fields["ordered by"],
        columns=tuple(columns),
        sql=sql,
        text=text,
    )


def lists(folder: Path = LIST_FOLDER) -> dict[str, ListDefinition]:
    """Return every list there is, by name; files changed since are read again. Raises DefinitionError."""
    paths = sorted(path for path in folder.glob("*.sql") if NAME.fullmatch(path.stem))
    return _lists(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@lru_cache(maxsize=4)
def _lists(state: tuple[tuple[Path, int, int], ...]) -> dict[str, ListDefinition]:
    return {path.stem: read_list(path) for path, _, _ in state}


def list_rows(
    warehouse: Warehouse, asked: ListDefinition, window: Window, where: Mapping[str, Sequence[str | None]]
) -> list[dict[str, Any]]:
    """Return the rows of a list in ``window`` that pass ``where`` (column → accepted values as text, None = empty)."""
    rows, parameters = _rows(warehouse, asked, window, where)
    return warehouse.sql(f"{rows} ORDER BY {asked.ordered_by}", parameters).to_pylist()


def list_sums(
    warehouse: Warehouse, asked: ListDefinition, window: Window, where: Mapping[str, Sequence[str | None]]
) -> dict[str, int]:
    """Return the sums of the columns that the list adds up, over the rows that list_rows() would return."""
    rows, parameters = _rows(warehouse, asked, window, where)
    sums = ", ".join(f'CAST(COALESCE(SUM("{column}"), 0) AS BIGINT)' for column in asked.added_up)
    found = warehouse.rows(f"SELECT {sums} FROM ({rows}) AS listed", parameters)
    return dict(zip(asked.added_up, found[0], strict=True))


def column_values(warehouse: Warehouse, asked: ListDefinition, column: str) -> list[str]:
    """Return the values that ``column`` of a list has, as text."""
    view = _define(warehouse, asked)
    rows = warehouse.rows(f'SELECT DISTINCT CAST("{column}" AS STRING) FROM {view} WHERE "{column}" IS NOT NULL')
    return sorted(value for (value,) in rows)


def _define(warehouse: Warehouse, asked: ListDefinition) -> str:
    view = f"list.{asked.name}"
    warehouse.define(view, asked.sql)
    return view


def _rows(
    warehouse: Warehouse, asked: ListDefinition, window: Window, where: Mapping[str, Sequence[str | None]]
) -> tuple[str, dict[str, Any]]:
    parameters: dict[str, Any] = {}
    conditions = []
    if asked.windowed_by:
        parameters |= {"first": window.first, "last": window.last}
        conditions.append(f"{asked.windowed_by} >= $first AND {asked.windowed_by} <= $last")
    for number, (column, values) in enumerate(where.items()):
        if column not in asked.column_names:
            raise LookupError(f"{asked.name} has no column {column!r}")
        texts = {f"w{number}_{at}": value for at, value in enumerate(values) if value is not None}
        parameters |= texts
        accepted = [f'CAST("{column}" AS STRING) IN ({", ".join(f"${name}" for name in texts)})'] if texts else []
        accepted += [f'"{column}" IS NULL'] if None in values else []
        conditions.append(f"({' OR '.join(accepted)})")
    view = _define(warehouse, asked)
    # Quoted: a list may call a column by a word of SQL, such as both.
    columns = ", ".join(f'"{column}"' for column in asked.column_names)
    return f"SELECT {columns} FROM {view} WHERE {' AND '.join(conditions) or 'TRUE'}", parameters
