"""What is in doubt is let through on the page once its reason is written down, and not before."""

from __future__ import annotations

from pathlib import Path

from etl.publishing.history import history
from queries.warehouse import current_version
from tests.pages import small_bureau
from tests.pages.clerk import choose, kinds, moves, press, run
from tests.pages.conftest import Opener, said

# Two projects fewer have started than was reported before.
FEWER = ("重点项目台账7月.csv", small_bureau.project_ledger(25).encode())


def test_a_written_reason_lets_through_what_is_in_doubt(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), FEWER)
    assert "有 4 处存疑" in said(app)
    assert {box.label.split(" ")[1] for box in kinds(app)} == {"往回退了", "原来有，现在空了"}
    assert next(button for button in app.button if button.label == "确认入库").disabled
    app.text_input(key="reason-0").set_value("错报")
    app = run(app)
    assert "有 4 处存疑" in said(app)
    assert [caption for caption in app.caption if "至少写 4 个字" in caption.value]
    app.text_input(key="reason-0").set_value("上月误报，经现场核实尚未开工")
    app = run(app)
    assert moves(app)["start_rate"] == ("27/38", "25/38")
    press(app, "确认入库")
    assert history(warehouse)[0]["reason"] == "上月误报，经现场核实尚未开工"


def test_without_the_reason_nothing_is_loaded(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), FEWER)
    app.text_input(key="reason-0").set_value("上月误报")
    app = run(app)
    assert "可以入库" in said(app)
    app.text_input(key="reason-0").set_value("")
    app = run(app)
    assert "有 4 处存疑" in said(app)
    assert current_version(warehouse) == 1
