"""Every message of the way in has its English, said in the language asked for, and is kept in Chinese."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.__main__ import asked_language, main
from etl.checking.check_alone import check_files
from etl.language import chinese, in_language, listed, quoted, said, spoken
from etl.publishing.history import refused_rows
from etl.publishing.load import load_files
from queries.translations import Plural, read_messages
from tests.etl.files import PROJECTS, VISITS, approval, approvals, project, projects, source

ROOT = Path(__file__).parents[2]
SOURCES = [path for path in sorted((ROOT / "etl").rglob("*.py")) if "sample" not in path.parts]
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# Not a message but a document, which is in Chinese: docs/data-dictionary.md.
DOCUMENTS = {"dictionary.py"}


def english() -> dict[str, str]:
    return read_messages(ROOT / "locale" / "en" / "LC_MESSAGES" / "intake.po", "en")


def literals(source: Path) -> Iterator[str]:
    """Every text in the code that is no docstring."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def said_in(source: Path) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    first = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "said" and call.args]
    return {node.value for node in first if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_message_has_its_english(source: Path) -> None:
    missing = said_in(source) - set(english())
    assert not missing, f"add to locale/en/LC_MESSAGES/intake.po: {sorted(missing)}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_is_written_past_the_translation(source: Path) -> None:
    known, patterns = english(), re.compile(r"[\\\[\]|]|\b(WHEN|THEN|NOT IN)\b|''|[a-z]\(")
    for text in literals(source):
        if source.name in DOCUMENTS or not CHINESE.search(text) or text in known or patterns.search(text):
            continue
        # Patterns and SQL are no messages. What is left are words that are data: names of columns, marks, signs.
        assert len(text) == 1 or not re.search(r"[。？]|请|不能|没有", text), text
        assert " " not in text.strip(" ='\")("), text


def test_every_title_description_and_rule_of_a_schema_has_its_english() -> None:
    known, words = set(english()), set()
    for path in (ROOT / "etl" / "schemas").glob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        words |= {schema["title"], schema["description"], *(rule["message"] for rule in schema.get("rules", ()))}
        words |= {field[part] for field in schema["fields"] for part in ("title", "description")}
        words |= {field["unit"] for field in schema["fields"] if CHINESE.search(field.get("unit", ""))}
    assert not words - known


def test_english_has_the_placeholders_of_its_source_and_no_chinese_but_in_quotes() -> None:
    for own, other in english().items():
        assert sorted(set(re.findall(r"{\w+}", own))) == sorted(set(re.findall(r"{\w+}", other))), own
        for form in (other, other.one) if isinstance(other, Plural) else (other,):
            assert not CHINESE.search(re.sub(r'"[^"]*"', "", form)), form


def test_no_english_is_kept_for_a_message_that_nobody_says_any_more() -> None:
    there = {text for source in SOURCES for text in literals(source)}
    for path in (ROOT / "etl" / "schemas").glob("*.json"):
        there |= set(re.findall(r'"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")))
    assert not set(english()) - {text.replace(r"\"", '"') for text in there}


def test_a_message_knows_what_it_is_in_chinese() -> None:
    with in_language("en"):
        words = said("找不到文件“{file}”，请检查路径。", file=listed(["甲", "乙"]))
        assert words == 'The file "甲, 乙" is not there. Check the path.'
        assert chinese(words) == "找不到文件“甲、乙”，请检查路径。"
        assert quoted("x") == '"x"'
    assert (spoken(), chinese("原话"), listed(["甲", "乙"]), quoted("x")) == ("zh", "原话", "甲、乙", "“x”")
    with pytest.raises(ValueError, match="fr"), in_language("fr"):
        pass


@pytest.mark.parametrize(
    ("template", "one", "many"),
    [
        ("超期 {n} 天", "1 day late", "2 days late"),
        ("退回 {n} 行", "1 row refused", "2 rows refused"),
        ("修订 {n} 个已公布的月度数值", "1 published monthly value revised", "2 published monthly values revised"),
        ("有 {n} 处要处理。", "1 thing needs attention.", "2 things need attention."),
    ],
)
def test_a_message_fits_its_number(template: str, one: str, many: str) -> None:
    with in_language("en"):
        assert [said(template, n=n) for n in (1, 2)] == [one, many]
        assert [chinese(said(template, n=n)) for n in (1, 2)] == [template.format(n=1), template.format(n=2)]
    assert said(template, n=1) == template.format(n=1)


def test_rows_left_out_and_notices_are_told_by_their_number(tmp_path: Path) -> None:
    rows = ["V1,P1,2025-06-03 08:00:00,现场,施工许可", "合计,,,,", "V2,P1,2025-06-03,现场,施工许可", ",,,,", ",,,,", ""]
    with in_language("en"), check_files([source(tmp_path, "走访记录.csv", "\n".join([VISITS, *rows]))]) as staged:
        told = [fault.message for check in staged.files for fault in staged.faults(check)]
    assert any(words.startswith("Row 3 was left out because it is a total") for words in told)
    assert any(words.startswith("Rows 5–6 were left out because they are blank") for words in told), told
    assert any(words.startswith('1 cell in "走访日期" holds a time of day') for words in told)


MESS = "\n".join(
    [
        VISITS + ",备注,服务事项",
        "V1,P1,2025-06-31,现场,施工许可,x,电话13812345678",
        "V2,P9,2025-06-03,现厂,施工许可,x,",
        "V2,P1,,现场,施工许可,x,37020219800101123X",
        "2.30E+17,P1,2025-06-03 08:00:00,现场,#REF!,x,",
        "合计,,,,,,",
        ",,,,,,",
        "V7,P1,2025-06-03,现场,施工许可,x,椤圭洰",
        "V8 ,P1,４５，000,现场,施工许可,x,",
        "填报人：张三,,,,,,",
    ]
)
LEDGER = "\n".join([PROJECTS + ",总投资,计划开工时间,计划竣工时间", project("P1") + ",-5,2025-05-01,2024-05-01", ""])


def test_in_english_no_sentence_has_chinese_but_in_quotes(tmp_path: Path) -> None:
    files = [
        source(tmp_path, "走访记录.csv", MESS),
        source(tmp_path, "走访记录2.csv", MESS.replace(",备注,", ",序号,")),
        source(tmp_path, "台账.csv", LEDGER),
        source(tmp_path, "空.csv", ""),
        source(tmp_path, "办件.csv", approvals(approval(item="Z9"), approval(outcome="准于"), "A3,P1")),
        source(tmp_path, "别的.csv", "甲,乙\n1,2\n"),
        source(tmp_path, "坏.csv", '项目代码,项目名称\n"P1,x\n'),
    ]
    with in_language("en"), check_files(files) as staged:
        faults = [fault for check in staged.files for fault in staged.faults(check)]
    assert len({fault.rule for fault in faults}) > 15
    for fault in faults:
        assert not CHINESE.search(re.sub(r'"[^"]*"', "", fault.message)), fault.message
        assert re.match(r'["A-Z0-9]', fault.message), fault.message
        assert "{" not in fault.message
        assert fault.message.endswith("."), fault.message


def test_what_is_kept_is_kept_in_chinese_whoever_loads_it(tmp_path: Path) -> None:
    folder, bad = tmp_path / "warehouse", approvals(approval("A1"), approval("A2", outcome="准于"))
    load_files(folder, [source(tmp_path, "台账.csv", projects("P1"))])
    with in_language("en"):
        result = load_files(folder, [source(tmp_path, "办件.csv", bad)], skip_refused=True)
        assert '"准于". Is it "准予"? Correct it.' in result.files[0].check.faults[0].message
    (kept,) = refused_rows(folder, 2)
    assert "是不是“准予”？请改正。" in kept["message"]


def test_the_command_line_speaks_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(tmp_path / "none"))
    assert main(["history", "--lang", "en"]) == 0
    assert main(["--lang=en", "history"]) == 0
    assert main(["history"]) == 0
    assert main(["history", "--lang", "fr"]) == 2
    told = capsys.readouterr()
    assert told.out == "No data has been loaded yet.\n" * 2 + "还没有导入过任何数据。\n"
    assert "命令写得不对" in told.err
    monkeypatch.setenv("APPROVALS_LANG", "en")
    assert (asked_language(["load", "x.csv"]), asked_language(["load", "--lang", "zh"])) == ("en", "zh")
