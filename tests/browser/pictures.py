"""The pictures of the README, made anew by `make pictures`; into a folder: every page in every guise."""

from __future__ import annotations

import os
import sys
import tempfile
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from etl.first_start import load_sample
from tests.browser.conftest import FLAGS, settle
from tests.browser.server import ROOT, serving

PAGES = {
    "overview": "",
    "kpi": "kpi?kpi=start_rate",
    "kpi-flow": "kpi?kpi=approvals_handled&by=stage",
    "project": "project?project=2201-370299-04-01-000085",
    "work": "work",
    "menu": "menu",
    "schedule": "schedule?menu=social&project=2401-370299-04-01-000286",
    "wall": "wall",
    "wall-gantt": "wall?view=gantt",
    "blockers": "blockers",
    "approvals": "approvals",
    "acceptance": "acceptance",
    "groups": "groups",
    "explore": "explore",
    "sql": "sql",
    "screen": "screen",
    "upload": "upload",
    "definitions": "definitions",
    "data": "data",
}
WIDTHS = {1440: 900, 390: 844}
HEIGHTS = {**WIDTHS, 1920: 1080}
# What the README shows: file in docs/, address, width, light or dark, whether to its end.
SHOWN = (
    ("overview", "", 1440, "light", False),
    ("overview-dark", "", 1440, "dark", False),
    ("phone", "", 390, "light", False),
    ("screen", "screen", 1920, "dark", False),
    ("drill-down", "kpi?kpi=start_rate&within=category:产业与科创&by=street", 1440, "light", False),
    ("menu", "menu", 1440, "light", False),
    ("wall", "wall?view=gantt", 1440, "light", False),
    ("blockers", "blockers", 1440, "light", False),
    ("groups", "groups", 1440, "dark", False),
)
# A picture of flat colours needs no more; the README must stay quick to open.
COLOURS = 160
MOST_BYTES = 150_000


def shrink(picture: Path) -> None:
    """Write a PNG again with few colours. Raises ValueError when it is still too large for a README."""
    with Image.open(picture) as drawn:
        few = drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)
    if picture.stat().st_size > MOST_BYTES:
        raise ValueError(f"{picture.name} has {picture.stat().st_size:,} bytes, more than {MOST_BYTES:,}")


def take(browser: Browser, address: str, to: Path, *, width: int, scheme: str, locale: str, whole: bool) -> None:
    """Write a picture of ``address`` to ``to``; ``whole`` takes the page to its end, not only the first screen."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=locale,
        device_scale_factor=1,
    )
    page = context.new_page()
    page.goto(address)
    settle(page)
    page.wait_for_timeout(800)
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(int(height) + 20, 6000)})
        page.wait_for_timeout(500)
    page.screenshot(path=to)
    context.close()


def main(folder: Path | None) -> None:
    """Take the README's pictures, or (with ``folder``) all pages: light and dark, wide and narrow, both languages."""
    with tempfile.TemporaryDirectory() as own, sync_playwright() as playwright:
        warehouse = Path(own) / "warehouse"
        load_sample(warehouse)
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with serving(warehouse) as address:
            if folder is None:
                for name, path, width, scheme, whole in SHOWN:
                    to = ROOT / "docs" / f"{name}.png"
                    take(browser, f"{address}/{path}", to, width=width, scheme=scheme, locale="zh-CN", whole=whole)
                    shrink(to)
                return
            folder.mkdir(parents=True, exist_ok=True)
            for (name, path), width, scheme, locale in product(
                PAGES.items(), WIDTHS, ("light", "dark"), ("zh-CN", "en-GB")
            ):
                to = folder / f"{name}-{width}-{scheme}-{locale[:2]}.png"
                take(browser, f"{address}/{path}", to, width=width, scheme=scheme, locale=locale, whole=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
