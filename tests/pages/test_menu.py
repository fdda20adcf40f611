"""The menu page: the days of the chosen menu, what variants save, and a sentence where the file makes no menu."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.parts.menu import flow, item_list
from pages.parts.menu.lines import BOX, SIDE, X, lines, top
from pages.parts.menu.places import places
from queries.menu import items as items_module
from queries.menu.critical_path import days_to_acceptance, days_to_start, slots, whole_days
from queries.menu.items import GOVERNMENT, SERIAL, SOCIAL, item_file
from queries.menu.menu import MenuChoice, build_menu
from queries.reference_rows import FOLDER
from tests.pages.conftest import Opener, said, shown

# What a column is wide at the least, in pixels (70_menu.css).
WIDE = 126
OPTION = re.compile(r'<a href="([^"]*)"( aria-current="true")?>(?:✓ )?(\w+) ')
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
        assert found[1::2] == [abs((was or 0) - (now or 0)) for was, now in zip(expected[0], days, strict=True)]


def test_an_optional_item_is_put_on_and_an_unknown_one_named(warehouse: Path, open_page: Opener) -> None:
    assert 'id="item-D03"' not in shown(open_page("menu", menu="social"))
    assert 'id="item-D03"' in shown(with_item(open_page, "D03"))
    words = said(with_item(open_page, "Z99"))
    assert "菜单里没有可选事项“Z99”" in words
    assert "承诺全程" in words


def with_item(open_page: Opener, item_id: str):  # type: ignore[no-untyped-def]
    return open_page("menu", **{"menu": "social", "with": item_id})


def test_of_a_group_one_stands_and_choosing_one_takes_the_rival_out(warehouse: Path, open_page: Opener) -> None:
    html = shown(open_page("menu"))
    group = re.search(r'aria-label="环评方式（选一）">(.*?)</p>', html)
    assert group
    links = {name: (href, bool(on)) for href, on, name in OPTION.findall(group[1])}
    assert {name: on for name, (_href, on) in links.items()} == {"C01": False, "C02": True}
    asked = parse_qs(urlsplit(unescape(links["C01"][0])).query)
    assert asked["with"] == ["C01"]
    chosen = shown(open_page("menu", **{"with": "C01"}))
    assert ('id="item-C01"' in chosen, 'id="item-C02"' in chosen) == (True, False)
    assert ('id="item-C01"' in html, 'id="item-C02"' in html) == (False, True)
    back = {name: href for href, _on, name in OPTION.findall(chosen)}
    assert "with" not in parse_qs(urlsplit(unescape(back["C02"])).query)


def test_working_days_and_calendar_days_of_the_law_are_told_apart(warehouse: Path, open_page: Opener) -> None:
    words = said(open_page("menu"))
    timed = [item for item in build_menu(item_file().items, MenuChoice(GOVERNMENT)).items.values() if item.is_counted]
    limits = [item.statutory_unit for item in timed if item.statutory_days]
    told = f"{limits.count('WD')} 项以工作日计；{limits.count('ND')} 项以日历日计"
    assert told in words
    assert "7 个日历日，约 5" in words


def test_a_cell_not_understood_is_named_and_what_waits_for_its_line_too(
    file: Path, warehouse: Path, open_page: Opener
) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert text.count("登记,3,WD,1,1,O,O") == 1
    file.write_text(text.replace("登记,3,WD,1,1,O,O", "登记,三天,WD,1,1,O,O"), encoding="utf-8")
    words = said(open_page("menu"))
    assert "item.csv 第 2 行“statutory_days”列的“三天”看不懂" in words
    assert "承诺全程" in words
    waiting = said(open_page("menu", menu="social"))
    assert "item.csv 第 2 行“statutory_days”列的“三天”看不懂" in waiting
    assert re.search("“A0[456] [^”]+”的前置事项“P01”不在可用的事项里", waiting)
    assert "照文件所写" in waiting


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
    assert "建设用地规划许可证核发" in words if says != "Z99" else "“B01 建设工程设计方案联合审查”" in words
    assert "照文件所写" in words
    assert "建设工程规划许可证核发" in words
    assert "承诺全程" not in words


CHOICES = [
    MenuChoice(GOVERNMENT),
    MenuChoice(SOCIAL),
    MenuChoice(SOCIAL, is_phased=True, is_segmented=True, wanted=frozenset({"P01", "A04", "C01", "C04", "D03", "D11"})),
]


@pytest.mark.parametrize("choice", CHOICES)
def test_in_the_picture_no_item_covers_another_and_concurrent_ones_stand_beside_the_main_line(
    choice: MenuChoice,
) -> None:
    menu = build_menu(item_file().items, choice)
    where, stages = places(menu, slots(menu))
    assert where.keys() == menu.items.keys()
    assert len(set(where.values())) == len(menu.items)
    assert [stage.first for stage in stages[1:]] == [stage.last + 1 for stage in stages[:-1]]
    for stage in stages:
        for item_id, item in menu.items.items():
            is_in = stage.first <= where[item_id].column <= stage.last
            assert is_in == (item.stage == stage.name)
            if is_in and stage.first < stage.last:
                assert (where[item_id].column == stage.first) == (item.mode == SERIAL)


@pytest.mark.parametrize("choice", CHOICES)
def test_in_the_picture_every_line_leads_from_an_item_to_one_that_waits_for_it_and_crosses_no_box(
    choice: MenuChoice,
) -> None:
    menu = build_menu(item_file().items, choice)
    where, _stages = places(menu, slots(menu))
    drawn = lines(sorted(menu.graph.edges), where)
    assert {line.edge for line in drawn} == set(menu.graph.edges)
    for line in drawn:
        before, after = (where[item_id] for item_id in line.edge)
        (_x, leaves), (_x, arrives) = line.corners[0], line.corners[-1]
        assert top(before.row) < leaves <= top(before.row) + BOX
        assert top(after.row) <= arrives < top(after.row) + BOX
        for (a, y), (b, below) in zip(line.corners, line.corners[1:], strict=False):
            assert a == b or y == below
            for place in where.values():
                beside = at(a, b)[1] <= place.column * WIDE + SIDE or at(a, b)[0] >= (place.column + 1) * WIDE - SIDE
                assert beside or max(y, below) <= top(place.row) or min(y, below) >= top(place.row) + BOX


def at(*places: X) -> list[float]:
    """Return places from the left in pixels, where a column is WIDE."""
    return sorted(place.columns * WIDE + place.pixels for place in places)


def test_the_picture_leaves_out_no_wait_and_marks_the_critical_path_by_word_and_weight() -> None:
    menu = build_menu(item_file().items, MenuChoice(GOVERNMENT))
    drawn, numbers = flow.picture(menu), list(menu.items)
    found = {
        (numbers[int(before)], numbers[int(after)])
        for before, after in re.findall(r'class="arrow \w+ e(\d+) e(\d+)', drawn)
    }
    shown_waits = {(a, b) for a in menu.items for b in waits_after(found, a)}
    assert shown_waits == {(a, b) for a in menu.items for b in waits_after(set(menu.graph.edges), a)}
    assert found < set(menu.graph.edges)
    critical = {item_id for item_id, slot in slots(menu).items() if slot.is_critical}
    boxes = re.findall(r'<a class="box ([^"]*)" href="#item-(\w+)"(.*?)</a>', drawn)
    assert {item_id for kind, item_id, _in in boxes if "critical" in kind.split()} == critical
    assert {item_id for _kind, item_id, inside in boxes if "关键</span>" in inside} == critical


def waits_after(edges: set[tuple[str, str]], item_id: str) -> set[str]:
    """Return all that waits for ``item_id``, directly or through others."""
    found: set[str] = set()
    new = {item_id}
    while new:
        new = {after for before, after in edges if before in new} - found
        found |= new
    return found


def test_the_table_taken_away_holds_every_item_with_its_days() -> None:
    menu = build_menu(item_file().items, MenuChoice(GOVERNMENT))
    header, rows = item_list.taken_away(menu, slots(menu))
    assert [row[0] for row in rows] == list(menu.items)
    assert all(len(row) == len(header) for row in rows)
