"""A clerk's way: this month's file is previewed, confirmed and undone; a broken one is refused row by row."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from queries.catalogue import kpis
from queries.questions import default_window, records
from queries.warehouse import open_file, version_path
from tests.browser.conftest import Opener, settle
from tests.browser.server import ROOT

PROJECTS = sorted((ROOT / "data" / "sample").glob("*/重点项目台账.csv"))


def ledger_rows() -> dict[str, dict[str, str]]:
    """Return the last state of every project of the sample, by its code, under the file's own headers."""
    found = {}
    for path in PROJECTS:
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            found[row["项目代码"]] = row
    return found


def as_csv(rows: list[dict[str, str]], encoding: str = "gb18030") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.fixture
def one_more_started(sample_warehouse: Path) -> bytes:
    """Return a project ledger in GB18030 in which one more project of the list has started."""
    warehouse = open_file(version_path(sample_warehouse, 1))
    waiting = records(warehouse, kpis()["start_rate"], default_window(warehouse), {}, "remainder")
    code = waiting.column("project_id").to_pylist()[0]
    warehouse.close()
    row = ledger_rows()[code]
    assert not row["实际开工时间"]
    return as_csv([{**row, "项目状态": "在建", "实际开工时间": "2025年6月27日"}])


def choose(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "text/csv", "buffer": content}])


def start_rate(page: Page, dashboard: str) -> str:
    page.goto(dashboard)
    settle(page)
    return "".join(page.locator('a.card[data-kpi="start_rate"] .figure').inner_text().split())


def test_an_upload_is_previewed_confirmed_shown_and_undone(
    own_dashboard: str, open_page: Opener, one_more_started: bytes
) -> None:
    page = open_page(f"{own_dashboard}/upload")
    choose(page, "2025年6月项目台账(终版2).csv", one_more_started)
    moved = page.locator('table.moves tr[data-kpi="start_rate"]')
    expect(moved.locator(".was")).to_have_text(re.compile(r"27\s*/38"), timeout=30_000)
    expect(moved.locator(".now")).to_have_text(re.compile(r"28\s*/38"))
    expect(page.locator("[data-testid=stMain]")).to_contain_text("GB18030")
    elsewhere = open_page(own_dashboard)
    assert start_rate(elsewhere, own_dashboard).startswith("27/38")

    settle(page)
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator(".outcome")).to_contain_text("已入库", timeout=30_000)
    assert start_rate(elsewhere, own_dashboard).startswith("28/38")
    elsewhere.locator('a.card[data-kpi="start_rate"]').click()
    expect(elsewhere.locator("p.mark")).to_contain_text(re.compile(r"28\s*/\s*28"))

    page.get_by_role("button", name="撤销", exact=True).first.click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.locator(".outcome")).to_contain_text("已撤销", timeout=30_000)
    assert start_rate(elsewhere, own_dashboard).startswith("27/38")


def test_a_broken_file_is_refused_row_by_row_and_changes_nothing(own_dashboard: str, open_page: Opener) -> None:
    good = next(iter(ledger_rows().values()))
    bad = {**good, "项目代码": "X-1", "项目类别": "城市更心", "计划开工时间": "2025-02-30", "项目名称": ""}
    page = open_page(f"{own_dashboard}/upload")
    choose(page, "坏台账.csv", as_csv([good, bad], "utf-8-sig"))
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("2025-02-30", timeout=30_000)
    kinds = main.locator("[class*=st-key-kind-]")
    expect(kinds).to_have_count(3)
    for column, wrong, advice in (
        ("项目名称", "必填项空着", "必须填写"),
        ("项目类别", "城市更心", "城市更新"),
        ("计划开工时间", "2025-02-30", "要写成日期"),
    ):
        kind = kinds.filter(has=page.locator("summary strong", has_text=column))
        expect(kind.locator("summary")).to_contain_text("第 3 行")
        expect(kind.locator("summary")).to_contain_text(wrong)
        if not kind.locator("details[open]").count():
            kind.locator("summary").click()
        expect(kind).to_contain_text(advice)
        expect(kind.locator(".which b")).to_have_text(["3"])
    expect(page.get_by_role("button", name="确认入库")).to_be_disabled()
    assert page.locator("[data-testid=stException]").count() == 0
    assert start_rate(open_page(own_dashboard), own_dashboard).startswith("27/38")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.csv", b"", "空"),
        ("照片.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "图片"),
        ("信.csv", "尊敬的领导：\n本月一切正常。\n此致".encode(), "不是表格"),
        ("别的表.csv", "姓名,工资\n某甲,1\n".encode(), "看不出这是哪一种记录"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(
    name: str, content: bytes, says: str, dashboard: str, open_page: Opener
) -> None:
    page = open_page(f"{dashboard}/upload")
    choose(page, name, content)
    expect(page.locator("[data-testid=stMain]")).to_contain_text(says, timeout=30_000)
    expect(page.get_by_role("button", name="确认入库")).to_be_disabled()
    assert page.locator("[data-testid=stException]").count() == 0


def test_the_sample_is_gone_in_one_click(own_dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{own_dashboard}/data")
    page.get_by_role("button", name="移除示例数据").click()
    page.get_by_role("button", name="确认移除示例数据").click()
    expect(page.locator("header.shell .sample")).to_have_count(0, timeout=30_000)
    page.goto(own_dashboard)
    settle(page)
    assert page.locator("[data-testid=stException]").count() == 0
    assert "示例数据" not in page.locator("header.shell").inner_text()
