"""How the bureau's cells are read: words of a list, codes, free text, yes and no; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from etl.checking.as_typed import (
    BLANK,
    BROKEN,
    FAILED,
    GARBLED,
    LETTERS,
    NARROW,
    TRIMMED,
    UNSEEN,
    WIDE_LETTERS,
)
from etl.checking.bureau_days import day_rules, month_rules
from etl.checking.bureau_numbers import number_rules, whole_rules
from etl.checking.cell_rules import CellRules, bind, none_of, one_of, text, words
from etl.checking.people import IDENTITY, LOOKED_AT, NUMBERS, is_named, people_hidden
from etl.types.table_schema import Column, TableSchema

# What nobody sees was taken away, and nothing else is to be said of the cell. The database's own reading of days
# takes plain blanks away.
TIDIED = ("blanksDropped", "{t} <> {c}")
TIDIED_DAY = ("blanksDropped", "regexp_replace({t}, '^\\s+|\\s+$', '', 'g') <> {c}")
# What begins like a formula gets an apostrophe in our own tables as CSV, against being run: here it comes back.
SHIELDED = "^''([=+@-])"


def bureau_rules(schema: TableSchema, references: Mapping[tuple[str, str], Mapping[str, str]]) -> list[CellRules]:
    """Return the rules of every column of one of the bureau's types.

    ``references`` is (type, column) → accepted word → stored word, for columns that refer to reference data.
    """
    found = []
    for column in schema.columns:
        rule = _rules(column, references.get((schema.name, column.name)))
        tidied = TIDIED_DAY if rule.stored == "DATE" else TIDIED
        found.append(replace(rule, notices=(*rule.notices, tidied)))
    return found


def _rules(column: Column, accepted: Mapping[str, str] | None) -> CellRules:
    if accepted is not None:
        return _one_of(column, accepted, "foreignKey")
    if "enum" in column.constraints:
        stored = {word: word for word in column.constraints["enum"]} | dict(column.values)
        return _one_of(column, stored, "enum")
    if column.is_id:
        return _code(column)
    kinds: dict[str, Callable[[Column], CellRules]] = {
        "date": day_rules,
        "yearmonth": month_rules,
        "integer": whole_rules,
        "year": whole_rules,
        "number": number_rules,
        "boolean": _yes_no,
        "list": _list,
    }
    return kinds.get(column.type, _text)(column)


# What is hidden of people, each cell told once: a number behind a name goes with it.
PEOPLE = (("personName", is_named("{c}")), ("phoneNumber", f"regexp_matches({{c}}, '{NUMBERS}')"))


def _text(column: Column) -> CellRules:
    longest = int(column.constraints.get("maxLength", 2000))
    # A personal column is masked as a whole: a telephone number in it is nothing unusual.
    hides = not column.personal
    looked_at = LOOKED_AT if hides else IDENTITY
    unusual = rf"^{BLANK}|{BLANK}$|^#|{SHIELDED}|{looked_at}|[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]|{GARBLED}"
    plain = f"regexp_replace({{c}}, '{SHIELDED}', '\\1')"
    return CellRules(
        sure=f"strlen({{t}}) <= {longest} AND NOT regexp_matches({{t}}, '{unusual}')",
        quick="{t}",
        clean=TRIMMED,
        careful=bind("plain", plain, people_hidden("plain")) if hides else plain,
        stored="VARCHAR",
        faults=(
            FAILED,
            BROKEN,
            ("maxLength", f"length({{c}}) > {longest}"),
            ("identityNumber", f"regexp_matches({{c}}, '{IDENTITY}')"),
            ("control", r"regexp_matches({c}, '[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]')"),
        ),
        notices=(
            *(PEOPLE if hides else ()),
            ("narrowed", f"regexp_matches({{c}}, '{SHIELDED}')"),
        ),
        required=column.required,
    )


# Nothing but what codes are made of, by what costs least at each row: encoding for an address leaves those as they are.
# CASE, because it alone does not work out what is not needed.
_NUMBER = "regexp_matches({t}, '^[0-9.]+[Ee]')"
_PLAIN_CODE = (
    f"CASE WHEN url_encode({{t}}) = {{t}} THEN CASE WHEN {{t}} < ':' THEN NOT {_NUMBER} ELSE true END "
    f"ELSE regexp_full_match({{t}}, '[-0-9A-Za-z_./()]+') AND NOT {_NUMBER} END"
)


def _code(column: Column) -> CellRules:
    longest = int(column.constraints.get("maxLength", 64))
    narrow = f"translate({NARROW}, '{WIDE_LETTERS}', '{LETTERS}')"
    # A name such as 合计 in the place of a code makes the row a totals row: it is looked at carefully.
    return CellRules(
        sure=f"strlen({{t}}) <= {longest} AND {_PLAIN_CODE}",
        quick="{t}",
        clean=f"nullif(regexp_replace({TRIMMED}, '{UNSEEN}+', '', 'g'), '')",
        careful=narrow,
        stored="VARCHAR",
        faults=(
            FAILED,
            BROKEN,
            ("scientific", r"regexp_full_match({c}, '\d(\.\d+)?[Ee]\+?\d+')"),
            ("twoCodes", r"regexp_matches({c}, '[^、，；,;\s][、，；,;\n]+\s*[^、，；,;\s]')"),
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
        notices=(("blanksDropped", f"{{c}} <> {tight}"),),
        accepted=tuple(stored),
        required=column.required,
    )


def _yes_no(column: Column) -> CellRules:
    yes = tuple(column.options.get("trueValues", ("是",)))
    no = tuple(column.options.get("falseValues", ("否",)))
    folded = f"translate({NARROW}, '{WIDE_LETTERS}', '{LETTERS}')"
    return CellRules(
        # Neither yes nor no is NULL.
        sure="{q} IS NOT NULL",
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
    parts = f"list_transform({split}, lambda x: regexp_replace(x, '^{BLANK}+|{BLANK}+$', '', 'g'))"
    trimmed = f"list_filter({parts}, lambda x: x <> '')"
    # Already as it is stored: parts joined by ；, nothing doubled, no digits (which an identity number would need).
    sure = f"NOT regexp_matches({{t}}, '[;、,，\\n\\r0-9０-９]|；；|^；|；$|^#|{BLANK}|{LOOKED_AT}')"
    faults: list[tuple[str, str]] = [FAILED, BROKEN, ("identityNumber", f"regexp_matches({{c}}, '{IDENTITY}')")]
    if column.item_enum:
        sure = f"list_has_all([{words(column.item_enum)}], string_split({{t}}, '；'))"
        faults.append(("item", f"NOT list_has_all([{words(column.item_enum)}], {trimmed})"))
    return CellRules(
        sure=sure,
        quick="{t}",
        clean=TRIMMED,
        careful=bind("joined", f"nullif(array_to_string({trimmed}, '；'), '')", people_hidden("joined")),
        stored="VARCHAR",
        faults=tuple(faults),
        notices=PEOPLE,
        accepted=column.item_enum,
        required=column.required,
    )
