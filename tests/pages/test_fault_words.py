"""Every kind of fault the check knows has a name, and a sentence that says what to do on this page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from etl.checking import wording
from etl.checking.left_out_rows import KINDS
from etl.faults import NOTICE, REFUSE, STOP, Fault
from etl.types.table_schema import record_types
from pages.parts import words
from pages.parts.markup import plain
from pages.parts.upload import fault_words

ETL = Path(wording.__file__).parents[1]


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    words.speak("zh")


def fault(rule: str, severity: str = REFUSE, column: str = "走访日期") -> Fault:
    return Fault(3, column, "x", rule, severity, "原话")


def stops() -> set[str]:
    """Return the rules of every stop and notice that the sources of the way in give a name to."""
    named: set[str] = set()
    for path in ETL.rglob("*.py"):
        named |= set(re.findall(r'\b(?:stop|notice|Undecodable)\(\s*"(\w+)"', path.read_text(encoding="utf-8")))
    return named


def test_every_rule_has_a_name_of_its_own() -> None:
    rules = stops() | set(wording.rule_sentences()) | set(wording.NOTICES) | set(KINDS)
    rules -= {"exclusiveMinimum", "exclusiveMaximum", "foreignProject"}
    assert {"unknown_header", "encoding", "primaryKey", "totalRow"} <= rules
    unnamed = {rule for rule in rules if fault_words.kind(fault(rule)) == "前后两格不符"}
    assert not unnamed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_can_be_put_right_on_the_page_is_said_so_and_not_as_a_command(language: str) -> None:
    words.speak(language)
    for rule in ("unknown_header", "missing_column", "duplicate_header", "unknown_type"):
        said = fault_words.sentence(Fault(1, "单号", "单号", rule, STOP, '…用 --map "单号="'))
        assert "--map" not in said
        assert said


def test_a_fault_is_said_as_the_check_says_it() -> None:
    assert fault_words.sentence(fault("type")) == "原话"
    words.speak("en")
    assert fault_words.sentence(fault("type")) == "原话"
    assert "Excel" in fault_words.kind(fault("scientific"))


def test_rules_between_two_columns_belong_together() -> None:
    for schema in record_types().values():
        for rule in schema.rules:
            assert fault_words.aspect(rule.rule) == "across"
    assert fault_words.kind(fault("sideways", NOTICE)) == "写法提示"


def test_a_label_shows_a_files_words_as_they_are() -> None:
    assert plain("*金额*[x](y) :red[z] $a$") == r"\*金额\*\[x\]\(y\) \:red\[z\] \$a\$"
