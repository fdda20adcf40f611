"""Files as they come: faulty, oddly named, of unknown type; each is read, said in words, or put right on the page."""

from __future__ import annotations

import re
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest

from etl.publishing.history import history
from pages.parts.upload.fault_list import every_fault
from queries.warehouse import current_version
from tests.pages import small_bureau
from tests.pages.clerk import STARTED_ONE_MORE, choose, count_loads, kinds, moves, open_kind, press, run
from tests.pages.conftest import Opener, said, shown

BROKEN = "\n".join(
    [
        small_bureau.VISITS,
        "ZF90,P01,2025-02-30,现场,施工许可",
        "ZF91,P02,2025-06-03,到现场,施工许可",
        "ZF92,P77,2025-06-04,现场,施工许可",
        "ZF93,P03,2025-06-05,现场,施工许可",
    ]
)


def test_a_fault_is_told_with_row_column_value_and_what_to_do(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("走访服务记录.csv", BROKEN.encode("gb18030")))
    told = {re.sub(r"[\\*]", "", box.label).split(" ")[0]: box.label.replace("\\", "") for box in kinds(app)}
    assert "“2025-02-30” · 1 处 · 第 2 行" in told["走访日期"]
    assert "“到现场” · 1 处 · 第 3 行" in told["走访方式"]
    assert "“P77” · 1 处 · 第 4 行" in told["项目代码"]
    for kind, advice in (("走访日期", "2025-03-05"), ("走访方式", "现场、上门、线上、来访"), ("项目代码", "台账")):
        assert advice in said(open_kind(app, kind))
    assert "1 行合格" in said(app)
    assert next(button for button in app.button if button.label == "确认入库").disabled
    assert current_version(warehouse) == 1


def test_every_row_of_a_kind_can_be_turned_to_and_taken_away(warehouse: Path, open_page: Opener) -> None:
    rows = [f"ZG{n:04d},P01,2025-06-01,电话,施工许可" for n in range(1_200)]
    text = "\n".join([small_bureau.VISITS, *rows])
    app = choose(open_page("upload"), ("走访服务记录.csv", text.encode()))
    assert "1,200 处 · 第 2–1201 行" in kinds(app)[0].label.replace("\\", "")
    assert ">2</b>ZG0000" in shown(open_kind(app, "走访方式")).replace("</b> ", "</b>")
    app.get("pagination")[0].set_value(60)  # type: ignore[union-attr]
    app = run(app)
    assert ">1201</b>ZG1199" in shown(app).replace("</b> ", "</b>")
    header, every = every_fault(app.session_state["draft"], 1)
    assert header[:2] == ["文件", "Excel 行"]
    assert [row[1] for row in every] == list(range(2, 1_202))


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


def test_uploaded_bytes_lie_in_a_private_file_until_they_are_loaded_or_dropped(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    seen: list[int] = []

    def look(sources: Any) -> None:
        seen.extend(stat.S_IMODE(source.path.stat().st_mode) for source in sources)
        assert all(warehouse / "drafts" in source.path.parents for source in sources)

    count_loads(monkeypatch, look)
    file = ("../../etc/重点项目台账7月.csv", STARTED_ONE_MORE)
    press(choose(open_page("upload"), file), "确认入库")
    press(choose(open_page("upload"), file), "放弃")
    assert seen == [0o600, 0o600, 0o600]
    assert {path.name for path in (warehouse / "drafts").glob("*/*")} == {"draft.json"}
    assert not list(aside.iterdir())


def test_a_template_of_each_kind_can_be_taken_away(warehouse: Path, open_page: Opener) -> None:
    app = open_page("upload")
    names = {button.label for button in app.download_button}
    assert {"下载 XLSX", "下载 CSV"} <= names
