"""Uploading: what a clerk sees before, during and after, and that nothing changes until it is confirmed."""

from __future__ import annotations

import re
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from etl.history import history, undo
from pages.parts import intake
from pages.parts.draft import clean_name
from queries.warehouse import current_version, open_warehouse
from tests.pages import small_bureau
from tests.pages.conftest import Opener, said, shown

STARTED_ONE_MORE = small_bureau.project_ledger(small_bureau.STARTED + 1).encode("gb18030")
BROKEN = "\n".join(
    [
        small_bureau.VISITS,
        "ZF90,P01,2025-02-30,现场,施工许可",
        "ZF91,P02,2025-06-03,到现场,施工许可",
        "ZF92,P77,2025-06-04,现场,施工许可",
        "ZF93,P03,2025-06-05,现场,施工许可",
    ]
)


def choose(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Choose files as a clerk does, and wait for the preview."""
    app.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    button = next(button for button in app.button if button.label == label)
    assert not button.disabled, f"{label} cannot be pressed"
    button.click()
    return run(app)


def moves(app: AppTest) -> dict[str, tuple[str, str]]:
    """Return the moved KPIs of the page as name → (before, after), without their percent."""
    rows = re.findall(r'<tr data-kpi="(\w+)">.*?class="was">(.*?)</td>.*?class="now">(.*?)</td>', shown(app))

    def figure(cell: str) -> str:
        return re.sub("<small>.*?</small>|<.*?>", "", cell).strip()

    return {name: (figure(was), figure(now)) for name, was, now in rows}


def started(folder: Path) -> int:
    rows = open_warehouse(folder).rows("SELECT COUNT(*) FROM record.project WHERE actual_start_on IS NOT NULL")
    return int(rows[0][0])


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


def test_a_fault_is_told_with_row_column_value_and_what_to_do(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("走访服务记录.csv", BROKEN.encode("gb18030")))
    rows = re.findall(r"<tr>(.*?)</tr>", shown(app))
    told = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    cells = {tuple(row[:3]): row[4] for row in told if len(row) == 5}
    assert "2025-03-05" in cells["2", "走访日期", "2025-02-30"]
    assert "现场、上门、线上、来访" in cells["3", "走访方式", "到现场"]
    assert "台账" in cells["4", "项目代码", "P77"]
    assert "1 行合格" in said(app)
    assert next(button for button in app.button if button.label == "确认入库").disabled
    assert current_version(warehouse) == 1


def test_only_the_right_rows_are_loaded_when_asked_and_the_refused_ones_stay_visible(
    warehouse: Path, open_page: Opener
) -> None:
    app = choose(open_page("upload"), ("走访服务记录.csv", BROKEN.encode()))
    app.checkbox(key="skip-0").check()
    app = run(app)
    assert moves(app)["site_visits"] == ("24次", "25次")
    app = press(app, "确认入库")
    assert history(warehouse)[0]["refused"] == 3
    app = press(app, "看不合格的行")
    assert "2025-02-30" in shown(app)


def test_a_column_called_otherwise_can_be_mapped_and_an_extra_one_left_out(warehouse: Path, open_page: Opener) -> None:
    text = small_bureau.visits(7).replace("服务编号", "*单号*").replace("走访专班\n", "走访专班,天气\n")
    text = re.sub("施工许可\n", "施工许可,晴\n", text)
    app = choose(open_page("upload"), ("走访服务记录7月.csv", text.encode()))
    boxes = {box.label: box for box in app.selectbox}
    # The header is shown as it is written, not as markup.
    assert r"\*单号\*" in next(label for label in boxes if "单号" in label)
    next(box for label, box in boxes.items() if "单号" in label).set_value("visit_id")
    next(box for label, box in boxes.items() if "天气" in label).set_value("")
    press(press(app, "按此对应重新核对"), "确认入库")
    assert history(warehouse)[0]["accepted"] == 4


def test_a_type_that_cannot_be_told_can_be_chosen(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("名单.csv", "项目代码,备注\nP01,x\n".encode()))
    box = next(box for box in app.selectbox if box.label == "这是哪一种记录")
    assert "不能入库" in said(app)
    box.set_value("listing")
    app = press(run(app), "按这个类型重新核对")
    assert "重点项目名单" in shown(app)
    assert "计划年度" in shown(app)


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
    small_bureau.load(warehouse, {"重点项目台账.csv": small_bureau.project_ledger(30)})
    app = press(app, "确认入库")
    assert current_version(warehouse) == 2
    assert "重新核对" in shown(app)
    assert moves(app)["start_rate"] == ("30/38", "28/38")
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


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.csv", b""),
        ("报告.csv", b"%PDF-1.7 \x00\x01"),
        ("坏.xlsx", b"PK\x03\x04 broken"),
        ("照片.csv", b"\x89PNG\r\n\x1a\n"),
        ("乱.csv", b"\xff\xfe\xfa\x81\x00" * 40),
        ("<img src=x onerror=alert(1)>.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_file_that_is_no_table_is_a_sentence_and_its_name_is_only_a_name(
    warehouse: Path, open_page: Opener, name: str, content: bytes
) -> None:
    app = choose(open_page("upload"), (name, content))
    assert "不能入库" in shown(app)
    assert "<img" not in shown(app)
    assert current_version(warehouse) == 1


def test_a_header_only_file_is_an_empty_month(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("走访服务记录2025-07.csv", (small_bureau.VISITS + "\n").encode()))
    assert "空表，当月没有记录" in shown(app)
    press(app, "确认入库")
    assert current_version(warehouse) == 2


def test_the_same_file_twice_is_refused_in_words(warehouse: Path, open_page: Opener) -> None:
    file = ("重点项目台账7月.csv", STARTED_ONE_MORE)
    app = press(choose(open_page("upload"), file), "确认入库")
    assert "已经导入过" in shown(choose(app, file))


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


def test_uploaded_bytes_lie_in_a_private_file_while_they_are_read_and_nowhere_afterwards(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    seen: list[int] = []

    def look(sources: Any) -> None:
        seen.extend(stat.S_IMODE(source.path.stat().st_mode) for source in sources)
        assert all(aside in source.path.parents for source in sources)

    count_loads(monkeypatch, look)
    press(choose(open_page("upload"), ("../../etc/重点项目台账7月.csv", STARTED_ONE_MORE)), "确认入库")
    assert seen == [0o600, 0o600]
    assert not list(aside.iterdir())


def count_loads(monkeypatch: pytest.MonkeyPatch, look: Any = None) -> list[bool]:
    """Note each load the page asks for, True for a preview; ``look`` sees the sources while they are there."""
    calls: list[bool] = []
    real = intake.load_files

    def noting(folder: Path, sources: Any, **options: Any) -> Any:
        calls.append(options["dry_run"])
        if look:
            look(sources)
        return real(folder, sources, **options)

    monkeypatch.setattr(intake, "load_files", noting)
    return calls


def test_a_template_of_each_kind_can_be_taken_away(warehouse: Path, open_page: Opener) -> None:
    app = open_page("upload")
    names = {button.label for button in app.download_button}
    assert {"下载 XLSX", "下载 CSV"} <= names


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (r"C:\台账\走访.csv", "走访.csv"),
        ("a\u202evsc.exe", "avsc.exe"),
        ("x\x00\n.csv", "x.csv"),
        ("", "?"),
        ("长" * 300 + ".csv", "长" * 116 + ".csv"),
    ],
)
def test_a_files_name_is_made_fit_to_be_read(given: str, kept: str) -> None:
    assert clean_name(given) == kept
