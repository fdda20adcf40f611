"""The ledger of blockers in a browser: a number opens its records, a choice stays in the address, nothing overflows."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Opener, address_of, settle


@pytest.mark.parametrize(
    ("locale", "choice", "agreed"), [("zh-CN", "部门", "对账一致"), ("en-GB", "Department", "reconciled")]
)
def test_a_level_is_chosen_and_its_number_opens_exactly_its_records(
    locale: str, choice: str, agreed: str, dashboard: str, open_page: Opener
) -> None:
    page = open_page(f"{dashboard}/blockers", locale=locale)
    level = page.locator(".waits p.choices").get_by_role("link", name=re.compile(rf"^{choice} \d+$"))
    number = level.inner_text().rpartition(" ")[2]
    level.click()
    page.locator(f".waits p.choices a[aria-current]:has-text('{choice}')").wait_for()
    settle(page)
    assert "only=" in address_of(page)
    total = page.locator(".waits tfoot td.margin:last-child a")
    assert total.inner_text() == number
    total.click()
    page.locator("#records").wait_for()
    settle(page)
    assert "within=escalation" in address_of(page)
    mark = page.locator("p.mark").inner_text()
    assert re.findall(r"\d+", mark) == [number, number]
    assert agreed in mark


def test_a_phone_shows_it_all_within_its_width(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/blockers?view=all", viewport={"width": 390, "height": 844})
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.stHtml *, .stPlotlyChart')].filter((one) =>
          one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('[tabindex="0"][role=region]'))
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert not wide
    for box in (".ledger-box", ".waits .pivot"):
        assert page.locator(box).get_attribute("tabindex") == "0"


def test_the_lists_are_taken_away_as_files(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/blockers")
    with page.expect_download() as found:
        page.locator(".st-key-blockers-overdue-csv button").click()
    lines = found.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("超期天数,计划解决时限,项目名称,项目代码,问题编号")
    assert len(lines) == 1 + page.locator(".overdue tbody tr").count()
    with page.expect_download() as drawn:
        page.locator("[data-of='table.ledger'] button").first.click()
    assert drawn.value.suggested_filename.startswith("blocker-ledger")
