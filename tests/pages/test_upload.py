"""Uploading: what a clerk sees before, during and after, and that nothing changes until it is confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.publishing.history import history, undo
from queries.warehouse import current_version
from tests.pages import small_bureau
from tests.pages.clerk import STARTED_ONE_MORE, choose, count_loads, moves, press, run, started
from tests.pages.conftest import Opener, said, shown


def test_one_more_start_is_previewed_confirmed_and_undone(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE))
    assert "GB18030" in shown(app)
    assert moves(app)["start_rate"] == ("27/38", "28/38")
    assert "变更 1" in said(app)
    assert current_version(warehouse) == 1
    assert started(warehouse) == 27

    app = press(app, "确认入库")
    assert moves(app)["start_rate"] == ("27/38", "28/38")
    assert current_version(warehouse) == 2
    assert started(warehouse) == 28
    assert not app.file_uploader[0].value

    app = press(press(app, "撤销"), "确认撤销")
    assert moves(app)["start_rate"] == ("28/38", "27/38")
    assert started(warehouse) == 27
    app = press(press(app, "恢复"), "确认恢复")
    assert started(warehouse) == 28


def test_who_and_why_stand_in_the_history(warehouse: Path, open_page: Opener) -> None:
    app = open_page("upload")
    app.text_input(key="uploaded-by").set_value("王敏")
    app.text_input(key="note-0").set_value("补报<b>7月</b>")
    press(choose(app, ("重点项目台账7月.csv", STARTED_ONE_MORE)), "确认入库")
    latest = history(warehouse)[0]
    assert (latest["by"], latest["note"], latest["file_name"]) == ("王敏", "补报<b>7月</b>", "重点项目台账7月.csv")
    page = shown(open_page("upload"))
    assert "王敏" in page
    assert "<b>7" not in page


def test_replacing_says_which_records_are_no_longer_valid(warehouse: Path, open_page: Opener) -> None:
    shorter = "\n".join(small_bureau.visits(6).splitlines()[:-1]) + "\n"
    app = choose(open_page("upload"), ("走访服务记录2025-06.csv", shorter.encode()))
    assert "不再有效 1" not in said(app)
    app.checkbox(key="replace-0").check()
    app = run(app)
    assert "不再有效 1" in said(app)
    assert "ZF06003" in said(app)
    assert moves(app)["site_visits"] == ("24次", "23次")


def test_a_preview_is_made_once_for_the_same_files_and_choices(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = count_loads(monkeypatch)
    app = choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE))
    app.text_input(key="uploaded-by").set_value("王敏")
    run(run(app))
    assert calls == [True]
    app.checkbox(key="replace-0").check()
    run(app)
    assert calls == [True, True]


def test_what_was_previewed_on_an_older_version_is_previewed_again_before_it_counts(
    warehouse: Path, open_page: Opener
) -> None:
    app = choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE))
    small_bureau.load(warehouse, {"重点项目台账.csv": small_bureau.project_ledger(27, "海湾")})
    app = press(app, "确认入库")
    assert current_version(warehouse) == 2
    assert "重新核对" in shown(app)
    assert moves(app)["start_rate"] == ("27/38", "28/38")
    press(app, "确认入库")
    assert started(warehouse) == 28


def test_an_undo_that_came_too_late_is_a_sentence(warehouse: Path, open_page: Opener) -> None:
    small_bureau.load(warehouse, {"走访服务记录7月.csv": small_bureau.visits(7)})
    app = press(open_page("upload"), "撤销")
    undo(warehouse, history(warehouse)[0]["batch_no"])
    app = press(app, "确认撤销")
    assert "已经撤销了" in shown(app)
    assert current_version(warehouse) == 3


def test_an_undo_that_would_orphan_records_is_refused_in_words(warehouse: Path, open_page: Opener) -> None:
    app = open_page("upload")
    app.button(key="undo-1").click()
    app = press(run(app), "确认撤销")
    assert "不能撤销" in shown(app)
    assert current_version(warehouse) == 1


def test_giving_up_leaves_everything_as_it_was(warehouse: Path, open_page: Opener) -> None:
    app = press(choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE)), "放弃")
    assert not moves(app)
    assert not [button for button in app.button if button.label == "确认入库"]
    assert current_version(warehouse) == 1


def test_a_chosen_file_is_still_there_after_a_look_at_another_page(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE))
    app.switch_page("definitions.py").run()
    app.switch_page("upload.py")
    assert moves(run(app))["start_rate"] == ("27/38", "28/38")
