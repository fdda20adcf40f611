"""What a person says about one file, its type and columns, holds for that file alone and survives a rebuild."""

from __future__ import annotations

from pathlib import Path

from etl.publishing.load import load_files
from etl.publishing.rebuild import rebuild
from etl.recognising.source import Source
from queries.warehouse import open_warehouse

LEDGER = "{code},项目名称,项目类别,投资类型,所属街道,项目状态,{extra}\n{row}\n"


def write(path: Path, code: str, extra: str, row: str) -> Path:
    path.write_text(LEDGER.format(code=code, extra=extra, row=row), encoding="gb18030")
    return path


def projects(folder: Path) -> list[tuple[str, str]]:
    return sorted(open_warehouse(folder).rows("SELECT project_id, project_name FROM record.project"))


def test_two_files_of_one_load_may_call_the_same_column_differently_and_a_rebuild_reads_both_again(
    tmp_path: Path,
) -> None:
    first = write(tmp_path / "a.csv", "代号", "旧号", "P1,甲,城市更新,社会投资,北宅街道,在建,X1")
    second = write(tmp_path / "b.csv", "旧号", "代号", "P2,乙,城市更新,社会投资,北宅街道,在建,X2")
    result = load_files(
        tmp_path / "warehouse",
        [
            Source("甲.csv", first, "project", (("代号", "project_id"), ("旧号", ""))),
            Source("乙.csv", second, "project", (("旧号", "project_id"), ("代号", ""))),
        ],
    )
    assert not result.is_refused
    assert projects(tmp_path / "warehouse") == [("P1", "甲"), ("P2", "乙")]
    assert rebuild(tmp_path / "warehouse") == 2
    assert projects(tmp_path / "warehouse") == [("P1", "甲"), ("P2", "乙")]


def test_without_it_the_same_files_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "代号", "旧号", "P1,甲,城市更新,社会投资,北宅街道,在建,X1")
    result = load_files(tmp_path / "warehouse", [Source("甲.csv", file)])
    assert result.is_refused
    assert {fault.rule for fault in result.files[0].check.faults} == {"unknown_header", "missing_column"}
