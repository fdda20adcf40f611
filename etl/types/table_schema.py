"""A Table Schema (Data Package v2) as the check reads it: the bureau's ten record types, or any other schema file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from etl.language import listed, said
from etl.refusal import WrongUsage
from etl.types.stored_types import STANDARD_STORED_AS, STORED_AS
from etl.types.wordmatch import normalised

SCHEMA_FOLDER = Path(__file__).parents[1] / "schemas"


@dataclass(frozen=True)
class Column:
    """One field of a schema: its names, its type, and what the standard and the bureau ask of its cells."""

    name: str
    title: str
    type: str
    format: str = "default"
    description: str = ""
    aliases: tuple[str, ...] = ()
    constraints: Mapping[str, Any] = field(default_factory=dict)
    personal: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    item_enum: tuple[str, ...] = ()
    accept_by: str = ""
    unit: str = ""
    # How its value may go from one report of a record to the next; what goes otherwise is in doubt.
    sense: Mapping[str, Any] = field(default_factory=dict)
    missing_values: tuple[str, ...] = ("",)
    # What only foreign schemas use: trueValues, delimiter, decimalChar and the like, as written there.
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        """Whether an empty cell is a fault."""
        return bool(self.constraints.get("required"))

    @property
    def is_id(self) -> bool:
        """Whether it is a code without spaces (pattern ``\\S+``), kept as text always."""
        return self.type == "string" and self.constraints.get("pattern") == r"\S+"

    @property
    def names(self) -> tuple[str, ...]:
        """Every header that means this column."""
        return (self.title, self.name, *self.aliases)


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values must exist in another table."""

    column: str
    resource: str
    reference: str


@dataclass(frozen=True)
class Rule:
    """A rule across two columns of a row: ``column compare other`` must hold where both are filled in."""

    rule: str
    column: str
    compare: str
    other: str
    severity: str
    message: str
    # A matter of sense, not of form: what breaks it is let through once someone writes down why.
    sense: bool = False


@dataclass(frozen=True)
class TableSchema:
    """The columns, keys and rules of one table."""

    name: str
    title: str
    description: str
    aliases: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    rules: tuple[Rule, ...]
    date_column: str | None
    # The bureau's own ten types are read as the bureau writes; any other schema exactly as the standard says.
    is_standard: bool
    # A list that may well be the same month after month.
    may_repeat: bool = False

    @cached_property
    def headers(self) -> dict[str, Column]:
        """Every normalised header that means a column; a title or name wins over another column's alias."""
        found: dict[str, Column] = {}
        for column in self.columns:
            for alias in column.aliases:
                found.setdefault(normalised(alias), column)
        found |= {normalised(column.title): column for column in self.columns}
        return found | {normalised(column.name): column for column in self.columns}

    def position(self, name: str) -> int:
        """Return the position of the column ``name``. Raises KeyError when there is none."""
        if name not in (names := [column.name for column in self.columns]):
            raise KeyError(name)
        return names.index(name)

    def column(self, name: str) -> Column:
        """Return the column ``name``. Raises KeyError when there is none."""
        return self.columns[self.position(name)]

    def stored(self, column: Column) -> str:
        """Return the DuckDB type in which ``column`` is stored."""
        return (STANDARD_STORED_AS if self.is_standard else STORED_AS).get(column.type, "VARCHAR")

    def reference_of(self, name: str) -> ForeignKey | None:
        """Return the foreign key that starts at column ``name``, if any."""
        return next((key for key in self.foreign_keys if key.column == name), None)


@lru_cache
def record_types() -> dict[str, TableSchema]:
    """Return the bureau's record types by name, projects first, since the others refer to them."""
    found = {path.stem: load_schema(path) for path in sorted(SCHEMA_FOLDER.glob("*.json"))}
    return dict(sorted(found.items(), key=lambda entry: entry[0] != "project"))


def find_schema(name: str) -> TableSchema:
    """Return the record type called ``name`` (or its Chinese title), else the Table Schema at that path.

    Raises WrongUsage when there is neither.
    """
    named = (one for one in record_types().values() if name in (one.name, one.title, *one.aliases))
    if schema := next(named, None):
        return schema
    path = Path(name)
    if path.suffix.lower() != ".json":
        words = said("没有“{name}”这种记录。可以是：{known}；或一个 Table Schema 的 .json 文件。")
        known = listed([f"{schema.name} ({said(schema.title)})" for schema in record_types().values()])
        raise WrongUsage(words.format(name=name, known=known))
    if path.resolve().parent == SCHEMA_FOLDER.resolve() and path.stem in record_types():
        return record_types()[path.stem]
    return load_schema(path)


def load_schema(path: Path) -> TableSchema:
    """Read the Table Schema at ``path``. Raises WrongUsage when it is not there or is no Table Schema."""
    try:
        described = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise WrongUsage(said("找不到表结构文件“{file}”，请检查路径。", file=path)) from None
    except ValueError as wrong:
        raise WrongUsage(said("表结构文件“{file}”不是有效的 JSON：{wrong}。", file=path, wrong=wrong)) from None
    if not isinstance(described, dict) or not isinstance(described.get("fields"), list) or not described["fields"]:
        raise WrongUsage(said("“{file}”不是 Table Schema：缺少 fields。", file=path))
    try:
        return _schema(described, path.stem, path.resolve().parent != SCHEMA_FOLDER.resolve())
    except (KeyError, TypeError, AttributeError) as wrong:
        raise WrongUsage(said("“{file}”不是有效的 Table Schema：{wrong}。", file=path, wrong=wrong)) from None


def _schema(described: dict[str, Any], stem: str, is_standard: bool) -> TableSchema:
    missing = described.get("missingValues", [""])
    columns = tuple(_column(entry, missing) for entry in described["fields"])
    keys = []
    for key in described.get("foreignKeys", []):
        fields, there = _names(key["fields"]), key["reference"]
        if len(fields) == 1:
            keys.append(ForeignKey(fields[0], there.get("resource", ""), _names(there["fields"])[0]))
    schema = TableSchema(
        name=(name := described.get("name", stem)),
        title=described.get("title", name),
        description=described.get("description", ""),
        aliases=tuple(described.get("aliases", ())),
        columns=columns,
        key=_names(described.get("primaryKey", ())),
        unique_keys=tuple(_names(names) for names in described.get("uniqueKeys", ())),
        foreign_keys=tuple(keys),
        rules=tuple(Rule(**rule) for rule in described.get("rules", ())) if not is_standard else (),
        date_column=described.get("date_column"),
        is_standard=is_standard,
        may_repeat=bool(described.get("may_repeat")),
    )
    for used in (*schema.key, *(name for names in schema.unique_keys for name in names)):
        schema.position(used)
    return schema


def _column(entry: dict[str, Any], missing: list[Any]) -> Column:
    own = entry.get("missingValues", missing)
    return Column(
        name=entry["name"],
        title=entry.get("title") or entry["name"],
        type=entry.get("type", "any"),
        format=entry.get("format", "default"),
        description=entry.get("description", ""),
        aliases=tuple(entry.get("aliases", ())),
        constraints=entry.get("constraints", {}),
        personal=bool(entry.get("personal")),
        values=entry.get("values", {}),
        item_enum=tuple(entry.get("item_enum", ())),
        accept_by=entry.get("accept_by", ""),
        unit=entry.get("unit", ""),
        sense=entry.get("sense", {}),
        # Version 2 of the standard lets a missing value carry a label.
        missing_values=tuple(value["value"] if isinstance(value, dict) else value for value in own),
        options=entry,
    )


def _names(names: Any) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
