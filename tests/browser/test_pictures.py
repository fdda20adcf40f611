"""Every chart as a picture, made in the browser: PNG and SVG with Chinese words; and a point that is clicked."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, address_of, settle

SLOWLY = 20_000
SVG = "{http://www.w3.org/2000/svg}"
DATA_BLUE = 0x1D5FA8
# Drawn at twice the size: the title begins 24 pixels from the left, its letters are 19 wide and stand on line 38.
TITLE_LEFT, LETTER, BASE = 48, 38, 76


def saved(page: Page, of: str, kind: str, to: Path) -> Path:
    """Press the button that saves the chart ``of`` and return the file as the browser got it."""
    if of == ".st-key-trend":
        expect(page.locator(f"{of} .points path").first).to_be_attached(timeout=SLOWLY)
    with page.expect_download(timeout=30_000) as download:
        page.locator(f'[data-of="{of}"] button[data-picture="{kind}"]').click()
    path = to / download.value.suggested_filename
    download.value.save_as(path)
    return path


def words_of(path: Path) -> list[str]:
    """Return the texts of an SVG, in order."""
    return ["".join(node.itertext()) for node in ElementTree.parse(path).iter(f"{SVG}text")]


def letters(picture: Image.Image, count: int) -> list[bytes]:
    """Return the first letters of the title, each cut out."""
    boxes = [(TITLE_LEFT + n * LETTER, BASE - 34, TITLE_LEFT + (n + 1) * LETTER, BASE + 6) for n in range(count)]
    return [picture.crop(box).convert("L").tobytes() for box in boxes]


def colours(picture: Image.Image) -> dict[int, int]:
    """Return how many pixels have each colour, as one number of red, green and blue."""
    red, green, blue = np.moveaxis(np.asarray(picture.convert("RGB"), dtype=int), -1, 0)
    found, counts = np.unique((red << 16) + (green << 8) + blue, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def test_a_trend_is_saved_as_png_and_svg_with_chinese_title_unit_window_and_version(
    dashboard: str, open_page: Opener, tmp_path: Path
) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=site_visits&level=市级")
    said = words_of(saved(page, ".st-key-trend", "svg", tmp_path))
    assert said[0] == "一线走访次数，逐月"
    below = "\n".join(said)
    for words in (
        "每月单独计 · 单位：次 · 2025年1–6月",
        "上限",
        "① 2023年9月1日 审批会客厅启用",
        "级别：市级",
        "第1版数据",
    ):
        assert words in below
    picture = Image.open(saved(page, ".st-key-trend", "png", tmp_path))
    assert picture.width == 1920
    assert picture.height > 1000
    found = colours(picture)
    assert found[DATA_BLUE] > 500
    assert len(found) > 50
    # Without a Chinese font every letter would be the same empty box.
    assert len(set(letters(picture, 6))) == 6


def test_the_bars_of_a_break_down_are_saved_with_the_numbers_of_the_page(
    dashboard: str, open_page: Opener, tmp_path: Path
) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=start_rate", locale="en-GB", color_scheme="dark")
    path = saved(page, "table.bars", "svg", tmp_path)
    rows = page.locator("table.bars tbody tr")
    said = words_of(path)
    assert said[0] == "Start rate by Category"
    for row in rows.all():
        cells = [row.locator("th").inner_text(), *row.locator("td.number").all_inner_texts()]
        at = said.index(cells[0].strip())
        assert said[at : at + len(cells)] == [cell.strip() for cell in cells]
    widths = [float(node.get("width", "0")) for node in ElementTree.parse(path).iter(f"{SVG}rect")][1:]
    assert len(widths) == rows.count()
    assert widths == sorted(widths, reverse=True)
    picture = Image.open(saved(page, "table.bars", "png", tmp_path)).convert("RGB")
    # What is dark on the screen is dark in the picture.
    assert sum(picture.getpixel((2, 2))) < 120  # type: ignore[arg-type]


@pytest.mark.parametrize(("show", "of"), [("", ".pivot table"), ("&show=multiples", ".multiples")])
def test_a_pivot_is_saved_as_it_is_seen(show: str, of: str, dashboard: str, open_page: Opener, tmp_path: Path) -> None:
    page = open_page(f"{dashboard}/explore?kpi=site_visits&rows=street&columns=month{show}")
    title, *said = words_of(saved(page, of, "svg", tmp_path))
    assert title == "一线走访次数（次），按街道 × 月份"
    for words in ("金家岭街道", "22", "跨街道", "3"):
        assert words in said
    assert any("第1版数据" in words for words in said)
    picture = Image.open(saved(page, of, "png", tmp_path))
    assert picture.width >= 1920
    assert len(colours(picture)) > 50
    assert len(set(letters(picture, 6))) == 6


def test_a_click_on_a_point_opens_its_month_with_exactly_its_records(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=site_visits&by=street")
    points = page.locator(".st-key-trend .scatterlayer .trace").first.locator("path.point")
    expect(points).to_have_count(24, timeout=SLOWLY)
    box = points.nth(14).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2 - 4, box["y"] + box["height"] / 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hoverlayer .hovertext")).to_contain_text(re.compile(r"2024-09\s*9"))
    page.mouse.down()
    page.mouse.up()
    page.locator(".steps-float a", has_text="筛选全页").click()
    expect(page.locator(".headline .figure b")).to_have_text("9", timeout=SLOWLY)
    settle(page)
    assert "from=2024-09-01&to=2024-09-30" in address_of(page)
    assert "by=street" in address_of(page)
    expect(page.locator("p.mark")).to_contain_text(re.compile(r"9\s*/\s*9"))


def test_the_keyboard_opens_a_month_and_starts_the_limits_anew(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=site_visits")
    expect(page.locator("p.verdict")).to_contain_text("6月 13 次，高于上限 11.2，不是正常波动。")
    page.locator("p.events a.start", has_text="2025-01").focus()
    page.keyboard.press("Enter")
    expect(page.locator("p.verdict")).to_contain_text(
        "界限自 2025-01 起另算。试用：界限只据 6 个月算出", timeout=SLOWLY
    )
    assert "rebase=2025-01" in address_of(page)
    page.locator("details.one-month summary").focus()
    page.keyboard.press("Enter")
    page.locator('details.one-month a[data-month="2025-03"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("p.mark")).to_contain_text(re.compile(r"9\s*/\s*9"), timeout=SLOWLY)
