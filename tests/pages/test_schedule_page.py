"""The page of backward scheduling: never empty, the days of the plan, and every limit said in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from queries.menu.backward import plan_backward
from queries.menu.items import GOVERNMENT, SOCIAL, START, ItemFile, item_file
from queries.menu.menu import Menu, MenuChoice, build_menu
from queries.menu.working_days import WorkingDays, working_days
from queries.warehouse import open_warehouse
from tests.pages import small_bureau
from tests.pages.conftest import Opener, said, shown

ITEMS = item_file().items
TODAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the page believe it is TODAY."""
    monkeypatch.setattr("pages.parts.schedule.asked.today", lambda: TODAY)


def circular() -> ItemFile:
    """Return the items with two of them waiting for each other."""
    more = {kind: (*before, "B03") for kind, before in ITEMS["A08"].waits_for.items()}
    return ItemFile({**ITEMS, "A08": replace(ITEMS["A08"], waits_for=more)}, ())


def calendar(folder: Path) -> WorkingDays:
    return working_days(open_warehouse(folder))


def government() -> Menu:
    return build_menu(ITEMS, MenuChoice(GOVERNMENT))


def rows(html: str) -> list[list[str]]:
    """Return the cells of the items, as words."""
    table = html[html.index('class="table items backward"') :]
    found = re.findall(r"<tr>(<td.*?)</tr>", table)
    return [[re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<td.*?>(.*?)</td>", row)] for row in found]


def test_without_a_target_a_day_with_time_enough_is_taken(warehouse: Path, open_page: Opener) -> None:
    app = open_page("schedule")
    target = calendar(warehouse).after(TODAY, 46 + 20)
    assert f'name="target_on" value="{target}"' in shown(app)
    assert "还有 20 个工作日的余地" in said(app)
    assert "没有写目标日" in said(app)
    assert len(rows(shown(app))) == len(plan_backward(government(), START, target, calendar(warehouse), TODAY))


def test_the_rows_are_the_plan_and_what_is_too_late_says_its_working_days(warehouse: Path, open_page: Opener) -> None:
    target = date(2026, 4, 15)
    app = open_page("schedule", target=str(target))
    planned = plan_backward(government(), START, target, calendar(warehouse), TODAY)
    found = rows(shown(app))
    assert [(row[3], row[4]) for row in found] == [(str(one.start_on), str(one.finish_on)) for one in planned]
    late = [one.days_lost for one in planned if one.days_lost]
    assert late
    assert [row[6] for row in found[: len(late)]] == [f"▲ 已晚 {n} 个工作日" for n in late]
    assert not any("已晚" in row[6] for row in found[len(late) :])
    assert f"差 {late[0]} 个工作日" in said(app)


def test_today_as_the_latest_start_is_not_late_yet(warehouse: Path, open_page: Opener) -> None:
    target = calendar(warehouse).after(TODAY, 46)
    app = open_page("schedule", target=str(target))
    assert "还有 0 个工作日的余地" in said(app)
    assert "今天就要动手" in rows(shown(app))[0][6]


def test_a_target_in_the_past_is_said_with_the_days_gone(warehouse: Path, open_page: Opener) -> None:
    app = open_page("schedule", target=str(TODAY - timedelta(days=9)))
    assert "目标日已经过去 9 天" in said(app)
    assert rows(shown(app))


def test_a_target_on_a_day_off_is_taken_as_the_working_day_before(warehouse: Path, open_page: Opener) -> None:
    # National Day 2026: off from the first of October.
    app = open_page("schedule", target="2026-10-02")
    assert "2026-10-02 是休息日，按前一个工作日 2026-09-30 算" in said(app)


def test_months_whose_holidays_are_not_announced_are_told(warehouse: Path, open_page: Opener) -> None:
    known = calendar(warehouse).known_to
    assert f"公布到 {known.year}年" in said(open_page("schedule", target=str(known)))
    assert "之后按周一至周五推算" not in said(open_page("schedule", target=str(known)))
    assert "之后按周一至周五推算" in said(open_page("schedule", target=str(known + timedelta(days=1))))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"target": "2015-01-05"}, "排到工作日历之外了"),
        ({"end": "E11"}, "这样选的菜单里没有“E11”"),
        ({"end": "no-such"}, "这样选的菜单里没有“no-such”"),
    ],
)
def test_what_cannot_be_scheduled_is_a_sentence_with_the_choices_still_there(
    asked: dict[str, str], says: str, warehouse: Path, open_page: Opener
) -> None:
    app = open_page("schedule", **asked)
    assert says in said(app)
    assert 'class="days target"' in shown(app)
    assert 'class="action"' in shown(app)


def test_items_in_a_circle_are_named(warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.parts.schedule.asked.item_file", circular)
    app = open_page("schedule")
    assert "绕成了一圈" in said(app)
    assert "A08" in said(app)


def test_a_project_brings_its_own_menu_and_only_what_is_left(warehouse: Path, open_page: Opener) -> None:
    app = open_page("schedule", project="P31", target="2026-12-31")
    found = [row[0].split()[-1] for row in rows(shown(app))]
    assert {"A05", START} <= set(found) <= set(build_menu(ITEMS, MenuChoice(SOCIAL)).items)
    assert [button.label for button in app.get("download_button")][-1].startswith("下载倒排工期节点")
    other = open_page("schedule", target="2026-12-31")
    assert not any(button.label.startswith("下载倒排工期节点") for button in other.get("download_button"))


def test_the_works_of_a_project_take_the_days_of_its_ledger(warehouse: Path, open_page: Opener) -> None:
    ledger = "项目代码,项目名称,项目类别,投资类型,所属街道,项目状态,计划开工时间,计划竣工时间\n"
    ledger += "P31,湾畔31号,城市更新,社会投资,北宅街道,前期,2026-06-01,2027-06-30\n"
    small_bureau.load(warehouse, {"重点项目台账2025-07.csv": ledger})
    works = calendar(warehouse).between(date(2026, 6, 1), date(2027, 6, 30))
    app = open_page("schedule", project="P31", end="X01", target="2028-06-30")
    completed = next(row for row in rows(shown(app)) if row[0].endswith("X01"))
    assert completed[2] == str(works)
    assert f"施工按台账的计划开工到计划竣工算，{works} 个工作日" in said(app)


def test_a_milestone_the_project_has_reached_is_not_scheduled_again(warehouse: Path, open_page: Opener) -> None:
    app = open_page("schedule", project="P01")
    assert "已于 2025-02-12 完成，不用再排" in said(app)
    assert "end=X01" in shown(app)


def test_a_project_nobody_knows_is_said_and_the_menu_scheduled(warehouse: Path, open_page: Opener) -> None:
    app = open_page("schedule", project="P-9999")
    assert "没有项目“P-9999”" in said(app)
    assert rows(shown(app))
