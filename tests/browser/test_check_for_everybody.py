"""The check of files that are not right is for everybody too: within reach, and in one language at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visitor, address_of, copy_of, settle
from tests.browser.reach import violations_in_every_look
from tests.browser.said import chinese_on, english_on
from tests.browser.server import serving
from tests.browser.test_mending import visits
from tests.browser.test_upload import as_csv, choose, ledger_rows

# What shows that the check is of the kind that is meant.
FILES = {
    "faulty": "有 5 处要改",
    "unknown columns": "缺少必填列",
    "doubtful": "写明理由",
    "right": "可以入库",
    "no table": "不是表格",
}


def content(kind: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file of this kind."""
    good = next(iter(ledger_rows().values()))
    if kind == "faulty":
        return "走访服务记录2025-06.csv", visits()
    if kind == "unknown columns":
        renamed = {{"项目代码": "编码", "项目名称": "叫什么"}.get(name, name): value for name, value in good.items()}
        return "台账.csv", as_csv([renamed])
    if kind == "doubtful":
        # Started after it was completed, which is a matter of sense.
        return "台账.csv", as_csv([{**good, "实际开工时间": "2025-06-01", "实际竣工时间": "2025-05-01"}])
    if kind == "right":
        return "2025年6月项目台账(终版2).csv", as_csv([{**good, "项目名称": "湾畔新居"}])
    return "信.csv", "尊敬的领导：\n本月一切正常。\n此致".encode()


@pytest.fixture(scope="module")
def checks(
    sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[dict[str, str]]:
    """Return the address of the check of each file, uploaded to a dashboard of its own."""
    with serving(copy_of(sample_warehouse, tmp_path_factory.mktemp("checks"))) as dashboard:
        found = {}
        for kind in FILES:
            context = chromium.new_context(locale="zh-CN")
            page = context.new_page()
            page.goto(f"{dashboard}/upload")
            settle(page)
            choose(page, *content(kind))
            page.wait_for_function("location.search.includes('draft=')", timeout=30_000)
            settle(page)
            found[kind] = address_of(page)
            context.close()
        yield found


@pytest.mark.parametrize("kind", FILES)
def test_a_check_is_within_everybodys_reach(kind: str, checks: dict[str, str], visit: Visitor) -> None:
    page = visit(checks[kind], "zh-CN")
    expect(page.locator("[data-testid=stMain]")).to_contain_text(FILES[kind])
    found = violations_in_every_look(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", FILES)
def test_a_check_is_in_one_language_at_a_time(
    kind: str, checks: dict[str, str], visit: Visitor, data: list[str]
) -> None:
    # What is in the file, and what it is called, is shown as the clerk wrote it.
    name, written = content(kind)
    own = re.split(r"[,\n]", written.decode("gb18030" if kind != "no table" else "utf-8"))
    assert not english_on(visit(checks[kind], "zh-CN"))
    assert not chinese_on(
        visit(checks[kind], "en-GB"), sorted([name, *filter(None, own), *data], key=len, reverse=True)
    )
