"""The original of a batch: the very bytes that were uploaded, under their own name; gone or changed is said."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from etl.publishing.history import history
from etl.publishing.original_of_batch import batch_numbered, give_back, size_of_original, uploaded_name
from etl.refusal import Refusal
from tests.etl.files import load, projects, source, visits
from tests.etl.test_commands import answer, run

BYTES = visits("V1", "V2").replace("\n", "\r\n").encode("gb18030")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "重点项目台账.csv", projects("P1")))
    load(folder, source(tmp_path, "2025-06/走访服务记录.csv", BYTES))
    return folder


def test_it_comes_back_byte_for_byte_under_its_own_name(folder: Path) -> None:
    batch = batch_numbered(folder, 2)
    out = io.BytesIO()
    give_back(folder, batch, out)
    assert out.getvalue() == BYTES
    assert (uploaded_name(batch), size_of_original(folder, batch)) == ("走访服务记录.csv", len(BYTES))


def test_one_that_is_gone_or_changed_is_refused_in_words(folder: Path) -> None:
    batch = history(folder)[0]
    kept = folder / "originals" / batch["sha256"]
    kept.write_bytes(BYTES + b"x")
    with pytest.raises(Refusal, match="和入库时不一样"):
        give_back(folder, batch, io.BytesIO())
    kept.unlink()
    assert size_of_original(folder, batch) is None
    with pytest.raises(Refusal, match="不在 originals 文件夹里"):
        give_back(folder, batch, io.BytesIO())


def test_the_command_writes_it_and_never_over_what_is_there(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    told = answer(run(folder, "original", "2", "-o", str(out), "--json"))
    assert (Path(told["file"]).name, Path(told["file"]).read_bytes()) == ("走访服务记录.csv", BYTES)
    again = run(folder, "original", "2", "-o", str(out))
    assert (again.returncode, "没有覆盖" in again.stderr) == (2, True)
    assert run(folder, "original", "9", "-o", str(out)).returncode == 1
    assert run(folder, "original", "x").returncode == 2
