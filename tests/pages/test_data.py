"""About the data: freshness, what looks wrong, versions to see again, the sample and its removal, the dictionary."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.publishing.history import history, undo
from etl.types.table_schema import record_types
from pages.parts import words
from pages.parts.state import data_dictionary, freshness
from queries.arrivals import Arrival
from queries.warehouse import current_version, open_warehouse
from tests.pages import small_bureau
from tests.pages.conftest import Opener, said, shown

JUNE = Arrival("visit", date(2025, 6, 1), date(2025, 6, 30), 24, 6, (), 5, "金牌团队")


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    words.speak("zh")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception, app.exception
    return app


def rows_of(app: AppTest, section: str) -> dict[str, list[str]]:
    """Return the table under the heading with id ``section``: first cell → cells, as words."""
    part = shown(app).split(f'id="{section}"', 1)[1].split("<h2", 1)[0]
    found = {}
    for row in re.findall(r"<tr>(<td.*?)</tr>", part):
        cells = [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        found[cells[0]] = cells
    return found


def test_each_record_type_says_its_latest_month_and_who_owes_the_next(warehouse: Path, open_page: Opener) -> None:
    found = rows_of(open_page("data"), "freshness")
    assert found["走访服务记录"][1:6] == ["2025-06", "2025-06-30", "24", "6", "无"]
    assert "7月的，8月5日前" in found["走访服务记录"][6]
    assert found["走访服务记录"][7] == "金牌团队"
    assert found["审批办件"][2].strip() == "从未收到"
    assert len(found) == len(record_types())


def test_a_month_whose_batch_was_undone_is_missing(warehouse: Path, open_page: Opener) -> None:
    april = next(b["batch_no"] for b in history(warehouse) if b["file_name"] == "走访服务记录2025-04.csv")
    undo(warehouse, april)
    assert rows_of(open_page("data"), "freshness")["走访服务记录"][5] == "2025-04"


def test_an_overdue_file_is_told_only_when_today_counts() -> None:
    assert "超期" in freshness.due(JUNE, date(2025, 8, 6))
    assert "1 天" in freshness.due(JUNE, date(2025, 8, 6))
    assert "超期" not in freshness.due(JUNE, date(2025, 8, 5))
    assert "超期" not in freshness.due(JUNE, None)


def test_a_type_behind_the_others_is_marked_in_words() -> None:
    assert "落后" in str(freshness.row("visit", JUNE, date(2025, 7, 31), None)[2])
    assert "落后" not in str(freshness.row("visit", JUNE, date(2025, 6, 30), None)[2])


def test_many_missing_months_are_counted_and_the_latest_named() -> None:
    gaps = tuple(date(2024, month, 1) for month in range(1, 8))
    told = freshness.missing(Arrival("visit", date(2024, 8, 1), gaps=gaps, batches=1))
    assert "2024-07" in told
    assert "2024-01" not in told
    assert "7 个月" in told


def test_a_row_worth_a_look_is_listed_with_its_file_and_what_to_do(warehouse: Path, open_page: Opener) -> None:
    header = small_bureau.LISTINGS + ",调出日期"
    small_bureau.load(warehouse, {"名单补.csv": f"{header}\nP00,2025,市级,建设类,否,2025-01-01\n"})
    page = said(open_page("data"))
    assert "因此从不计数：1 条" in page
    assert "核对列入日期、调出日期和计划年度" in page
    assert "名单补.csv" in page


def test_an_earlier_version_can_be_seen_as_it_was(warehouse: Path, open_page: Opener) -> None:
    small_bureau.load(warehouse, {"重点项目台账7月.csv": small_bureau.project_ledger(30)}, by="王敏", note="补报")
    page = open_page("data")
    versions = rows_of(page, "versions")
    assert versions["2"][2:6] == ["入库", "9", "王敏", "补报"]
    assert "version=1" in shown(page)
    assert 'data-kpi="start_rate" aria-label="开工率 27/38' in shown(open_page("overview", version="1"))
    assert 'data-kpi="start_rate" aria-label="开工率 30/38' in shown(open_page("overview"))


def test_the_sample_goes_with_one_button_and_every_page_works_without_any_data(
    sample_warehouse: Path, open_page: Opener
) -> None:
    page = open_page("data")
    assert "示例数据" in said(page)
    page = press(press(page, "移除示例数据"), "确认移除示例数据")
    assert not open_warehouse(sample_warehouse).has_sample
    assert "示例数据已移除" in said(page)
    for name in ("overview", "kpi", "upload", "definitions", "data"):
        assert "还没有任何数据" in said(open_page(name)), name
    assert "还没有收到任何文件" in said(open_page("data"))
    press(press(open_page("data"), "恢复示例数据"), "确认恢复示例数据")
    assert open_warehouse(sample_warehouse).has_sample


def test_own_data_loaded_on_an_empty_warehouse_counts_alone(sample_warehouse: Path, open_page: Opener) -> None:
    undo(sample_warehouse, "sample")
    own = {
        "重点项目台账2025-06.csv": small_bureau.project_ledger(20, "本局"),
        "名单2025-06.csv": small_bureau.listing(),
    }
    small_bureau.load(sample_warehouse, own)
    page = open_page("overview")
    assert 'aria-label="开工率 20/38' in shown(page)
    assert "虚构示例数据" not in said(page)


def test_leaving_the_question_leaves_the_sample(sample_warehouse: Path, open_page: Opener) -> None:
    press(press(open_page("data"), "移除示例数据"), "取消")
    assert open_warehouse(sample_warehouse).has_sample
    assert current_version(sample_warehouse) == 1


def test_every_page_says_that_sample_data_is_shown_while_it_is(sample_warehouse: Path, open_page: Opener) -> None:
    for name in ("overview", "kpi", "upload", "definitions", "data"):
        assert "虚构示例数据" in said(open_page(name)), name


def test_the_dictionary_has_every_column_of_every_record_type_with_its_rules() -> None:
    for schema in record_types().values():
        entry = data_dictionary.entry(schema)
        for column in schema.columns:
            assert f">{column.name}<" in entry
        for rule in schema.rules:
            assert rule.message in entry
    blocker = data_dictionary.entry(record_types()["blocker"])
    assert "金牌团队、审批会客厅、心服务工作室" in blocker
    consultation = data_dictionary.entry(record_types()["consultation"])
    assert "入库前脱敏" in consultation


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_languages_draw(warehouse: Path, open_page: Opener, language: str) -> None:
    page = said(open_page("data", lang=language))
    assert ("各个版本" in page) == (language == "zh")
    assert ("Versions" in page) == (language == "en")
