"""Verification: what is as it was is right; whatever is altered, lost or laid open is said, with what to do."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.language import in_language
from etl.publishing.findings import Finding
from etl.publishing.history import undo
from etl.publishing.masking import key_path
from etl.publishing.rebuild import rebuild
from etl.publishing.verify import verify
from etl.refusal import Refusal
from queries.warehouse import current_version, open_warehouse, version_path
from tests.etl.files import approval, approvals, load, projects, source, state, visits


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse of five versions and its key."""
    place = tmp_path_factory.mktemp("verified")
    folder = place / "warehouse"
    load(folder, source(place, "重点项目台账.csv", projects("P1", "P2")))
    load(folder, source(place, "审批办件2025-06.csv", approvals(approval("A1"), approval("A2"))))
    load(folder, source(place, "审批办件2025-07.csv", approvals(approval("A2", outcome="不予"))))
    load(folder, source(place, "走访服务记录2025-06.csv", visits("V1", "V2")), replace=True)
    undo(folder, 3)
    return place


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "place")) / "warehouse"


def original(folder: Path, batch: int) -> Path:
    (found,) = open_warehouse(folder).rows(f"SELECT sha256 FROM journal.batch WHERE batch_no = {batch}")
    return folder / "originals" / found[0]


def wrong(folder: Path) -> list[Finding]:
    return [finding for finding in verify(folder) if not finding.is_right]


def change_rows(folder: Path, statement: str) -> None:
    """Change the current version behind the product's back, so that its file and manifest agree with each other."""
    path = version_path(folder, current_version(folder) or 0)
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)
    manifest = path.with_suffix(".json")
    written = json.loads(manifest.read_text(encoding="utf-8"))
    del written["sha256"], written["bytes"]
    manifest.write_text(json.dumps(written), encoding="utf-8")


def test_a_warehouse_as_it_was_is_right_in_every_part_and_verifying_changes_nothing(folder: Path) -> None:
    before = state(folder)
    told: list[float] = []
    findings = list(verify(folder, with_rebuild=True, progress=lambda done, words: told.append(done)))
    parts = ["pointer", "version", "original", "key", "batch", "records", "rebuild"]
    assert [finding.about for finding in findings] == parts
    assert all(finding.is_right for finding in findings), findings
    assert [finding.words for finding in findings[1:5]] == [
        "版本：5 个完好，共留存 5 个",
        "原件：4 个完好，共 4 个",
        "脱敏钥匙：在，就是以前用的那一把",
        "批次：4 个的行和入库时一样，共 4 个",
    ]
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert state(folder) == before


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, tuple[Callable[[Path], object], str, str, str]] = {
    "the pointer is gone": (lambda f: (f / "current").unlink(), "pointer", "指针文件 current 不在了", "把 5 写进"),
    "the pointer is torn": (lambda f: (f / "current").write_bytes(b"\xff"), "pointer", "读不出来", "把 5 写进"),
    "an older file is altered": (lambda f: flip(version_path(f, 2)), "version", "和发布时不一样", "现在的数据不受影响"),
    "a manifest is gone": (
        lambda f: version_path(f, 2).with_suffix(".json").unlink(),
        "version",
        "清单 000002.json 不在了",
        "从备份恢复",
    ),
    "an original is gone": (lambda f: original(f, 2).unlink(), "original", "审批办件2025-06.csv.*不在了", "从备份恢复"),
    "an original is altered": (lambda f: flip(original(f, 1)), "original", "重点项目台账.csv.*被改过", "从备份恢复"),
    "a cell is altered": (
        lambda f: change_rows(f, "UPDATE ledger.approval SET outcome = '撤件' WHERE batch_no = 2 AND row_no = 3"),
        "batch",
        "第 2 批（审批办件2025-06.csv）的行和入库时不一样",
        "etl rebuild",
    ),
    "a row is lost": (
        lambda f: change_rows(f, "DELETE FROM ledger.approval WHERE batch_no = 3"),
        "batch",
        "第 3 批",
        "etl rebuild",
    ),
    "the wrong rows are current": (
        lambda f: change_rows(f, "UPDATE ledger.visit SET is_current = FALSE WHERE row_no = 2"),
        "records",
        "visit：1 行是否现行",
        "etl rebuild",
    ),
    "the key is gone": (lambda f: key_path(f).unlink(), "key", "不在了", "不要新建"),
    "the key is another": (lambda f: key_path(f).write_text("0" * 64), "key", "不是以前用的那一把", "不要新建"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_wrong_is_said_with_what_to_do(folder: Path, damage: str) -> None:
    do, about, words, todo = DAMAGES[damage]
    do(folder)
    before = state(folder)
    found, *others = wrong(folder)
    # Where a row is marked as current that should not be, further checks find it too.
    assert {found.about, *(other.about for other in others)} == {about}
    assert re.search(words, found.words)
    assert todo in found.todo
    with in_language("en"):
        english, *_ = wrong(folder)
    assert english.words.isascii() or "审批办件" in english.words or "重点项目" in english.words
    assert state(folder) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_an_original_that_others_may_read_is_said(folder: Path) -> None:
    original(folder, 1).chmod(0o644)
    (found,) = wrong(folder)
    assert "除了主人还有别人能读写" in found.words
    assert found.todo == f"chmod 600 {original(folder, 1)}"


def test_a_torn_current_version_is_said_the_older_one_serves_on_and_a_rebuild_repairs_it(folder: Path) -> None:
    path = version_path(folder, 5)
    os.truncate(path, path.stat().st_size // 2)
    (found,) = wrong(folder)
    assert found.words.startswith("第 5 版（现在用的）：数据文件 000005.duckdb 和发布时不一样")
    assert "python -m etl rebuild" in found.todo
    assert open_warehouse(folder).version == 4
    with pytest.raises(Refusal, match="已损坏。请运行 python -m etl rebuild"):
        load(folder, source(folder.parent, "走访.csv", visits("V3")))
    assert open_warehouse(folder).version == 4
    assert rebuild(folder) == 6
    assert {finding.about for finding in wrong(folder)} == {"version"}
    assert open_warehouse(folder).version == 6


def test_nothing_is_loaded_with_another_key_or_a_new_one(folder: Path) -> None:
    key = key_path(folder)
    kept = key.read_text()
    before = state(folder)
    key.unlink()
    with pytest.raises(Refusal, match="不要新建"):
        load(folder, source(folder.parent, "走访.csv", visits("V3")))
    assert not key.exists()
    key.write_text("0" * 64)
    for act in (lambda: load(folder, source(folder.parent, "走访.csv", visits("V3"))), lambda: rebuild(folder)):
        with pytest.raises(Refusal, match="不是以前用的那一把"):
            act()
    assert state(folder) == before
    key.write_text(kept)
    assert load(folder, source(folder.parent, "走访.csv", visits("V3"))).version == 6


def test_a_rebuild_refuses_rows_that_are_not_those_of_then(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flipped = original(folder, 2)
    flipped.write_bytes(flipped.read_bytes().replace("准予".encode(), "撤件".encode()))
    with pytest.raises(Refusal, match=r"第 2 批（审批办件2025-06\.csv）的行和当时入库的不一样"):
        rebuild(folder)
    (rebuilt,) = [one for one in verify(folder, with_rebuild=True) if one.about == "rebuild"]
    assert not rebuilt.is_right
    assert current_version(folder) == 5


def test_the_command_says_it_line_by_line_and_exits_with_one_when_anything_is_wrong(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(folder))
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "全部完好。"
    original(folder, 1).unlink()
    assert main(["verify"]) == 1
    told = capsys.readouterr()
    assert "✗ 第 1 批的原件 重点项目台账.csv" in told.err
    assert told.err.splitlines()[-1] == "有 1 处要处理。"
    assert main(["verify", "--json"]) == 1
    written = json.loads(capsys.readouterr().out)
    assert written["wrong"] == 1
    assert [one["about"] for one in written["findings"] if not one["right"]] == ["original"]
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(folder.parent / "nothing"))
    assert main(["verify"]) == 1
