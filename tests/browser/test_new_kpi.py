"""A KPI added as a file alone appears on the overview, the KPI page, the definitions and the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener, settle
from tests.browser.server import ROOT, serving

ROOMS = ("dashboard.py", "pages", "queries", "etl", "locale", ".streamlit", "data/reference")
NAME = "visits_online"


@pytest.fixture
def copy_with_one_more_kpi(tmp_path: Path) -> Path:
    """Return a copy of the product to which one KPI file, and nothing else, was added."""
    copy = tmp_path / "product"
    for room in ROOMS:
        source = ROOT / room
        if source.is_dir():
            shutil.copytree(source, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            copy.mkdir(exist_ok=True)
            shutil.copyfile(source, copy / room)
    text = (ROOT / "queries" / "kpi" / "site_visits.sql").read_text(encoding="utf-8")
    text = text.replace("一线走访次数 | ", "线上走访次数 | Online visits, formerly ", 1)
    text = text.replace("-- splits: category, ", "-- splits: ", 1)
    assert "线上走访次数" in text
    (copy / "queries" / "kpi" / f"{NAME}.sql").write_text(text, encoding="utf-8")
    return copy


def test_a_kpi_file_alone_makes_card_page_definition_and_command(
    copy_with_one_more_kpi: Path, sample_warehouse: Path, open_page: Opener
) -> None:
    copy = copy_with_one_more_kpi
    with serving(sample_warehouse, copy / "dashboard.py", folder=copy) as address:
        page = open_page(address)
        expect(page.locator(f'a.card[data-kpi="{NAME}"]')).to_contain_text("线上走访次数")
        page.locator(f'a.card[data-kpi="{NAME}"]').click()
        expect(page.locator("h1")).to_contain_text("线上走访次数")
        expect(page.locator("p.mark")).to_contain_text("对账一致")
        page.goto(f"{address}/?category={quote('城市更新')}")
        settle(page)
        assert page.locator(f'a.card[data-kpi="{NAME}"]').count() == 0
        expect(page.locator("[data-testid=stMain]")).to_contain_text("没有显示：线上走访次数")
        page.goto(f"{address}/kpi?kpi={NAME}&category={quote('城市更新')}")
        settle(page)
        page.get_by_role("link", name="取消这个筛选").last.click()
        expect(page.locator("p.mark")).to_contain_text("对账一致")
        definitions = open_page(f"{address}/definitions?category={quote('城市更新')}")
        expect(definitions.locator("[data-testid=stMain]")).to_contain_text("线上走访次数")
    told = subprocess.run(
        [sys.executable, "-m", "queries", NAME, "--json"],
        cwd=copy,
        env={**os.environ, "APPROVALS_WAREHOUSE": str(sample_warehouse)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(told.stdout)["kpi"] == NAME
    listed = subprocess.run(
        [sys.executable, "-m", "queries"],
        cwd=copy,
        env={**os.environ, "APPROVALS_WAREHOUSE": str(sample_warehouse)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "线上走访次数" in listed.stdout
