"""The history of one batch: which KPIs moved with it, how its file was read, and its original to take away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from etl.publishing.history import history, undo, versions
from etl.publishing.rebuild import rebuild
from pages.parts.upload import batch_details
from tests.pages import small_bureau
from tests.pages.clerk import STARTED_ONE_MORE, choose, press
from tests.pages.conftest import Opener, said, shown


def labels(app: object) -> list[str]:
    return [button.key for button in app.download_button if str(button.key).startswith("original-")]  # type: ignore[attr-defined]


def test_what_moved_stands_with_the_batch_for_good(warehouse: Path, open_page: Opener) -> None:
    press(choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE)), "确认入库")
    small_bureau.load(warehouse, {"走访服务记录7月.csv": small_bureau.visits(7)})
    for _ in range(2):
        page = open_page("upload")
        entry = re.search(r"第.9.批.*?</details>", shown(page).split('id="history"')[1], re.S)
        assert entry
        assert re.findall(r"2[78]/38", re.sub("<.*?>", "", entry[0])) == ["27/38", "28/38"]
        # Eight files were loaded together at first: what moved with them is told once.
        assert said(page).count("指标变动见第 8 批") == 7
        # After a rebuild the journal says the same.
        rebuild(warehouse)


def test_an_undo_keeps_what_it_moved_with_its_version(warehouse: Path, open_page: Opener) -> None:
    press(choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE)), "确认入库")
    undo(warehouse, 9)
    assert '"kpi": "start_rate"' in versions(warehouse)[0]["moves"]


def test_the_original_can_be_taken_away_until_it_is_gone(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = history(warehouse)
    assert len(labels(open_page("upload"))) == len(batches)
    (warehouse / "originals" / batches[0]["sha256"]).unlink()
    page = open_page("upload")
    assert f"original-{batches[0]['batch_no']}" not in labels(page)
    assert "原件已不在 originals 文件夹里" in said(page)
    monkeypatch.setattr(batch_details, "MOST_BYTES", 1)
    page = open_page("upload")
    assert labels(page) == []
    assert "python -m etl original" in said(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_how_its_file_was_read_is_told_when_a_person_had_a_part_in_it(
    warehouse: Path, open_page: Opener, language: str
) -> None:
    text = small_bureau.visits(7).replace("服务编号", "单号")
    small_bureau.load(warehouse, {"走访服务记录7月.csv": text}, mapping={"单号": "visit_id"})
    page = said(open_page("upload", lang=language))
    assert ("列的对应：“单号”是“服务编号”" in page) == (language == "zh")
    assert bool(re.search("Columns as mapped: “单号” is “Visit", page)) == (language == "en")
