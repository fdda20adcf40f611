"""Values as they are shown to whoever looks at a check: without what belongs to people."""

from __future__ import annotations

from etl.checking.people import (
    identity_hidden,
    people_hidden,
    personal_hidden,
    without_identity,
    without_people,
    without_person,
)
from etl.types.table_schema import Column, TableSchema

# What the cells of a column may hold of people: nothing that is hidden, a code, text, or a person alone.
_AS_IT_IS, _CODE, _TEXT, _PERSON = "as it is", "code", "text", "person"


def holds(schema: TableSchema, column: Column) -> str:
    """Return what the cells of ``column`` may hold of people; a schema from elsewhere is shown as it is."""
    if column.personal:
        return _PERSON
    if schema.is_standard:
        return _AS_IT_IS
    # Eleven digits may well be a code.
    return _CODE if column.is_id else _TEXT


def row_holds(schema: TableSchema) -> str:
    """Return what a cell beyond the last column may hold: whatever any cell of the row may."""
    kinds = {holds(schema, column) for column in schema.columns}
    return next(kind for kind in (_PERSON, _TEXT, _CODE, _AS_IT_IS) if kind in kinds)


def shown(value: str, kind: str) -> str:
    """SQL: the value ``value`` as it is shown, where ``kind`` is what its column may hold."""
    return (
        f"CASE {kind} WHEN '{_TEXT}' THEN {people_hidden(value)} WHEN '{_CODE}' THEN {identity_hidden(value)} "
        f"WHEN '{_PERSON}' THEN {personal_hidden(value)} ELSE {value} END"
    )


def as_shown(value: str | None, kind: str) -> str | None:
    """Return ``value`` as it is shown: the same as ``shown``, outside the database."""
    if not value:
        return value
    ways = {_TEXT: without_people, _CODE: without_identity, _PERSON: without_person}
    return ways[kind](value) if kind in ways else value
