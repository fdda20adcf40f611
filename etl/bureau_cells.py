"""How the bureau's cells are read: every unambiguous writing of a day, a number, a yes or a word; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from etl.cell_rules import CellRules, bind, none_of, one_of, text, words
from etl.table_schema import Column, TableSchema

# Blanks nobody sees: no-break, ideographic, zero-width, byte-order mark.
BLANK = r"[\s\x{00A0}\x{3000}\x{200B}-\x{200F}\x{2060}\x{FEFF}]"
TRIMMED = f"nullif(regexp_replace({{t}}, '^{BLANK}+|{BLANK}+$', '', 'g'), '')"
# What Excel shows where a formula failed.
ERRORS = words(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
_WIDE, _NARROW = "０１２３４５６７８９．，－＋／：％￥（）＃", "0123456789.,-+/:%¥()#"
_WIDE_LETTERS = (
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ＿"
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
# An 18-digit identity number with a possible birthday in it.
IDENTITY = r"(^|[^0-9])[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]($|[^0-9])"
FAILED = ("excelError", f"list_position([{ERRORS}], {{c}}) > 0")
# A leading apostrophe is how Excel is told that a number is text.
NARROW = f"translate(regexp_replace({{c}}, '^[''’](.)', '\\1'), '{_WIDE}', '{_NARROW}')"
_CHANGED = "{c} <> " + NARROW


def bureau_rules(schema: TableSchema, references: Mapping[tuple[str, str], Mapping[str, str]]) -> list[CellRules]:
    """Return the rules of every column of one of the bureau's types.

    ``references`` is (type, column) → accepted word → stored word, for columns that refer to reference data.
    """
    return [_rules(column, references.get((schema.name, column.name))) for column in schema.columns]


def _rules(column: Column, accepted: Mapping[str, str] | None) -> CellRules:
    if accepted is not None:
        return _one_of(column, accepted, "foreignKey")
    if "enum" in column.constraints:
        stored = {word: word for word in column.constraints["enum"]} | dict(column.values)
        return _one_of(column, stored, "enum")
    if column.is_id:
        return _code(column)
    kinds: dict[str, Callable[[Column], CellRules]] = {
        "date": _day,
        "yearmonth": _month,
        "integer": _whole,
        "year": _whole,
        "number": _number,
        "boolean": _yes_no,
        "list": _list,
    }
    return kinds.get(column.type, _text)(column)


def _text(column: Column) -> CellRules:
    longest = int(column.constraints.get("maxLength", 2000))
    unusual = rf"^{BLANK}|{BLANK}$|^#|\d{{17}}|[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"
    return CellRules(
        sure=f"strlen({{t}}) <= {longest} AND NOT regexp_matches({{t}}, '{unusual}')",
        quick="{t}",
        clean=TRIMMED,
        careful="{c}",
        stored="VARCHAR",
        faults=(
            FAILED,
            ("maxLength", f"length({{c}}) > {longest}"),
            ("identityNumber", f"regexp_matches({{c}}, '{IDENTITY}')"),
            ("control", r"regexp_matches({c}, '[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]')"),
        ),
        required=column.required,
    )


# Nothing but what codes are made of, by what costs least at each row: encoding for an address leaves those as they are.
_PLAIN_CODE = (
    "(url_encode({t}) = {t} OR regexp_full_match({t}, '[-0-9A-Za-z_./()]+')) "
    "AND NOT ({t} < ':' AND regexp_matches({t}, '^[0-9.]+[Ee]'))"
)


def _code(column: Column) -> CellRules:
    longest = int(column.constraints.get("maxLength", 64))
    narrow = f"translate({NARROW}, '{_WIDE_LETTERS}', '{_LETTERS}')"
    # A name such as 合计 in the place of a code makes the row a totals row: it is looked at carefully.
    return CellRules(
        sure=f"strlen({{t}}) <= {longest} AND {_PLAIN_CODE}",
        quick="{t}",
        clean=TRIMMED,
        careful=narrow,
        stored="VARCHAR",
        faults=(
            FAILED,
            ("scientific", r"regexp_full_match({c}, '\d(\.\d+)?[Ee]\+?\d+')"),
            ("pattern", f"regexp_matches({{c}}, '{BLANK}')"),
            ("maxLength", f"length({{c}}) > {longest}"),
            ("control", r"regexp_matches({c}, '[\x00-\x1F\x7F]')"),
        ),
        notices=(("narrowed", f"{{c}} <> {narrow}"),),
        required=column.required,
    )


def _one_of(column: Column, stored: Mapping[str, str], rule: str) -> CellRules:
    """A word of a list; ``stored`` says which word is kept for it (an empty one: nothing is kept)."""
    tight = f"regexp_replace({{c}}, '{BLANK}+', '', 'g')"
    other = {word: kept for word, kept in stored.items() if word != kept}

    def kept(expression: str) -> str:
        if not other:
            return expression
        place = f"list_position([{words(other)}], {expression})"
        found = ", ".join(text(kept) if kept else "NULL" for kept in other.values())
        return f"CASE WHEN {one_of(expression, other)} THEN list_extract([{found}], {place}) ELSE {expression} END"

    return CellRules(
        sure=one_of("{t}", stored),
        quick=kept("{t}"),
        clean=TRIMMED,
        careful=bind("tight", tight, f"CASE WHEN {one_of('tight', stored)} THEN {kept('tight')} END"),
        stored="VARCHAR",
        faults=(FAILED, (rule, none_of(tight, stored))),
        accepted=tuple(stored),
        required=column.required,
    )


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
    "WHEN regexp_full_match(written, '\\d{4}(-\\d{1,2}-|/\\d{1,2}/|\\.\\d{1,2}\\.| \\d{1,2} |\\\\\\d{1,2}\\\\)\\d{1,2}') "
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


def _bounds(column: Column, low: str, high: str, literal: str = "{}") -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return the lowest and highest value as SQL, and the faults of what lies beyond."""
    minimum, maximum = column.constraints.get("minimum"), column.constraints.get("maximum")
    faults = []
    if minimum is not None:
        faults.append(("minimum", "{v} < " + literal.format(minimum)))
    if maximum is not None:
        faults.append(("maximum", "{v} > " + literal.format(maximum)))
    return (
        literal.format(low if minimum is None else minimum),
        literal.format(high if maximum is None else maximum),
        tuple(faults),
    )


def _day(column: Column) -> CellRules:
    low, high, faults = _bounds(column, "1900-01-01", "2199-12-31", "DATE '{}'")
    return CellRules(
        # The database's own reading is right for whole years: a short year falls below the lowest day.
        sure=f"strlen({{t}}) BETWEEN 8 AND 10 AND TRY_CAST({{t}} AS DATE) BETWEEN {low} AND {high}",
        quick="TRY_CAST({t} AS DATE)",
        clean=TRIMMED,
        careful=day_sql(),
        stored="DATE",
        faults=(FAILED, ("type", "{v} IS NULL"), *faults),
        notices=(
            (
                "timeDropped",
                f"regexp_matches({{c}}, '[:：]') AND regexp_matches({NARROW}, '{_TIME}') "
                f"AND NOT regexp_matches({NARROW}, '[ T]+0?0:00(:00(\\.0+)?)?$')",
            ),
        ),
        required=column.required,
    )


def _month(column: Column) -> CellRules:
    low, high, faults = _bounds(column, "1900-01", "2199-12", "DATE '{}-01'")
    # A month, or the first day of one, which is how Excel keeps a month.
    month = (
        "CASE WHEN regexp_full_match(written, '\\d{4}([-/]\\d{1,2}|年\\d{1,2}月?|\\d{2})') "
        "THEN TRY_CAST(regexp_replace(written, '^(\\d{4})[-/年]?(\\d{1,2})月?$', '\\1-\\2-01') AS DATE) ELSE "
        + bind("found", _DAY, "CASE WHEN day(found) = 1 THEN found END")
        + " END"
    )
    return CellRules(
        sure=f"strlen({{t}}) = 7 AND TRY_CAST({{t}} || '-01' AS DATE) BETWEEN {low} AND {high}",
        quick="TRY_CAST({t} || '-01' AS DATE)",
        clean=TRIMMED,
        careful=_as_written(month),
        stored="DATE",
        faults=(FAILED, ("type", "{v} IS NULL"), *faults),
        required=column.required,
    )


def _plain_number(column: Column) -> str:
    """SQL: a cleaned number without currency sign, the column's own unit, and thousands separators that are in place."""
    units = {"万元": "万元?", "%": "", "㎡": "(㎡|m2|平方米|平米)"}
    unit = units.get(column.unit, "")
    bare = f"regexp_replace(regexp_replace({NARROW}, '^[¥]\\s*', ''), '\\s+%$', '%')"
    if unit:
        bare = f"regexp_replace({bare}, '\\s*{unit}$', '')"
    grouped = "[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?%?"
    plain = f"CASE WHEN regexp_full_match(bare, '{grouped}') THEN replace(bare, ',', '') ELSE bare END"
    return bind("bare", bare, plain)


def _whole(column: Column) -> CellRules:
    low, high, faults = _bounds(column, "-2147483648", "2147483647")
    plain = _plain_number(column)
    if column.type == "year":
        plain = f"regexp_replace({plain}, '年度?$', '')"
    whole = f"regexp_replace({plain}, '\\.0+$', '')"
    return CellRules(
        # Read and written again it is the same: so it was written as numbers are.
        sure=f"CAST(TRY_CAST({{t}} AS INTEGER) AS VARCHAR) = {{t}} AND TRY_CAST({{t}} AS INTEGER) BETWEEN {low} AND {high}",
        quick="TRY_CAST({t} AS INTEGER)",
        clean=TRIMMED,
        careful=bind(
            "whole", whole, "CASE WHEN regexp_full_match(whole, '[-+]?\\d+') THEN TRY_CAST(whole AS INTEGER) END"
        ),
        stored="INTEGER",
        faults=(FAILED, ("type", "{v} IS NULL"), *faults),
        notices=(("narrowed", f"{_CHANGED} OR contains({{c}}, ',') OR NOT regexp_full_match({{c}}, '[-+0-9.]+')"),),
        required=column.required,
    )


def _number(column: Column) -> CellRules:
    low, high, faults = _bounds(column, "-1e300", "1e300")
    decimal = r"[-+]?(\d+(\.\d*)?|\.\d+)"
    careful = f"WHEN regexp_full_match(plain, '{decimal}') THEN TRY_CAST(plain AS DOUBLE)"
    notice = f"{_CHANGED} OR contains({{c}}, ',') OR NOT regexp_full_match({{c}}, '[-+0-9.]+')"
    if column.unit == "%":
        careful += f" WHEN regexp_full_match(plain, '{decimal}%') THEN TRY_CAST(rtrim(plain, '%') AS DOUBLE) / 100"
        notice = _CHANGED
    return CellRules(
        sure=f"regexp_full_match({{t}}, '-?[0-9]{{1,15}}(\\.[0-9]+)?') AND TRY_CAST({{t}} AS DOUBLE) BETWEEN {low} AND {high}",
        quick="TRY_CAST({t} AS DOUBLE)",
        clean=TRIMMED,
        careful=bind("plain", _plain_number(column), f"CASE {careful} END"),
        stored="DOUBLE",
        faults=(FAILED, ("type", "{v} IS NULL"), *faults),
        notices=(("narrowed", notice),),
        required=column.required,
    )


def _yes_no(column: Column) -> CellRules:
    yes = tuple(column.options.get("trueValues", ("是",)))
    no = tuple(column.options.get("falseValues", ("否",)))
    folded = f"translate({NARROW}, '{_WIDE_LETTERS}', '{_LETTERS}')"
    return CellRules(
        sure=one_of("{t}", (*yes, *no)),
        quick=f"list_position([{words((*yes, *no))}], {{t}}) <= {len(yes)}",
        clean=TRIMMED,
        careful=bind(
            "folded", folded, f"CASE WHEN {one_of('folded', yes)} THEN true WHEN {one_of('folded', no)} THEN false END"
        ),
        stored="BOOLEAN",
        faults=(FAILED, ("type", "{v} IS NULL")),
        accepted=tuple(word for word in (*yes, *no) if len(word) > 1 and not word.isascii()),
        required=column.required,
    )


def _list(column: Column) -> CellRules:
    split = "string_split_regex({c}, '[；;、,，\\n\\r]+')"
    trimmed = f"list_filter(list_transform({split}, lambda x: regexp_replace(x, '^{BLANK}+|{BLANK}+$', '', 'g')), lambda x: x <> '')"
    # Already as it is stored: parts joined by ；, nothing doubled, no digits (which an identity number would need).
    sure = f"NOT regexp_matches({{t}}, '[;、,，\\n\\r0-9]|；；|^；|；$|^#|{BLANK}')"
    faults: list[tuple[str, str]] = [FAILED, ("identityNumber", f"regexp_matches({{c}}, '{IDENTITY}')")]
    if column.item_enum:
        sure = f"list_has_all([{words(column.item_enum)}], string_split({{t}}, '；'))"
        faults.append(("item", f"NOT list_has_all([{words(column.item_enum)}], {trimmed})"))
    return CellRules(
        sure=sure,
        quick="{t}",
        clean=TRIMMED,
        careful=f"nullif(array_to_string({trimmed}, '；'), '')",
        stored="VARCHAR",
        faults=tuple(faults),
        accepted=column.item_enum,
        required=column.required,
    )
