"""A check under its own address: the same in every browser, whoever changes it; and what is said when it is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.drafts import draft_folder
from etl.publishing.history import history
from queries.warehouse import current_version
from tests.pages import small_bureau
from tests.pages.clerk import STARTED_ONE_MORE, choose, kinds, moves, press, run
from tests.pages.conftest import Opener, said
from tests.pages.test_mending import FILE, fill_in, lines

LEDGER = ("重点项目台账7月.csv", STARTED_ONE_MORE)


def draft_of(app: AppTest) -> str:
    """Return the draft that the address names."""
    id = app.query_params["draft"]
    return id if isinstance(id, str) else id[0]


def test_a_colleague_sees_the_same_files_faults_and_mends(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), FILE)
    app.text_input(key="note-0").set_value("请帮我看一下")
    app = press(run(app), "到现场 → 现场，改 2 处")
    colleague = open_page("upload", draft=draft_of(app))
    assert lines(colleague) == lines(app)
    assert "在网页上改了 2 格" in said(colleague)
    assert colleague.text_input(key="note-0").value == "请帮我看一下"
    assert f"upload?draft={draft_of(app)}" in said(colleague)


def test_what_a_colleague_changes_is_shown_and_said_here(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), FILE)
    colleague = press(open_page("upload", draft=draft_of(app)), "到现场 → 现场，改 2 处")
    # Mending here, on a page that knows nothing of it yet, loses neither.
    fill_in(app, "第 2 行 走访日期", "2025-07-03")
    app = press(app, "保存修改，重新核对")
    assert "刚在别处改过" in said(app)
    assert "在网页上改了 3 格" in said(app)
    assert "刚在别处改过" not in said(run(app))
    assert lines(run(colleague)) == lines(app)


def test_nothing_is_loaded_that_was_not_shown(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), LEDGER)
    choose(open_page("upload", draft=draft_of(app)), ("走访服务记录2025-07.csv", small_bureau.visits(7).encode()))
    app = press(app, "确认入库")
    assert current_version(warehouse) == 1
    assert "重新核对" in said(app)
    press(app, "确认入库")
    assert {batch["type"] for batch in history(warehouse)[:2]} == {"project", "visit"}


def test_choices_are_kept_with_the_draft(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), FILE)
    app.checkbox(key="skip-0").check()
    app.text_input(key="uploaded-by").set_value("王敏")
    app = run(app)
    colleague = open_page("upload", draft=draft_of(app))
    assert colleague.checkbox(key="skip-0").value
    assert colleague.text_input(key="uploaded-by").value == "王敏"
    assert moves(colleague)["site_visits"] == ("24次", "26次")


def test_an_address_that_leads_nowhere_is_one_sentence_and_the_empty_form(warehouse: Path, open_page: Opener) -> None:
    app = open_page("upload", draft="0" * 20)
    assert "这次核对已经不在了" in said(app)
    assert not kinds(app)
    assert moves(choose(app, LEDGER))["start_rate"] == ("27/38", "28/38")
    assert "不完整" in said(open_page("upload", draft="../../current"))


@pytest.mark.parametrize(("button", "sentence"), [("确认入库", "成为第 9 批"), ("放弃", "已经放弃")])
def test_the_address_of_an_ended_check_says_how_it_ended(
    warehouse: Path, open_page: Opener, button: str, sentence: str
) -> None:
    app = choose(open_page("upload"), LEDGER)
    id = draft_of(app)
    colleague = open_page("upload", draft=id)
    app = press(app, button)
    assert "draft" not in app.query_params
    assert sentence not in said(app)
    for page in (run(colleague), open_page("upload", draft=id)):
        assert sentence in said(page)
        assert not [button for button in page.button if button.label == "确认入库"]


def test_a_file_chosen_again_takes_the_place_of_the_earlier_one(warehouse: Path, open_page: Opener) -> None:
    app = press(choose(open_page("upload"), FILE), "到现场 → 现场，改 2 处")
    right = "\n".join([small_bureau.VISITS, "ZF90,P01,2025-07-01,现场,施工许可"])
    app = choose(app, (FILE[0], right.encode()))
    assert "替换了原来的" in said(app)
    assert "在网页上改的 1 处已不再算" in said(app)
    assert "可以入库" in said(app)
    assert not app.file_uploader[0].value


def test_one_of_several_files_can_be_taken_out_again(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), FILE, LEDGER)
    assert lines(app)
    button = next(button for button in app.button if button.label == "移除这个文件")
    button.click()
    app = run(app)
    assert not lines(app)
    assert moves(app)["start_rate"] == ("27/38", "28/38")


def test_a_full_disk_is_a_sentence_and_the_form_stays(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    app = open_page("upload")
    monkeypatch.setattr(draft_folder, "_write", full)
    app = choose(app, LEDGER)
    assert "磁盘空间不足" in said(app)
    assert not kinds(app)
