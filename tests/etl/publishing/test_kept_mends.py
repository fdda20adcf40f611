"""A batch remembers what was put right in its file: in the history, after a rebuild, and in a private place."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.publishing.history import history
from etl.publishing.kept_mends import mends_of_batch
from etl.publishing.load import load_files
from etl.publishing.rebuild import rebuild
from etl.recognising.mends import Mend
from etl.recognising.source import Source
from etl.refusal import Refusal
from queries.warehouse import open_warehouse
from tests.etl.files import VISITS, projects, source

WRONG = (
    f"{VISITS}\nZF1,P1,2025-06-03,到现场,施工许可\nZF2,P1,2025-06-04,现场,施工许可\nZF2,P1,2025-06-04,现场,施工许可\n"
)
MENDS = (Mend("visit_mode", "现场", written="到现场"), Mend("finding", "王某电话13912345678", row=2), Mend(row=4))


@pytest.fixture
def mended(tmp_path: Path) -> Path:
    """Return a warehouse with a batch of visits that was put right in three places."""
    folder = tmp_path / "warehouse"
    load_files(folder, [source(tmp_path, "台账.csv", projects("P1"))])
    file = source(tmp_path, "走访.csv", WRONG)
    result = load_files(folder, [Source(file.name, file.path, mends=MENDS)])
    assert not result.is_refused
    return folder


def rows(folder: Path) -> list[tuple[object, ...]]:
    return [tuple(row) for row in open_warehouse(folder).rows("SELECT * FROM record.visit ORDER BY visit_id")]


def test_the_history_says_how_much_was_put_right(
    mended: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    note = mends_of_batch(history(mended)[0])
    assert (note["cells"], note["rows"]) == (2, 1)
    assert mends_of_batch(history(mended)[1]) == {}
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(mended))
    assert main(["history"]) == 0
    newest, first = capsys.readouterr().out.splitlines()
    assert "在网页上改了 2 格，1 行不导入" in newest
    assert "在网页上" not in first


def test_a_rebuild_from_the_unchanged_original_gives_the_same_rows(mended: Path) -> None:
    before = rows(mended)
    assert [row[before[0].index("ZF1")] for row in before] == ["ZF1", "ZF2"]
    rebuild(mended)
    assert rows(mended) == before


def test_mends_lie_beside_the_original_readable_by_their_owner_only(mended: Path) -> None:
    note = mends_of_batch(history(mended)[0])
    path = mended / "originals" / note["sha256"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 3
    # The journal and its manifest are not as private: what was typed does not stand there.
    assert "13912345678" not in (mended / "versions" / "000002.json").read_text(encoding="utf-8")


def test_a_rebuild_without_the_mends_is_refused_in_words(mended: Path) -> None:
    note = mends_of_batch(history(mended)[0])
    path = mended / "originals" / note["sha256"]
    path.write_text("[{", encoding="utf-8")
    with pytest.raises(Refusal, match="修改记录"):
        rebuild(mended)
    path.unlink()
    with pytest.raises(Refusal, match="originals"):
        rebuild(mended)


def test_the_same_file_put_right_otherwise_is_another_upload(mended: Path, tmp_path: Path) -> None:
    again = [Source("走访.csv", tmp_path / "走访.csv", mends=MENDS)]
    assert {fault.rule for fault in load_files(mended, again).files[0].check.faults} >= {"already_loaded"}
    other = [Source("走访.csv", tmp_path / "走访.csv", mends=(*MENDS, Mend("visit_mode", "上门", row=3)))]
    assert load_files(mended, other).version == 3
