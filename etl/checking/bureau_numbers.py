"""How the bureau's numbers are read: with the column's own unit, a currency sign, thousands separators in place."""

from __future__ import annotations

from etl.checking.as_typed import CHANGED, FAILED, NARROW, TRIMMED, bounds
from etl.checking.cell_rules import LOSES_DIGITS, CellRules, bind
from etl.types.table_schema import Column


def _plain_number(column: Column) -> str:
    """SQL: a cleaned number without currency sign, the column's own unit and well-placed thousands separators."""
    units = {"万元": "万元?", "%": "", "㎡": "(㎡|m2|平方米|平米)"}
    unit = units.get(column.unit, "")
    bare = f"regexp_replace(regexp_replace({NARROW}, '^[¥]\\s*', ''), '\\s+%$', '%')"
    if unit:
        bare = f"regexp_replace({bare}, '\\s*{unit}$', '')"
    grouped = "[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?%?"
    plain = f"CASE WHEN regexp_full_match(bare, '{grouped}') THEN replace(bare, ',', '') ELSE bare END"
    return bind("bare", bare, plain)


def whole_rules(column: Column) -> CellRules:
    """Return the rules of a column of whole numbers or years."""
    low, high, faults = bounds(column, "-2147483648", "2147483647")
    plain = _plain_number(column)
    if column.type == "year":
        plain = f"regexp_replace({plain}, '年度?$', '')"
    return CellRules(
        # Read and written again it is the same: so it was written as numbers are.
        sure=f"CAST({{q}} AS VARCHAR) = {{t}} AND {{q}} BETWEEN {low} AND {high}",
        quick="TRY_CAST({t} AS INTEGER)",
        clean=TRIMMED,
        careful=bind(
            "whole", plain, "CASE WHEN regexp_full_match(whole, '[-+]?\\d+') THEN TRY_CAST(whole AS INTEGER) END"
        ),
        stored="INTEGER",
        faults=(FAILED, ("type", "{v} IS NULL"), *faults),
        notices=(("narrowed", f"{CHANGED} OR contains({{c}}, ',') OR NOT regexp_full_match({{c}}, '[-+0-9.]+')"),),
        required=column.required,
    )


def number_rules(column: Column) -> CellRules:
    """Return the rules of a column of numbers; one whose unit is % takes 0.711, 71.1% and 71.1."""
    low, high, faults = bounds(column, "-1e300", "1e300")
    decimal = r"[-+]?(\d+(\.\d*)?|\.\d+)"
    careful = f"WHEN regexp_full_match(plain, '{decimal}') THEN TRY_CAST(plain AS DOUBLE)"
    notice = f"{CHANGED} OR contains({{c}}, ',') OR NOT regexp_full_match({{c}}, '[-+0-9.]+')"
    if column.unit == "%":
        # A share above 1 can only be percent.
        number = "TRY_CAST(plain AS DOUBLE)"
        careful = (
            f"WHEN regexp_full_match(plain, '{decimal}') THEN "
            f"CASE WHEN {number} > 1 AND {number} <= 100 THEN {number} / 100 ELSE {number} END "
            f"WHEN regexp_full_match(plain, '{decimal}%') THEN TRY_CAST(rtrim(plain, '%') AS DOUBLE) / 100"
        )
        notice = f"{CHANGED} OR TRY_CAST({{c}} AS DOUBLE) > 1 AND {{v}} <= 1"
    if column.unit == "万元":
        hundred_million = f"regexp_full_match(plain, '{decimal}\\s*亿元?')"
        amount = "TRY_CAST(regexp_extract(plain, '^[-+0-9.]+') AS DOUBLE)"
        careful += f" WHEN {hundred_million} THEN {amount} * 10000"
    return CellRules(
        sure=f"strlen({{t}}) <= 16 AND regexp_full_match({{t}}, '-?[0-9]{{1,15}}(\\.[0-9]+)?') "
        f"AND {{q}} BETWEEN {low} AND {high}",
        quick="TRY_CAST({t} AS DOUBLE)",
        clean=TRIMMED,
        careful=bind("plain", _plain_number(column), f"CASE {careful} END"),
        stored="DOUBLE",
        faults=(FAILED, ("type", "{v} IS NULL"), *faults),
        notices=(("rounded", LOSES_DIGITS), ("narrowed", notice)),
        required=column.required,
    )
