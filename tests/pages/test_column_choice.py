"""Mapping on the page: asked only when an answer is needed, remembered next month, and changed with "map again"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.publishing.history import history
from pages.parts import words
from tests.pages import small_bureau
from tests.pages.clerk import choose, press, run
from tests.pages.conftest import Opener, said, shown


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """The test asks for a select box's words in its own thread, which must speak the page's language."""
    words.speak("zh")
    yield
    words.speak("zh")


RENAMED = {"服务编号": "单号", "走访专班\n": "走访专班,天气\n", "施工许可\n": "施工许可,晴\n"}


def foreign(month: int) -> tuple[str, bytes]:
    """Return the visits of a month as another system exports them: a code called otherwise, a column nobody needs."""
    text = small_bureau.visits(month)
    for word, other in RENAMED.items():
        text = text.replace(word, other)
    return f"走访服务记录{month}月.csv", text.encode()


def boxes(app: AppTest) -> list[str]:
    return [box.label for box in app.selectbox if box.label.startswith(("文件里的", "“"))]


def map_columns(app: AppTest, **columns: str) -> AppTest:
    for header, column in columns.items():
        next(box for box in app.selectbox if f"“{header}”" in box.label).set_value(column)
    return press(app, "按此对应重新核对")


def test_a_choice_is_remembered_shown_and_can_be_made_again(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), foreign(7))
    assert len(boxes(app)) == 2
    press(map_columns(app, 单号="visit_id", 天气=""), "确认入库")

    app = choose(open_page("upload"), foreign(8))
    assert boxes(app) == []
    assert "“单号”是“服务编号”" in said(app)
    assert "“天气”不导入" in said(app)
    assert "按上次的对应读作" in said(app)
    app.checkbox(key="again-0-1").check()
    app = run(app)
    assert len(boxes(app)) == 6
    app = map_columns(app, 单号="visit_id", 天气="finding")
    assert "按上次的选择" not in said(app)
    press(app, "确认入库")
    assert json.loads(history(warehouse)[0]["mapping"])["天气"] == "finding"

    app = choose(open_page("upload"), foreign(9))
    assert "“天气”是“了解情况”" in said(app)


def test_nothing_is_asked_of_a_file_that_is_known_or_only_lacks_a_column(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("走访服务记录7月.csv", small_bureau.visits(7).encode()))
    assert boxes(app) == []
    assert "各列都认得" in "".join(caption.value for caption in app.caption)
    lacking = "\n".join(line.rpartition(",")[0] for line in small_bureau.visits(7).splitlines())
    app = choose(open_page("upload"), ("走访服务记录7月.csv", lacking.encode()))
    assert "走访专班" in shown(app)
    assert boxes(app) == []
    assert not app.expander[-1].proto.expanded


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_file_in_another_language_is_mapped_whole(warehouse: Path, open_page: Opener, language: str) -> None:
    words.speak(language)
    rows = [line.split(",") for line in small_bureau.visits(7).splitlines()]
    rows[0] = ["Номер", "Проект", "Дата", "Способ", "Группа"]
    content = "\n".join(",".join(row) for row in rows).encode()
    retype, again = ("按这个类型重新核对", "按此对应重新核对")
    if language == "en":
        retype, again = "Check again as this type", "Check again with these columns"
    app = choose(open_page("upload", lang=language), ("отчёт.csv", content))
    app.selectbox(key="type-0-1").set_value("visit")
    app = press(run(app), retype)
    assert len(boxes(app)) == 5
    for number, column in enumerate(("visit_id", "project_id", "visited_on", "visit_mode", "workgroup")):
        app.selectbox(key=f"column-0-1-{number}-False").set_value(column)
    app = press(app, again)
    assert not next(button for button in app.button if button.key == "confirm-0").disabled
