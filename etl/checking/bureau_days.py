"""How the bureau's days and months are read: every writing that can mean only one; any other is refused."""

from __future__ import annotations

from etl.checking.as_typed import FAILED, NARROW, TRIMMED, bounds
from etl.checking.cell_rules import CellRules, bind
from etl.types.table_schema import Column

_TIME = r"[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"
# A day without the clock behind it, and without blanks around its separators.
_PLAIN_DAY = "regexp_replace(regexp_replace(narrow, '{time}', ''), '\\s*([-/.年月日号])\\s*', '\\1', 'g')".replace(
    "{time}", _TIME
)
_DIGITS = "replace(translate(plain, '〇零○Ｏ一二三四五六七八九', '0000123456789'), '十', 'X')"
_NUMERALS = (
    f"replace(regexp_replace(regexp_replace(regexp_replace({_DIGITS}, '(\\d)X(\\d)', '\\1\\2', 'g'), "
    "'(\\d)X', '\\10', 'g'), 'X(\\d)', '1\\1', 'g'), 'X', '10')"
)
_ARABIC_DAY = f"CASE WHEN regexp_matches(plain, '^[〇零○Ｏ一二三四五六七八九]{{4}}年') THEN {_NUMERALS} ELSE plain END"
# Source of the forms: the real files. Any other could be two days, or none.
_DAY = (
    "CASE WHEN regexp_full_match(written, '\\d{8}') "
    "THEN TRY_CAST(regexp_replace(written, '(\\d{4})(\\d\\d)(\\d\\d)', '\\1-\\2-\\3') AS DATE) "
    "WHEN regexp_full_match(written, "
    "'\\d{4}(-\\d{1,2}-|/\\d{1,2}/|\\.\\d{1,2}\\.| \\d{1,2} |\\\\\\d{1,2}\\\\)\\d{1,2}') "
    "THEN TRY_CAST(translate(written, '/. \\', '----') AS DATE) "
    "WHEN regexp_full_match(written, '\\d{4}年\\d{1,2}月\\d{1,2}[日号]?') "
    "THEN TRY_CAST(regexp_replace(written, '^(\\d{4})年(\\d{1,2})月(\\d{1,2}).*$', '\\1-\\2-\\3') AS DATE) END"
)


def _as_written(body: str) -> str:
    """SQL: ``body``, in which ``written`` stands for the cleaned cell with Arabic numerals and nothing but the day."""
    return bind("narrow", NARROW, bind("plain", _PLAIN_DAY, bind("written", _ARABIC_DAY, body)))


def day_sql() -> str:
    """SQL: the day a cleaned cell means, NULL when it is none or could be two."""
    return _as_written(_DAY)


# Excel counts days from here; a number outside these years is no day a bureau writes.
_DAY_ZERO = "DATE '1899-12-30'"
_SERIAL = "regexp_full_match({c}, '\\d{5}([.]\\d+)?') AND TRY_CAST(left({c}, 5) AS INTEGER) BETWEEN 36526 AND 54788"


# Full-width figures and signs mean the same, and are told of as in every other column.
_NARROWED = ("narrowed", f"{{c}} <> {NARROW}")
# Dots are so common that a file full of them should not need the careful reading.
_QUICK_DAY = (
    "CASE WHEN contains({t}, '.') THEN "
    "CASE WHEN NOT contains({t}, '-') AND NOT contains({t}, '/') THEN TRY_CAST(replace({t}, '.', '-') AS DATE) END "
    "ELSE TRY_CAST({t} AS DATE) END"
)


def day_rules(column: Column) -> CellRules:
    """Return the rules of a column of days."""
    low, high, faults = bounds(column, "1900-01-01", "2199-12-31", "DATE '{}'")
    return CellRules(
        # The database's own reading is right for whole years: a short year falls below the lowest day.
        sure=f"strlen({{t}}) BETWEEN 8 AND 10 AND {{q}} BETWEEN {low} AND {high}",
        quick=_QUICK_DAY,
        clean=TRIMMED,
        careful=f"CASE WHEN {_SERIAL} THEN {_DAY_ZERO} + TRY_CAST(left({{c}}, 5) AS INTEGER) ELSE {day_sql()} END",
        stored="DATE",
        faults=(FAILED, ("type", "{v} IS NULL"), *faults),
        notices=(
            ("dateSerial", _SERIAL),
            (
                "timeDropped",
                f"regexp_matches({{c}}, '[:：]') AND regexp_matches({NARROW}, '{_TIME}') "
                f"AND NOT regexp_matches({NARROW}, '[ T]+0?0:00(:00(\\.0+)?)?$')",
            ),
            _NARROWED,
        ),
        required=column.required,
    )


def month_rules(column: Column) -> CellRules:
    """Return the rules of a column of months, each stored as its first day."""
    low, high, faults = bounds(column, "1900-01", "2199-12", "DATE '{}-01'")
    # A month, or the first day of one, which is how Excel keeps a month.
    month = (
        "CASE WHEN regexp_full_match(written, '\\d{4}([-/]\\d{1,2}|年\\d{1,2}月?|\\d{2})') "
        "THEN TRY_CAST(regexp_replace(written, '^(\\d{4})[-/年]?(\\d{1,2})月?$', '\\1-\\2-01') AS DATE) ELSE "
        + bind("found", _DAY, "CASE WHEN day(found) = 1 THEN found END")
        + " END"
    )
    return CellRules(
        sure=f"strlen({{t}}) = 7 AND {{q}} BETWEEN {low} AND {high}",
        quick="TRY_CAST({t} || '-01' AS DATE)",
        clean=TRIMMED,
        careful=_as_written(month),
        stored="DATE",
        faults=(FAILED, ("type", "{v} IS NULL"), *faults),
        notices=(_NARROWED,),
        required=column.required,
    )
