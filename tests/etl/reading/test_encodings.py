"""Encodings we do not read are named, never guessed at; two of them in one file, binary bytes and limits are told."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from benchmarks.timing import peak_memory_mb
from etl.faults import FileCheck
from etl.language import in_language
from etl.reading.delimited import LONGEST_LINE
from etl.recognising.source import Source
from tests.etl.files import APPROVALS, approval, approvals, check, said, source


def foreign(folder: Path, content: bytes, *names: str, language: str = "zh") -> FileCheck:
    """Check bytes against a schema of text columns."""
    (folder / "t.csv").write_bytes(content)
    fields = [{"name": name, "type": "string"} for name in names]
    (folder / "schema.json").write_text(json.dumps({"fields": fields}))
    with in_language(language):
        return check(Source("t.csv", folder / "t.csv"), type=str(folder / "schema.json"))[0]


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("big5", "受理編號,項目代碼,事項編碼,受理時間\nA1,P1,A01,2025-03-05\n", "Big5"),
        ("big5", "id,name\n1,項目建設與審批\n2,街道辦事處\n", "Big5"),
        ("shift_jis", "id,name\n1,プロジェクト\n2,東京都港区\n", "Shift-JIS"),
        ("euc_kr", "id,name\n1,김철수\n2,서울특별시 강남구\n", "EUC-KR"),
        ("latin-1", "id,name\n1,José\n2,Müller\n", "Latin-1"),
        ("cp1252", "id,name\n1,Straße\n2,Größe café\n", "Latin-1"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_another_encoding_is_named_and_never_read(
    encoding: str, text: str, name: str, language: str, tmp_path: Path
) -> None:
    verdict = foreign(tmp_path, text.encode(encoding), "id", "name", language=language)
    assert [(fault.rule, fault.severity) for fault in verdict.faults] == [("encoding", "stop")]
    assert name in verdict.faults[0].message
    assert "CSV UTF-8" in verdict.faults[0].message


def test_big5_is_named_for_a_file_of_the_bureau_too(tmp_path: Path) -> None:
    text = "受理編號,項目代碼,事項編碼,受理時間\nA1,P1,A01,2025-03-05\n"
    (verdict,) = check(source(tmp_path, "审批办件.csv", text, "big5"))
    assert "这个文件像是 Big5（繁体）编码" in said(verdict.faults)


def test_a_few_characters_that_may_be_either_are_read_with_a_notice(tmp_path: Path) -> None:
    verdict = foreign(tmp_path, "id,name\n1,工程规划\n".encode("gb18030"), "id", "name")
    assert verdict.ok
    assert [(fault.rule, fault.severity) for fault in verdict.faults] == [("encoding", "notice")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_character_that_is_one_in_either_encoding_is_read_with_a_notice(language: str, tmp_path: Path) -> None:
    verdict = foreign(tmp_path, "id,name\n1,目\n".encode("gb18030"), "id", "name", language=language)
    assert [(fault.rule, fault.severity) for fault in verdict.faults] == [("encoding", "notice")]
    assert foreign(tmp_path, "id,name\n1,目\n".encode(), "id", "name").faults == []


@pytest.mark.parametrize(
    "content",
    [
        "id,name\n1,项目建设\n2,街道审批\n".encode() + "3,青岛\n".encode("gb18030"),
        "id,name\n1,青岛\n2,街道审批\n".encode("gb18030") + "3,项目建设\n".encode(),
        "id,name\n1,项目建\n".encode() + "2,青岛市崂山区\n".encode("gb18030"),
        "id,name\n1,项目建设与街道审批".encode()[:-1],
    ],
)
def test_two_encodings_in_one_file_or_half_a_character_are_refused_by_line(content: bytes, tmp_path: Path) -> None:
    verdict = foreign(tmp_path, content, "id", "name")
    assert [fault.rule for fault in verdict.faults if fault.severity == "stop"] == ["encoding"]


def test_nul_bytes_are_named_by_their_line(tmp_path: Path) -> None:
    verdict = foreign(tmp_path, b"id,name\n1,a\n2,b\0b\n", "id", "name")
    assert [(fault.rule, fault.row) for fault in verdict.faults] == [("not_a_table", 3)]


def test_ten_thousand_columns_are_refused_with_the_limit(tmp_path: Path) -> None:
    wide = ",".join(f"c{n}" for n in range(10_000))
    (verdict,) = check(source(tmp_path, "审批办件.csv", f"{APPROVALS},{wide}\n"))
    assert [(fault.rule, fault.row) for fault in verdict.faults] == [("tooManyColumns", 1)]
    assert "APPROVALS_MOST_COLUMNS" in verdict.faults[0].message


@pytest.mark.parametrize(
    ("setting", "rule"),
    [("APPROVALS_MOST_ROWS", "tooManyRows"), ("APPROVALS_MOST_CELLS", "tooManyCellsInAll")],
)
@pytest.mark.parametrize("quote", ["", '"'])
def test_more_rows_or_cells_than_allowed_are_refused(
    setting: str, rule: str, quote: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(setting, "20")
    text = approvals(*(approval(f"{quote}A{n}{quote}") for n in range(30)))
    (verdict,) = check(source(tmp_path, "审批办件.csv", text))
    assert [fault.rule for fault in verdict.faults if fault.severity == "stop"] == [rule]
    assert setting in verdict.faults[0].message
    assert not verdict.ok


def test_one_line_without_end_is_refused_quickly_and_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.write(b"id,name\n1,")
        for _ in range(10):
            file.write(b"x" * LONGEST_LINE)
    before, began = peak_memory_mb(), time.monotonic()
    fields = [{"name": "id", "type": "string"}, {"name": "name", "type": "string"}]
    (tmp_path / "schema.json").write_text(json.dumps({"fields": fields}))
    (verdict,) = check(Source("t.csv", path), type=str(tmp_path / "schema.json"))
    assert [(fault.rule, fault.row) for fault in verdict.faults] in ([("longLine", 2)], [("brokenQuotes", 2)])
    assert time.monotonic() - began < 10
    assert peak_memory_mb() - before < 400
