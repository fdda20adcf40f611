"""One row, two rows: the English of a message fits the number in it, in every message that has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from queries.translations import Plural, fitting, read_messages

ENGLISH = Path(__file__).parents[2] / "locale" / "en" / "LC_MESSAGES"
DOMAINS = ("dashboard", "intake")
# A number, perhaps a word of what kind, and a noun (or verb) that changes with it. What is a limit is never one.
COUNTED = re.compile(r'(\b(?:last|most|least|than|from) )?{(\w+)}"?”? (?:more |other |last |[a-z]+ed )?([a-z-]+)\b')
ENDS_LIKE_MANY = re.compile(r"(?<!s)s$")
NO_NOUNS = {"is", "was", "has", "its", "does", "takes", "holds", "means", "gives", "lacks", "changes", "others", "this"}
NO_NOUNS |= {"moves", "as", "seems", "stands", "says", "waits"}
# Percentage points are said with a decimal: 1.0 points.
NO_NOUNS |= {"points", "pts"}
# Limits and settings: never one.
LIMITS = {"most", "minLength", "maxLength", "days", "about"}
# Said of several only: there is another message, or none, for one.
ALWAYS_MANY = {
    "{files} 个文件里 {wrong} 个要处理，",
    "{batches}等 {count} 批",
    "等 {n} 个月",
    "{a}–{b} 天",
    "这里是前 {n} 行，共 {all} 行。",
}


def written(tmp_path: Path, *entries: str) -> dict[str, str]:
    path = tmp_path / "some.po"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    head += '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"'
    path.write_text("\n\n".join([head, *entries]) + "\n", encoding="utf-8")
    return read_messages(path, "en")


def both(chinese: str, one: str, many: str) -> str:
    return f'msgid "{chinese}"\nmsgid_plural "{chinese}"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"'


@pytest.mark.parametrize(("number", "said"), [(1, "1 row"), ("1", "1 row"), (2, "2 rows"), (0, "0 rows")])
def test_one_is_said_as_one_and_everything_else_as_many(tmp_path: Path, number: object, said: str) -> None:
    words = written(tmp_path, both("{n} 行", "{n} row", "{n} rows"))["{n} 行"]
    assert fitting(words, {"n": number}).format(n=number) == said


def test_large_numbers_that_begin_or_end_with_one_are_many(tmp_path: Path) -> None:
    words = written(tmp_path, both("{n} 行", "{n} row", "{n} rows"))["{n} 行"]
    assert {fitting(words, {"n": n}) for n in ("11", "21", "1,001", "1.0", 101)} == {"{n} rows"}


def test_the_number_whose_words_change_decides(tmp_path: Path) -> None:
    batch = "Batch {n} ({file}, {rows} row%s)"
    words = written(
        tmp_path, both("批", batch % "", batch % "s"), both("处", "There is {n} of {m}", "There are {n} of {m}")
    )
    assert fitting(words["批"], {"n": 1, "file": "1", "rows": 2}).endswith("rows)")
    assert fitting(words["批"], {"n": 2, "file": "2", "rows": 1}).endswith("row)")
    assert fitting(words["处"], {"n": 1, "m": 5}).startswith("There is")
    assert fitting(words["处"], {"n": 5, "m": 1}).startswith("There are")


def test_a_number_that_is_not_shown_decides_when_it_is_given(tmp_path: Path) -> None:
    words = written(tmp_path, both("第 {rows} 行", "row {rows}", "rows {rows}"))["第 {rows} 行"]
    assert fitting(words, {"rows": "7", "n": 1}).format(rows="7") == "row 7"
    assert fitting(words, {"rows": "3, 7", "n": 2}).format(rows="3, 7") == "rows 3, 7"


def test_a_message_without_plural_forms_is_said_as_it_is(tmp_path: Path) -> None:
    words = written(tmp_path, 'msgid "共 {n}"\nmsgstr "{n} in all"')["共 {n}"]
    assert not isinstance(words, Plural)
    assert fitting(words, {"n": 1}) == "{n} in all"


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_message_counts_something_without_a_form_for_one(domain: str) -> None:
    messages = read_messages(ENGLISH / f"{domain}.po", "en")
    wrong = []
    for chinese, english in messages.items():
        for limit, name, noun in COUNTED.findall(english):
            # What is over a limit is more than one.
            over = "{most}" in english and name in ("count", "columns", "sheets")
            is_many = (
                not limit and ENDS_LIKE_MANY.search(noun) and noun not in NO_NOUNS and name not in LIMITS and not over
            )
            if is_many and not isinstance(english, Plural) and chinese not in ALWAYS_MANY:
                wrong.append(f"{chinese} → {english}")
    assert not wrong, "give a form for one: " + "\n".join(wrong)
    assert sum(isinstance(english, Plural) for english in messages.values()) > 30


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_forms_have_the_placeholders_of_the_message(domain: str) -> None:
    for chinese, english in read_messages(ENGLISH / f"{domain}.po", "en").items():
        if isinstance(english, Plural):
            wanted = sorted(re.findall(r"{\w+}", chinese))
            assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", english.one)) == wanted, chinese
