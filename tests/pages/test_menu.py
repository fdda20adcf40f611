"""The menu page: the days of the chosen menu, what variants save, and a sentence where the file makes no menu."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pages.parts.menu import flow, item_list
from pages.parts.menu.places import places
from queries.menu import items as items_module
from queries.menu.critical_path import critical_items, days_to_acceptance, days_to_start, slots, whole_days
from queries.menu.items import GOVERNMENT, SOCIAL, item_file
from queries.menu.menu import MenuChoice, build_menu
from queries.reference_rows import FOLDER
from tests.pages.conftest import Opener, said, shown

FIGURE = re.compile(r"<dt>([^<]+)</dt><dd><b>(\d+)</b>")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of item.csv that the page reads and this test may edit."""
    folder = tmp_path / "reference"
    folder.mkdir()
    shutil.copy(FOLDER / "item.csv", folder / "item.csv")
    monkeypatch.setattr(items_module.item_file, "__defaults__", (folder,))
    return folder / "item.csv"


@pytest.mark.parametrize(
    ("asked", "whole", "start"),
    [
        ({}, 55, 46),
        ({"permit": "phased"}, 54, 40),
        ({"menu": "social"}, 30, 21),
        ({"menu": "social", "permit": "phased", "acceptance": "segmented"}, 30, 15),
    ],
)
def test_the_days_of_the_chosen_menu_are_said(
    asked: dict[str, str], whole: int, start: int, warehouse: Path, open_page: Opener
) -> None:
    figures = dict(FIGURE.findall(shown(open_page("menu", **asked))))
    assert (figures["承诺全程"], figures["到实际开工"]) == (str(whole), str(start))
    assert int(figures["法定全程"]) - int(figures["承诺全程"]) == int(figures["比法定少"])


def test_what_variants_save_is_the_difference_of_their_days(warehouse: Path, open_page: Opener) -> None:
    rows = re.findall(r"<tr[^>]*><th scope=row>.*?</tr>", shown(open_page("menu", menu="social")))
    told = [[int(n) for n in re.findall(r">(?:▼ |▲ )?(\d+)<", row)] for row in rows]
    expected = []
    for is_phased in (False, True):
        for is_segmented in (False, True):
            menu = build_menu(item_file().items, MenuChoice(SOCIAL, is_phased, is_segmented))
            scheduled = slots(menu)
            expected.append((days_to_start(scheduled), days_to_acceptance(menu, scheduled), whole_days(scheduled)))
    for found, days in zip(told, expected, strict=True):
        assert found[::2] == list(days)
        assert found[1::2] == [abs(was - now) for was, now in zip(expected[0], days, strict=True)]


def test_an_optional_item_is_put_on_and_an_unknown_one_named(warehouse: Path, open_page: Opener) -> None:
    assert 'id="item-D03"' not in shown(open_page("menu", menu="social"))
    assert 'id="item-D03"' in shown(with_item(open_page, "D03"))
    words = said(with_item(open_page, "Z99"))
    assert "菜单里没有可选事项“Z99”" in words
    assert "承诺全程" in words


def with_item(open_page: Opener, item_id: str):  # type: ignore[no-untyped-def]
    return open_page("menu", **{"menu": "social", "with": item_id})


def test_editing_the_file_changes_the_page(file: Path, warehouse: Path, open_page: Opener) -> None:
    text = file.read_text(encoding="utf-8-sig")
    of_a08 = "A08,建设用地规划许可证核发,1,立项用地规划许可,G3,市自然资源和规划局崂山分局,许可,20,WD,"
    assert f"{of_a08}3," in text
    file.write_text(text.replace(f"{of_a08}3,", f"{of_a08}13,"), encoding="utf-8")
    assert dict(FIGURE.findall(shown(open_page("menu"))))["承诺全程"] == "65"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("M,M,S,,all,A08,A08,办事指南口径", "M,M,S,,all,A08;Z99,A08;Z99,办事指南口径", "Z99"),
        ("M,M,S,,all,A03,A04;A05;A06,", "M,M,S,,all,A03;B03,A04;A05;A06;B03,", "绕成了一圈"),
    ],
)
def test_a_file_that_makes_no_menu_is_said_with_names_and_the_items_stay(
    old: str, new: str, says: str, file: Path, warehouse: Path, open_page: Opener
) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    words = said(open_page("menu"))
    assert says in words
    assert "照文件所写" in words
    assert "建设工程规划许可证核发" in words
    assert "承诺全程" not in words


@pytest.mark.parametrize("kind", [GOVERNMENT, SOCIAL])
def test_in_the_picture_what_waits_stands_right_of_what_it_waits_for_and_nothing_covers_another(kind: str) -> None:
    menu = build_menu(item_file().items, MenuChoice(kind))
    scheduled = slots(menu)
    where, stages = places(menu, scheduled)
    assert len(set(where.values())) == len(menu.items)
    assert all(where[before][0] < where[after][0] for before, after in menu.graph.edges)
    assert all(where[item_id][1] == 0 for item_id in critical_items(menu, scheduled))
    assert [stage.first for stage in stages[1:]] == [stage.last + 1 for stage in stages[:-1]]
    drawn = flow.figure(menu)
    assert sum("dash" in shape["line"] for shape in drawn["layout"]["shapes"]) == len(menu.items)


def test_plotly_accepts_the_picture_as_it_is_written() -> None:
    import plotly.graph_objects as go

    written = flow.figure(build_menu(item_file().items, MenuChoice(SOCIAL)))
    assert go.Figure(written, _validate=False).to_plotly_json() == go.Figure(written).to_plotly_json()


def test_the_table_taken_away_holds_every_item_with_its_days() -> None:
    menu = build_menu(item_file().items, MenuChoice(GOVERNMENT))
    header, rows = item_list.taken_away(menu, slots(menu))
    assert [row[0] for row in rows] == list(menu.items)
    assert all(len(row) == len(header) for row in rows)
