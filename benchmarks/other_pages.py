"""Benchmark pages: a filter click on the pages behind the overview, against bare pages of the same elements."""

from __future__ import annotations

import json
import os
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser

from benchmarks.browser import Clicker, chromium, first_card
from benchmarks.elements import elements_of
from benchmarks.report import Section, compared
from benchmarks.screen import MOST_TIMES_RERUN, SETTLED_AFTER_SECONDS, new_combinations, one_filter_on_and_off
from benchmarks.timing import in_turns, stopwatch
from etl.first_start import load_sample
from tests.browser.server import serving

ROUNDS = 16
STILL = "its elements as constants that stay"
CHANGING = "its elements as constants, two sets in turns"
OPENINGS = 7
ONE = f"category={quote('城市更新')}"
BARE = Path(__file__).with_name("bare") / "replay.py"


@dataclass(frozen=True)
class Measured:
    """A page that is measured: what it is called, its address, and what shows that its answer is there."""

    what: str
    page: str
    query: str
    shown: str


PAGES = (
    Measured("a KPI's page, a state", "kpi", "kpi=start_rate", "p.mark"),
    Measured("a KPI's page, a flow", "kpi", "kpi=consultations_handled", "p.mark"),
    Measured("a pivot", "explore", "kpi=consultations_handled&rows=stage&columns=quarter", ".pivot"),
    Measured("the definitions", "definitions", "", "dl.fields"),
)
# Opened by their address, in a browser that has seen nothing yet; what shows stands at the end of the page.
OPENED = (
    Measured("the approval menu", "menu", "", "table .span .when"),
    Measured("a project", "project", "project=2201-370299-04-01-000085", "ol.time-line"),
    Measured("the wall chart", "wall", "", "#slipped"),
)


def run(rounds: int = ROUNDS) -> Section:
    """Measure and return the section."""
    section = Section("pages · The pages behind the overview, on the sample")
    with tempfile.TemporaryDirectory(prefix="approvals-pages-") as name:
        warehouse = Path(name) / "warehouse"
        load_sample(warehouse)
        with serving(warehouse) as address:
            time.sleep(SETTLED_AFTER_SECONDS)
            kept = {
                m: (_keep(address, m, "", warehouse.parent), _keep(address, m, ONE, warehouse.parent)) for m in PAGES
            }
            alone = {measured: _keep(address, measured, "", warehouse.parent) for measured in OPENED}
            with chromium() as browser:
                for measured in PAGES:
                    _measure(section, browser, address, warehouse, measured, *kept[measured], rounds)
                for measured in OPENED:
                    _open(section, browser, address, warehouse, measured, alone[measured])
    section.notes = [
        "Chromium without a window, 1440 × 900, timed inside the page as in c. The bare page shows the same elements "
        "in the same order, as constants: the HTML, the chart, the buttons and the code that the page itself sent.",
        "Two sets in turns are those of the page as it is and of the page with one filter: the browser has then as "
        "much to draw anew as on the page. Of constants that stay it draws nothing anew, no chart and no table.",
        "A new combination of values is asked for once, the other was asked for before.",
    ]
    return section


def _keep(address: str, measured: Measured, narrowed: str, folder: Path) -> Path:
    """Write down the elements of a page, with the filter ``narrowed`` (none when empty), and return where."""
    query = "&".join(part for part in (measured.query, narrowed) if part)
    path = folder / f"elements-{measured.what}-{bool(narrowed)}.json"
    path.write_text(json.dumps(elements_of(address, measured.page, query)), encoding="utf-8")
    return path


def _measure(
    section: Section,
    browser: Browser,
    address: str,
    warehouse: Path,
    measured: Measured,
    elements: Path,
    others: Path,
    rounds: int,
) -> None:
    page = Clicker.open(browser, f"{address}/{measured.page}?{measured.query}", measured.shown)
    os.environ |= {"BENCH_ELEMENTS": str(elements), "BENCH_CATEGORIES": ",".join(page.categories())}
    with ExitStack() as stack:
        still = stack.enter_context(serving(warehouse, BARE))
        os.environ["BENCH_OTHERS"] = str(others)
        changing = stack.enter_context(serving(warehouse, BARE))
        del os.environ["BENCH_OTHERS"]
        clickers = {
            "page": page,
            STILL: Clicker.open(browser, still, ".arrived"),
            CHANGING: Clicker.open(browser, changing, ".arrived"),
        }
        combined = in_turns({n: new_combinations(c) for n, c in clickers.items()}, rounds)
        again = in_turns({n: one_filter_on_and_off(c) for n, c in clickers.items()}, rounds)
        for opened in clickers.values():
            opened.page.context.close()
    for what, timed in {"a new combination": combined, "one asked for before": again}.items():
        section.lines += [
            compared(f"{measured.what}: {what}", timed["page"], against, timed[against], MOST_TIMES_RERUN)
            for against in (CHANGING, STILL)
        ]


def _open(
    section: Section, browser: Browser, address: str, warehouse: Path, measured: Measured, elements: Path
) -> None:
    """Measure how long a page takes from its address to its end, beside a bare page of the same elements."""
    os.environ |= {"BENCH_ELEMENTS": str(elements), "BENCH_CATEGORIES": "A,B,C"}
    with serving(warehouse, BARE) as bare:
        timed = in_turns(
            {
                "page": stopwatch(
                    lambda: first_card(browser, f"{address}/{measured.page}?{measured.query}", measured.shown)
                ),
                "bare": stopwatch(lambda: first_card(browser, bare, ".arrived")),
            },
            OPENINGS,
        )
    section.lines.append(
        compared(
            f"{measured.what}: opened", timed["page"], "its elements as constants", timed["bare"], MOST_TIMES_RERUN
        )
    )
