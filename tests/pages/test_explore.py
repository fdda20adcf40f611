"""Exploring: the pivot is that of the questions, any head sorts, drawings have one scale, cells open their records."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.explore.order import Order, in_order, name_of, read_order
from queries.axes import Key, Mark
from queries.catalogue import kpis
from queries.pivot import Pivot
from queries.questions import Number
from queries.saved_views import FILE, saved_views
from tests.pages.conftest import Opener, said, shown

VISITS = {"kpi": "site_visits", "rows": "category", "columns": "month"}


def table_of(app: AppTest) -> list[list[str]]:
    """Return the pivot's lines as the words of their cells."""
    (table,) = re.findall(r'<div class="pivot">.*?</table>', shown(app), re.S)
    lines = re.findall(r"<tr>(.*?)</tr>", table, re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S) for line in lines]
    return [[unescape(re.sub("<[^>]*>", " ", cell)).strip() for cell in line] for line in cells]


def links_of(app: AppTest, within: str) -> list[str]:
    """Return the addresses of the links inside the first element that begins with ``within``."""
    body = shown(app)
    return [unescape(href) for href in re.findall(r'<a href="([^"]*)"', body[body.index(within) :])]


@pytest.mark.usefixtures("warehouse")
def test_without_a_choice_the_first_kpi_is_shown_by_its_first_split_over_time(open_page: Opener) -> None:
    lines = table_of(open_page("explore"))
    assert lines[0][0] == "项目类别"
    assert lines[-1][0] == "合计"
    assert lines[-1][-1].split() == ["27/38", "71.1%"]
    assert "每格是该期最后一天的状态" in said(open_page("explore"))


@pytest.mark.usefixtures("warehouse")
def test_cells_add_up_to_their_margins(open_page: Opener) -> None:
    head, *rows, total = table_of(open_page("explore", **VISITS))
    assert [head[0], head[-1]] == ["项目类别", "合计"]
    numbers = [[int(cell) if cell != "—" else 0 for cell in row[1:]] for row in [*rows, total]]
    for row in numbers:
        assert sum(row[:-1]) == row[-1]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert numbers[-1][-1] == 24


@pytest.mark.usefixtures("warehouse")
def test_a_cell_leads_to_the_days_and_the_group_it_is_about(open_page: Opener) -> None:
    first = next(href for href in links_of(open_page("explore", **VISITS), "<tbody>") if href.startswith("kpi"))
    asked = parse_qs(urlparse(first).query)
    assert asked["kpi"] == ["site_visits"]
    assert (asked["from"], asked["to"]) == (["2025-01-01"], ["2025-01-31"])
    assert asked["within"][0].startswith("category:")


@pytest.mark.usefixtures("warehouse")
def test_every_head_is_a_link_that_sorts_and_then_turns_the_order(open_page: Opener) -> None:
    rows = {"kpi": "site_visits", "rows": "month", "columns": "category"}
    app = open_page("explore", **rows, sort="-total")
    values = [int(line[-1]) for line in table_of(app)[1:-1]]
    assert values == sorted(values, reverse=True)
    assert 'aria-sort="descending"' in shown(app)
    turned = [parse_qs(urlparse(href).query)["sort"] for href in links_of(app, "<thead>") if "sort=" in href]
    assert ["total"] in turned
    assert ["label"] in turned
    assert "没有可以这样排序的列" in said(open_page("explore", **rows, sort="-at:没有这一列"))


@pytest.mark.usefixtures("warehouse")
def test_distinct_projects_say_that_totals_are_unions(open_page: Opener) -> None:
    app = open_page("explore", kpi="projects_served", rows="service", columns="month")
    assert "同一项目可在几格里，合计按项目去重。" in said(app)
    assert table_of(app)[-1][0] == "合计（去重）"


@pytest.mark.usefixtures("warehouse")
def test_small_drawings_have_one_scale_a_title_each_and_their_numbers_in_words(open_page: Opener) -> None:
    app = open_page("explore", **VISITS, show="multiples")
    assert "每幅图刻度相同" in said(app)
    titles = re.findall(r"<h3>(.*?)</h3>", shown(app))
    assert set(titles) == {"公共服务", "城市更新"}
    heights = [float(height) for height in re.findall(r'style="height:([\d.]+)%"', shown(app))]
    assert len(heights) == 12
    assert max(heights) == 100.0
    assert "公共服务 2025年1月：2" in unescape(shown(app))


@pytest.mark.usefixtures("warehouse")
@pytest.mark.parametrize("name", kpis())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kpi_can_be_explored_in_both_languages(name: str, lang: str, open_page: Opener) -> None:
    app = open_page("explore", kpi=name, rows="quarter", columns="investment_type", lang=lang)
    words = said(app)
    assert kpis()[name].title.in_(lang) in words
    if lang == "en":
        body = re.sub(r"<option.*?</option>|<header.*?</header>", "", shown(app), flags=re.S)
        assert not re.search(r"[\u4e00-\u9fff]{2,}", re.sub("<[^>]*>", "", body))


@pytest.mark.usefixtures("warehouse")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kpi": "no_such_kpi"}, "没有名为“no_such_kpi”的指标"),
        ({"kpi": "site_visits", "rows": "shoe_size"}, "不能按“shoe_size”分行"),
        ({"kpi": "site_visits", "columns": "shoe_size"}, "不能按“shoe_size”分列"),
        ({"kpi": "site_visits", "rows": "street", "columns": "street"}, "行和列说的是同一件事"),
        ({"kpi": "site_visits", "rows": "month", "columns": "year"}, "行和列说的是同一件事"),
        ({"kpi": "site_visits", "from": "2019-01-01", "to": "2019-02-01"}, "没有记录"),
        ({"show": "pie"}, "show=pie"),
    ],
)
def test_what_is_not_there_is_said_and_leads_on(asked: dict[str, str], told: str, open_page: Opener) -> None:
    app = open_page("explore", **asked)
    assert told in said(app)
    assert "<a href" in shown(app)


def test_a_view_is_saved_found_again_replaced_only_when_asked_removed_and_had_back(
    warehouse: Path, open_page: Opener
) -> None:
    app = open_page("explore", **VISITS)
    app.text_input[0].input("走访按月")
    app.text_input[1].input("王敏")
    next(button for button in app.button if button.label == "保存").click().run()
    (view,) = saved_views(warehouse)
    assert view.address == "explore?kpi=site_visits&rows=category&columns=month"
    assert 'title="王敏 于' in shown(app)
    app.text_input[0].input("走访按月")
    next(button for button in app.button if button.label == "保存").click().run()
    assert "已经有“走访按月”" in said(app)
    next(button for button in app.button if button.label == "删除").click().run()
    assert saved_views(warehouse) == []
    next(button for button in app.button if button.label == "恢复").click().run()
    assert [view.name for view in saved_views(warehouse)] == ["走访按月"]
    assert not app.exception


def test_a_file_of_views_that_cannot_be_read_is_said_and_the_pivot_stands(warehouse: Path, open_page: Opener) -> None:
    (warehouse / FILE).write_text("{", encoding="utf-8")
    app = open_page("explore", **VISITS)
    assert "读不出来，里面的内容没有动" in said(app)
    assert table_of(app)


def test_rows_without_a_value_stay_last_and_what_is_equal_stays_as_it_was() -> None:
    numbers: dict[tuple[Key, Key], Number] = {
        (label, Mark.ALL): Number(value, None, value)
        for label, value in (("甲", 2), ("乙", 5), (None, 2), (Mark.REST, 9))
    }
    found = Pivot(next(iter(kpis().values())), ("乙", "甲", "丙", None, Mark.REST), (), numbers)
    assert in_order(found, Order("total", True), []) == [Mark.REST, "乙", "甲", None, "丙"]
    assert in_order(found, Order("total"), []) == ["甲", None, "乙", Mark.REST, "丙"]
    assert in_order(found, Order("label"), ["丙", "甲", "乙"])[:3] == ["丙", "甲", "乙"]
    assert in_order(found, Order(), []) == list(found.rows)


@pytest.mark.parametrize("key", ["2025-03", None, Mark.REST, Mark.ALL, "a:b-c"])
def test_an_order_is_read_as_it_was_said(key: Key) -> None:
    asked = Order(name_of(key), True)
    assert read_order(asked.said) == asked
    assert read_order("shoe_size") == Order()
