"""How the cells of any other Table Schema are read: exactly as the Data Package standard (version 2) says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from etl.checking.cell_rules import LOSES_DIGITS, CellRules, fill, none_of, one_of, text
from etl.language import said
from etl.refusal import WrongUsage
from etl.types.stored_types import STANDARD_STORED_AS
from etl.types.table_schema import Column, TableSchema

_BOUNDS = (("minimum", "<"), ("maximum", ">"), ("exclusiveMinimum", "<="), ("exclusiveMaximum", ">="))
# strptime's directives as both the standard and DuckDB know them.
_FORMATS: dict[str, dict[str, str]] = {
    "email": {"pattern": r"[^@\s]+@[^@\s]+\.[^@\s.]+"},
    "uri": {"pattern": r"[A-Za-z][A-Za-z0-9+.-]*:\S+"},
    "uuid": {"pattern": r"[0-9A-Fa-f]{8}-?([0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}"},
    "binary": {"pattern": r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"},
}


def standard_rules(schema: TableSchema) -> list[CellRules]:
    """Return the rules of every column of ``schema``. Raises WrongUsage for a constraint that makes no sense."""
    return [_rules(column) for column in schema.columns]


def _rules(column: Column) -> CellRules:
    readers: dict[str, Callable[[Column], str]] = {
        "string": _string,
        "integer": _integer,
        "number": _number,
        "boolean": _boolean,
        "date": lambda c: _moment(c, "DATE", "%Y-%m-%d", r"\d{4}-\d{1,2}-\d{1,2}"),
        "datetime": lambda c: _moment(
            c, "TIMESTAMP", "", r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:?\d\d)?"
        ),
        "time": lambda c: _moment(c, "TIME", "", r"\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:?\d\d)?"),
        "year": lambda c: "CASE WHEN regexp_full_match({c}, '\\d{4}') THEN TRY_CAST({c} AS INTEGER) END",
        "yearmonth": lambda c: (
            "CASE WHEN regexp_full_match({c}, '\\d{1,4}-(0?[1-9]|1[0-2])') "
            "THEN lpad(split_part({c}, '-', 1), 4, '0') || '-' || lpad(split_part({c}, '-', 2), 2, '0') END"
        ),
        "object": lambda c: "CASE WHEN json_valid({c}) AND json_type({c}) = 'OBJECT' THEN {c} END",
        "array": lambda c: "CASE WHEN json_valid({c}) AND json_type({c}) = 'ARRAY' THEN {c} END",
        "geojson": lambda c: "CASE WHEN json_valid({c}) AND json_type({c}) = 'OBJECT' THEN {c} END",
        "list": _list,
        "duration": lambda c: _matching(
            r"-?P(?:(?:\d+(?:\.\d+)?[YMWD])+(?:T(?:\d+(?:\.\d+)?[HMS])+)?|T(?:\d+(?:\.\d+)?[HMS])+)"
        ),
        "geopoint": _geopoint,
    }
    careful = readers.get(column.type, lambda c: "{c}")(column)
    # A missing value is written like any other; an empty cell is one only where the schema says so.
    clean = "coalesce({t}, '')"
    if column.missing_values:
        clean = f"CASE WHEN {one_of(clean, column.missing_values)} THEN NULL ELSE {clean} END"
    faults = (("type", "{v} IS NULL"), *_constraints(column, careful))
    value = fill(careful, c="{t}")
    notices = _notices(column)
    return CellRules(
        sure=f"CASE WHEN {{t}} IS NOT NULL THEN {_sure(column, value, (*faults, *notices))} END",
        quick=value,
        clean=clean,
        careful=careful,
        stored=STANDARD_STORED_AS.get(column.type, "VARCHAR"),
        faults=faults,
        notices=notices,
        accepted=tuple(str(value) for value in column.constraints.get("enum", ())),
        required=column.required,
        # Where an empty cell is no missing value it must be read like any other.
        empty_is_value="" not in column.missing_values,
    )


def _sure(column: Column, value: str, told: tuple[tuple[str, str], ...]) -> str:
    """SQL: a cell, read as ``value``, is no missing value, and none of ``told`` is to be said of it."""
    said = " OR ".join(f"({fill(condition, c='{t}', v=value)})" for _, condition in told)
    sure = f"NOT coalesce({said}, true)"
    return f"{none_of('{t}', column.missing_values)} AND {sure}" if column.missing_values else sure


def _notices(column: Column) -> tuple[tuple[str, str], ...]:
    """Return what is told of a number that the standard lets pass: it is none, or loses digits where it is stored."""
    if STANDARD_STORED_AS.get(column.type) != "DOUBLE":
        return ()
    return ("notFinite", "NOT isfinite({v})"), ("rounded", LOSES_DIGITS)


def _matching(pattern: str) -> str:
    return f"CASE WHEN regexp_full_match({{c}}, {text(pattern)}) THEN {{c}} END"


def _string(column: Column) -> str:
    known = _FORMATS.get(column.format)
    return _matching(known["pattern"]) if known else "{c}"


def _bare(column: Column) -> str:
    if column.options.get("bareNumber", True):
        return "trim({c}, E' \\t\\n\\r')"
    return "regexp_replace(regexp_replace({c}, '^[^-\\d]*', ''), '\\D*$', '')"


def _integer(column: Column) -> str:
    bare = _bare(column)
    if group := column.options.get("groupChar"):
        bare = f"replace({bare}, {text(group)}, '')"
    return f"CASE WHEN regexp_full_match({bare}, '[-+]?\\d+') THEN TRY_CAST({bare} AS HUGEINT) END"


def _number(column: Column) -> str:
    bare = _bare(column)
    if group := column.options.get("groupChar"):
        bare = f"replace({bare}, {text(group)}, '')"
    point = column.options.get("decimalChar", ".")
    if point != ".":
        bare = f"CASE WHEN NOT contains({bare}, '.') THEN replace({bare}, {text(point)}, '.') END"
    number = r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?"
    return (
        f"CASE WHEN regexp_full_match({bare}, '{number}') THEN TRY_CAST({bare} AS DOUBLE) "
        f"WHEN upper({bare}) IN ('NAN', 'INF', '-INF') THEN TRY_CAST({bare} AS DOUBLE) END"
    )


def _boolean(column: Column) -> str:
    yes = column.options.get("trueValues", ["true", "True", "TRUE", "1"])
    no = column.options.get("falseValues", ["false", "False", "FALSE", "0"])
    return f"CASE WHEN {one_of('{c}', yes)} THEN true WHEN {one_of('{c}', no)} THEN false END"


def _list(column: Column) -> str:
    kind = column.options.get("itemType", "string")
    if kind not in ("integer", "number", "boolean", "date"):
        return "{c}"
    item = {
        "integer": r"[-+]?\d+",
        "number": r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?",
        "boolean": "true|True|TRUE|1|false|False|FALSE|0",
        "date": r"\d{4}-\d{1,2}-\d{1,2}",
    }[kind]
    split = f"string_split({{c}}, {text(column.options.get('delimiter', ','))})"
    return f"CASE WHEN len(list_filter({split}, lambda x: NOT regexp_full_match(x, {text(item)}))) = 0 THEN {{c}} END"


def _geopoint(column: Column) -> str:
    number = r"-?\d+(\.\d+)?"
    written = {"array": rf"\[\s*{number}\s*,\s*{number}\s*\]", "object": r"\s*\{.*\}\s*"}
    pattern = written.get(column.format, rf"\s*{number}\s*,\s*{number}\s*")
    places = [f"trim(split_part({{c}}, ',', {place}), ' []')" for place in (1, 2)]
    if column.format == "object":
        places = [
            f"CASE WHEN json_valid({{c}}) THEN json_extract_string({{c}}, '$.{name}') END" for name in ("lon", "lat")
        ]
    lon, lat = (f"TRY_CAST({place} AS DOUBLE)" for place in places)
    return (
        f"CASE WHEN regexp_full_match({{c}}, {text(pattern)}) "
        f"AND {lon} BETWEEN -180 AND 180 AND {lat} BETWEEN -90 AND 90 THEN regexp_replace({{c}}, '\\s+', '', 'g') END"
    )


def _moment(column: Column, kind: str, default: str, pattern: str) -> str:
    if column.format == "any":
        return f"TRY_CAST({{c}} AS {kind})"
    if column.format != "default":
        return f"TRY_CAST(try_strptime({{c}}, {text(column.format)}) AS {kind})"
    if kind == "DATE":
        day = f"TRY_CAST(try_strptime({{c}}, '{default}') AS DATE)"
        return f"CASE WHEN regexp_full_match({{c}}, '{pattern}') THEN {day} END"
    # The zone is part of the writing, not of the value we print.
    moment = f"TRY_CAST(regexp_replace({{c}}, '(Z|[-+]\\d\\d:?\\d\\d)$', '') AS {kind})"
    return f"CASE WHEN regexp_full_match({{c}}, '{pattern}') THEN {moment} END"


def _constraints(column: Column, careful: str) -> list[tuple[str, str]]:
    """Return the faults of the constraints; their values are read by the column's own reading."""
    asked = column.constraints
    kind = STANDARD_STORED_AS.get(column.type, "VARCHAR")
    found = []
    if "minLength" in asked:
        found.append(("minLength", f"length({{c}}) < {int(asked['minLength'])}"))
    if "maxLength" in asked:
        found.append(("maxLength", f"length({{c}}) > {int(asked['maxLength'])}"))
    if "pattern" in asked:
        try:
            re.compile(asked["pattern"])
        except re.error as wrong:
            words = "表结构里“{column}”的 pattern 不是有效的正则表达式：{wrong}。"
            raise WrongUsage(said(words, column=column.name, wrong=wrong)) from None
        found.append(("pattern", f"NOT regexp_full_match({{c}}, {text(asked['pattern'])})"))
    if "enum" in asked:
        allowed = ", ".join(_literal(value, careful, kind) for value in asked["enum"])
        found.append(("enum", f"list_position([{allowed}], {{v}}) IS NULL"))
    for name, comparison in _BOUNDS:
        if name in asked:
            beyond = f"{{v}} {comparison} {_literal(asked[name], careful, kind)}"
            # What is no number lies within no bounds.
            found.append((name, f"{beyond} OR isnan({{v}})" if kind == "DOUBLE" else beyond))
    return found


def _literal(value: Any, careful: str, kind: str) -> str:
    """Return a constraint's value as SQL: numbers and truths as they are, texts as the column reads them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"CAST({text(str(value))} AS {kind})"
    return f"CAST({fill(careful, c=text(str(value)))} AS {kind})"
