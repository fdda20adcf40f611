"""Putting a file right on the page: a whole kind at once, cell by cell, rows left out; all of it can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.publishing.history import history
from etl.publishing.kept_mends import mends_of_batch
from pages.parts import words
from queries.warehouse import open_warehouse
from tests.pages import small_bureau
from tests.pages.clerk import choose, kinds, open_kind, press, run
from tests.pages.conftest import Opener, said, shown

WRONG = "\n".join(
    [
        small_bureau.VISITS,
        "ZF90,P01,2025-02-30,现场,施工许可",
        "ZF91,P02,2025-06-03,到现场,施工许可",
        "ZF92,P03,2025-06-04,到现场,施工许可",
        "ZF93,P04,待定,现场,施工许可",
        "ZF94,P05,2025-06-05,现场,施工许可",
        "ZF94,P05,2025-06-05,现场,施工许可",
        "ZF95,P06,2025-06-05,现场,施工许可",
        "ZF95,P07,2025-06-05,现场,施工许可",
    ]
)
FILE = ("走访服务记录2025-07.csv", WRONG.encode("gb18030"))


def lines(app: AppTest) -> list[str]:
    return [box.label.replace("\\", "").replace("**", "") for box in kinds(app)]


def fill_in(app: AppTest, label: str, value: str) -> None:
    boxes = [*app.text_input, *app.selectbox]
    next(box for box in boxes if box.label.replace("\\", "") == label).set_value(value)


def test_each_kind_stands_once_with_its_rows_and_the_click_that_puts_it_right(
    warehouse: Path, open_page: Opener
) -> None:
    app = choose(open_page("upload"), FILE)
    assert lines(app) == [
        "走访日期 写法不对 “2025-02-30”、“待定” · 2 处 · 第 2、5 行",
        "走访方式 不在可选的词里 “到现场” · 2 处 · 第 3–4 行",
        "服务编号 整行重复 “ZF94” · 1 处 · 第 7 行",
        "服务编号 编号重复 “ZF95” · 1 处 · 第 9 行",
    ]
    assert "有 6 处要改，共 4 类" in said(app)
    assert "3 处一次改好" in said(app)
    app = press(app, r"到现场 → 现场，改 2 处")
    assert "有 4 处要改，共 3 类" in said(app)
    app = press(app, "重复的 1 行不导入")
    assert lines(app)[0].startswith("走访日期")
    assert "在网页上改了 2 格、1 行不导入" in said(app)


def test_opening_a_kind_shows_only_its_rows_and_cells_are_mended_there(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), FILE)
    page = shown(app)
    assert [code for code in ("ZF90", "ZF93", "ZF91", "ZF95") if f"</b> {code}" in page] == ["ZF90", "ZF93"]
    fill_in(app, "第 2 行 走访日期", "2025-07-03")
    fill_in(app, "第 5 行 走访日期", "2025年7月4日")
    app = press(app, "保存修改，重新核对")
    assert not [line for line in lines(app) if line.startswith("走访日期")]
    assert "在网页上改了 2 格" in said(app)


def test_a_mended_file_is_loaded_as_mended_and_the_history_says_so(warehouse: Path, open_page: Opener) -> None:
    app = press(choose(open_page("upload"), FILE), r"到现场 → 现场，改 2 处")
    app = press(app, "重复的 1 行不导入")
    fill_in(app, "第 2 行 走访日期", "2025-07-03")
    fill_in(app, "第 5 行 走访日期", "2025-07-04")
    app = press(app, "保存修改，重新核对")
    app = open_kind(app, "编号重复")
    next(box for box in app.checkbox if box.label == "第 9 行不导入").check()
    app = press(app, "保存修改，重新核对")
    app = press(app, "确认入库")
    note = mends_of_batch(history(warehouse)[0])
    assert (note["cells"], note["rows"]) == (4, 2)
    assert "在网页上改了 4 格" in said(app)
    visits = open_warehouse(warehouse).rows(
        "SELECT visit_id, CAST(visited_on AS VARCHAR), visit_mode FROM record.visit WHERE visit_id LIKE 'ZF9%' "
        "ORDER BY visit_id"
    )
    assert [tuple(row)[:2] for row in visits][:1] == [("ZF90", "2025-07-03")]
    assert {row[2] for row in visits} == {"现场"}
    assert len(visits) == 6


def test_what_is_still_wrong_is_told_again_and_what_was_mended_can_be_taken_back(
    warehouse: Path, open_page: Opener
) -> None:
    app = choose(open_page("upload"), FILE)
    fill_in(app, "第 5 行 走访日期", "快了")
    app = press(app, "保存修改，重新核对")
    assert lines(app)[0] == "走访日期 写法不对 “2025-02-30”、“快了” · 2 处 · 第 2、5 行"
    app = press(app, r"到现场 → 现场，改 2 处")
    assert "第 5 行“走访日期”改为“快了”" in said(app)
    assert "“走访方式”里的“到现场”都读作“现场”" in said(app)
    app = press(app, "撤回")
    assert "“待定”" not in lines(app)[0]
    app = press(app, "撤回")
    assert lines(choose(open_page("upload"), FILE)) == lines(app)
    assert "在网页上改了" not in said(app)


def test_saving_nothing_says_so(warehouse: Path, open_page: Opener) -> None:
    app = press(choose(open_page("upload"), FILE), "保存修改，重新核对")
    assert [caption for caption in app.caption if "还没有改动" in caption.value]


def test_a_column_with_words_is_mended_by_choosing_one(warehouse: Path, open_page: Opener) -> None:
    app = open_kind(choose(open_page("upload"), FILE), "走访方式")
    fill_in(app, "第 3 行 走访方式", "线上")
    box = next(box for box in app.selectbox if "第 3 行" in box.label.replace("\\", ""))
    assert box.options == ["现场", "上门", "线上", "来访"]
    press_all = [button for button in app.button if button.label == "保存修改，重新核对"]
    press_all[-1].click()
    app = run(app)
    assert "“到现场” · 1 处 · 第 4 行" in "".join(lines(app))


def test_cells_written_alike_are_mended_together(warehouse: Path, open_page: Opener) -> None:
    rows = [
        f"ZF9{n},P01,2025-06-03,{'电话' if n < 3 else '现场'},施工许可,{'说不清' if n > 4 else ''}" for n in range(8)
    ]
    text = "\n".join([f"{small_bureau.VISITS},当场解决", *rows])
    app = open_kind(choose(open_page("upload"), ("走访服务记录2025-07.csv", text.encode())), "当场解决")
    assert lines(app) == [
        "走访方式 不在可选的词里 “电话” · 3 处 · 第 2–4 行",
        "当场解决 不在可选的词里 “说不清” · 3 处 · 第 7–9 行",
    ]
    fill_in(app, "把“电话”都改成", "来访")
    app = press(app, "一次改好")
    # A column that need not be filled in may be emptied.
    app = press(app, "一次改好")
    assert "可以入库" in said(app)
    assert "在网页上改了 6 格" in said(app)
    assert "“当场解决”里的“说不清”都读作“（空）”" in said(app)


def test_personal_values_are_never_shown_and_are_filled_in_anew(warehouse: Path, open_page: Opener) -> None:
    header, *rows = small_bureau.project_ledger(28).splitlines()
    secret = "王小五370212199001011234"
    rows[0] = rows[0].replace("王五", secret)
    app = choose(open_page("upload"), ("重点项目台账7月.csv", "\n".join([header, *rows]).encode()))
    app = open_kind(app, "联系人")
    assert secret not in shown(app) + "".join(box.label + str(box.value) for box in app.text_input)
    box = next(box for box in app.text_input if box.placeholder == "重新填写")
    assert box.value == ""
    box.set_value("王小五")
    app = press(app, "保存修改，重新核对")
    assert "可以入库" in said(app)
    assert "王小五" not in said(app)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_page_says_of_faults_is_in_its_language(warehouse: Path, open_page: Opener, language: str) -> None:
    # Labels of choices are worked out anew by the test, outside of the page.
    words.speak(language)
    app = choose(open_page("upload", lang=language), FILE)
    assert ("Must fix" in said(app)) == (language == "en")
    assert ("必须改" in said(app)) == (language == "zh")
    words.speak("zh")
