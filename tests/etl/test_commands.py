"""The command line, in a process of its own: exit codes, JSON, sentences on standard error, never a trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.etl.files import APPROVALS, approval, approvals, projects, source, state, visits, workbook

ROOT = Path(__file__).parents[2]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m etl`` over the warehouse at ``folder``; no answer may ever hold a trace."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        cwd=ROOT,
        env={**os.environ, "APPROVALS_WAREHOUSE": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout
    assert not folder.with_name(folder.name + ".log").exists(), "an unforeseen error was logged"
    return done


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    return json.loads(done.stdout)


def test_a_month_goes_in_is_listed_taken_back_and_rebuilt(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    files = [
        source(tmp_path, "走访服务记录2025-06.csv", visits("V1"), "gb18030").path,
        source(tmp_path, "重点项目台账.csv", projects("P1")).path,
    ]
    loaded = run(folder, "load", *map(str, files), "--by", "王五", "--note", "六月", "--json")
    assert loaded.returncode == 0
    told = answer(loaded)
    assert {entry["type"]: entry["batch"] for entry in told["files"]} == {"visit": 2, "project": 1}
    assert told["files"][0]["encoding"] == "gb18030"
    assert {"kpi", "before", "after", "split"} == set(told["kpis"][0])
    assert [batch["batch_no"] for batch in answer(run(folder, "history", "--json"))["batches"]] == [2, 1]
    assert "王五" in run(folder, "history").stdout
    assert answer(run(folder, "undo", "2", "--json"))["version"] == 2
    assert answer(run(folder, "redo", "2", "--json"))["batches"] == [2]
    assert answer(run(folder, "rebuild", "--json")) == {"version": 4}


def test_check_says_every_fault_and_exits_with_1(tmp_path: Path) -> None:
    file = source(tmp_path, "审批办件.csv", approvals(*(approval(f"A{n}", accepted="?") for n in range(1500))))
    done = run(tmp_path / "warehouse", "check", str(file.path), "--json")
    assert done.returncode == 1
    (told,) = answer(done)["files"]
    assert (told["type"], told["rows"], told["accepted"], told["batch"]) == ("approval", 1500, 0, None)
    assert [fault["row"] for fault in told["faults"]] == list(range(2, 1502))
    assert set(told["faults"][0]) == {"row", "column", "value", "rule", "severity", "message"}
    assert (told["faults"][0]["column"], told["faults"][0]["severity"]) == ("受理时间", "refuse")
    spoken = run(tmp_path / "warehouse", "check", str(file.path))
    assert spoken.returncode == 1
    assert f"{file.path}，第 1501 行，受理时间" in spoken.stderr
    assert not (tmp_path / "warehouse").exists()


def test_check_uses_the_projects_of_the_warehouse_and_says_when_there_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    file = source(tmp_path, "走访服务记录.csv", visits("V1", project="P9"))
    without = run(folder, "check", str(file.path))
    assert (without.returncode, "没有核对项目代码" in without.stderr) == (0, True)
    run(folder, "load", str(source(tmp_path, "重点项目台账.csv", projects("P1")).path))
    before = state(folder)
    known = run(folder, "check", str(file.path))
    assert (known.returncode, "没有核对项目代码" in known.stderr) == (1, False)
    assert "P9" in known.stderr
    assert state(folder) == before


def test_check_reads_any_table_schema_and_writes_the_table_as_read(tmp_path: Path) -> None:
    fields = [
        {"name": "who", "type": "string", "constraints": {"required": True}},
        {"name": "when", "type": "date", "format": "%d.%m.%Y"},
        {"name": "much", "type": "number", "decimalChar": ","},
    ]
    schema = source(tmp_path, "schema.json", json.dumps({"fields": fields, "missingValues": ["", "n/a"]}))
    file = source(tmp_path, "a.csv", 'who,when,much\n楼,05.03.2025,"1,5"\n阁,n/a,7\n')
    out = tmp_path / "out.csv"
    done = run(tmp_path / "w", "check", str(file.path), "--type", str(schema.path), "--out", str(out), "--json")
    assert (done.returncode, answer(done)["files"][0]["faults"]) == (0, [])
    assert out.read_text(encoding="utf-8").splitlines() == ["who,when,much", "楼,2025-03-05,1.5", "阁,,7.0"]


def test_headers_can_be_mapped_and_left_out(tmp_path: Path) -> None:
    text = approvals(approval() + ",x").replace("受理时间", "何时").replace("办理结果", "办理结果,杂项")
    file = str(source(tmp_path, "审批办件.csv", text).path)
    assert run(tmp_path / "w", "check", file).returncode == 1
    mapped = run(tmp_path / "w", "check", file, "--map", "何时=accepted_on", "--map", "杂项=")
    assert (mapped.returncode, mapped.stderr.count("受理")) == (0, 0)


def test_a_refused_load_says_why_on_standard_error_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    run(folder, "load", str(source(tmp_path, "重点项目台账.csv", projects("P1")).path))
    before = state(folder)
    file = source(tmp_path, "审批办件.csv", approvals(approval("A1"), approval("A2", accepted="2025-02-30")))
    done = run(folder, "load", str(file.path))
    assert done.returncode == 1
    for part in (str(file.path), "第 3 行", "受理时间", "2025-02-30", "2025-03-05", "没有导入"):
        assert part in done.stderr
    assert state(folder) == before
    assert run(folder, "load", str(file.path), "--skip-refused").returncode == 0


def test_a_preview_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    file = str(source(tmp_path, "重点项目台账.csv", projects("P1")).path)
    done = run(folder, "load", file, "--preview")
    assert (done.returncode, "没有导入" in done.stdout) == (0, True)
    assert not (folder / "current").exists()


def test_a_template_is_written_filled_in_and_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    assert run(folder, "template", "approval", "-o", str(tmp_path / "t.xlsx")).returncode == 0
    assert run(folder, "check", str(tmp_path / "t.xlsx")).returncode == 0
    header = run(folder, "template", "走访服务记录").stdout.removeprefix("\ufeff").strip()
    assert header.startswith("服务编号,项目代码")
    described = answer(run(folder, "template", "approval", "--json"))
    assert [column["title"] for column in described["columns"]][:2] == ["受理编号", "项目代码"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["load"],
        ["load", "nowhere.csv"],
        ["check", "{file}", "--type", "nothing"],
        ["check", "{file}", "--map", "受理时间"],
        ["check", "{file}", "--nothing"],
        ["load", "{file}", "--type", "{schema}"],
        ["undo", "first"],
        ["template", "nothing"],
        ["template", "approval", "-o", "t.pdf"],
        ["template", "approval", "-o", "nowhere/t.csv"],
        ["check", "{file}", "{projects}", "--out", "{out}"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2_and_a_sentence(tmp_path: Path, arguments: list[str]) -> None:
    places = {
        "file": source(tmp_path, "审批办件.csv", APPROVALS + "\n").path,
        "projects": source(tmp_path, "重点项目台账.csv", projects("P1")).path,
        "schema": source(tmp_path, "s.json", '{"fields": [{"name": "a"}]}').path,
        "out": tmp_path / "out.csv",
    }
    done = run(tmp_path / "warehouse", *(word.format(**places) for word in arguments))
    assert done.returncode == 2
    assert done.stderr.strip()
    assert done.stdout == ""


def test_undoing_what_is_not_there_exits_with_1(tmp_path: Path) -> None:
    done = run(tmp_path / "warehouse", "undo", "1")
    assert (done.returncode, done.stderr.strip()) == (1, "还没有导入过任何数据。")


def test_a_folder_stands_for_the_tables_in_it(tmp_path: Path) -> None:
    inbox = tmp_path / "2025-06"
    inbox.mkdir()
    source(inbox, "重点项目台账.csv", projects("P1"))
    source(inbox, "走访服务记录.csv", visits("V1"))
    workbook(inbox, "~$走访服务记录.xlsx", {"x": [["锁"]]})
    source(inbox, "说明.docx", b"PK")
    told = answer(run(tmp_path / "warehouse", "load", str(inbox), "--json"))
    assert sorted(entry["type"] for entry in told["files"]) == ["project", "visit"]
