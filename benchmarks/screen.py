"""Benchmark c: the overview on the sample in a real browser, against bare Streamlit pages that show constants."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import Clicker, chromium, first_card
from benchmarks.report import Section, compared
from benchmarks.timing import in_turns, stopwatch
from etl.first_start import load_sample
from tests.browser.server import ROOT, free_port, serving

ROUNDS = 24
# The server has made its first answers by then.
SETTLED_AFTER_SECONDS = 15.0
COLD_ROUNDS = 7
MOST_TIMES_RERUN = 1.3
MOST_TIMES_COLD = 1.5
BARE = Path(__file__).with_name("bare")
CARDS = {"dashboard": ".wall a.card", "metrics": "[data-testid=stMetric]", "markup": ".arrived"}
SHOWN = {"dashboard": ".wall", "metrics": "[data-testid=stMetric]", "markup": ".arrived"}
SCRIPTS = {"dashboard": ROOT / "dashboard.py", "metrics": BARE / "metrics.py", "markup": BARE / "markup.py"}
AGAINST = {
    "metrics": "a bare page of as many st.metric cards with charts",
    "markup": "a bare page whose cards are one constant piece of HTML",
}


def run(rounds: int = ROUNDS, cold_rounds: int = COLD_ROUNDS) -> Section:
    """Measure and return the section."""
    section = Section("c · The screen, on the sample")
    with tempfile.TemporaryDirectory(prefix="approvals-screen-") as name, chromium() as browser:
        warehouse = Path(name) / "warehouse"
        load_sample(warehouse)
        with ExitStack() as stack:
            clickers = _open_all(stack, browser, warehouse)
            time.sleep(SETTLED_AFTER_SECONDS)
            values = len(clickers["dashboard"].categories())
            alone = in_turns({n: _one_value_after_the_other(c) for n, c in clickers.items()}, values, warm_up=0)
            combined = in_turns({n: new_combinations(c) for n, c in clickers.items()}, rounds)
            again = in_turns({n: one_filter_on_and_off(c) for n, c in clickers.items()}, rounds)
        cold = in_turns(
            {n: _cold_start(browser, warehouse, n) for n in ("dashboard", "metrics")}, cold_rounds, warm_up=1
        )
    clicks = {"one value, for the first time": alone, "one asked for before": again, "a new combination": combined}
    for what, timed in clicks.items():
        section.lines += [
            compared(
                f"filter click to new numbers: {what}", timed["dashboard"], AGAINST[name], timed[name], MOST_TIMES_RERUN
            )
            for name in AGAINST
        ]
    section.lines.append(
        compared(
            "cold start, process to first card",
            cold["dashboard"],
            "the bare st.metric app",
            cold["metrics"],
            MOST_TIMES_COLD,
        )
    )
    section.notes = [
        f"Chromium without a window, 1440 × 900, three servers with the settings of .streamlit/config.toml, {rounds} "
        "clicks each in turns (of the first kind one a category). A click is timed inside the page, from its own event "
        "to the second frame after the text of the cards is another one.",
        "A new answer is that of eighteen KPIs over fourteen to twenty-six windows each, from the months "
        "held in memory.",
        "The bare pages have the same filter and no work: the one shows 18 st.metric with a bar chart each, the other "
        "the overview's own HTML, unchanging; only a word of the last card tells the runs apart.",
        f"Cold start: {cold_rounds} starts each in turns, from the start of the server's process, an empty browser "
        "cache and a warehouse that is there, until the first card is on screen.",
    ]
    return section


def _open_all(stack: ExitStack, browser: Browser, warehouse: Path) -> dict[str, Clicker]:
    """Serve the dashboard and the bare pages, and open each with its filter ready to be clicked."""
    address = stack.enter_context(serving(warehouse))
    dashboard = Clicker.open(browser, address, SHOWN["dashboard"])
    wall = warehouse.with_name("wall.html")
    wall.write_text(str(dashboard.page.evaluate("document.querySelector('.wall').outerHTML")), encoding="utf-8")
    os.environ |= {
        "BENCH_WALL": str(wall),
        "BENCH_CARDS": str(dashboard.page.locator(CARDS["dashboard"]).count()),
        "BENCH_CATEGORIES": ",".join(dashboard.categories()),
    }
    clickers = {"dashboard": dashboard}
    for name in AGAINST:
        address = stack.enter_context(serving(warehouse, SCRIPTS[name]))
        clickers[name] = Clicker.open(browser, address, SHOWN[name])
    return clickers


def _one_value_after_the_other(clicker: Clicker) -> Callable[[], float]:
    """Return clicks that each choose one category alone, never chosen before; it is lifted again, unmeasured."""
    numbers = itertools.cycle(range(len(clicker.categories())))

    def click() -> float:
        number = next(numbers)
        taken = clicker.click(number)
        clicker.click(number)
        return taken

    return click


def new_combinations(clicker: Clicker) -> Callable[[], float]:
    """Return clicks of which each leads to a combination of categories never chosen before: a Gray code over them."""
    last = len(clicker.categories()) - 1
    clicker.click(last)
    clicker.click(last - 1)
    steps = itertools.count(1)

    def click() -> float:
        step = next(steps)
        return clicker.click((step & -step).bit_length() - 1)

    return click


def one_filter_on_and_off(clicker: Clicker) -> Callable[[], float]:
    """Return clicks that lift and set one more category: both answers were given before."""
    clicker.click(0)
    clicker.click(0)
    return lambda: clicker.click(0)


def _cold_start(browser: Browser, warehouse: Path, name: str) -> Callable[[], float]:
    """Return a start of the app ``name`` from nothing to its first card."""

    def once() -> float:
        with _process(warehouse, SCRIPTS[name]) as address:
            return stopwatch(lambda: _reach(browser, address, CARDS[name]))()

    return once


@contextmanager
def _process(warehouse: Path, script: Path) -> Iterator[Callable[[], str]]:
    """Hold a server's process, started when its address is first asked for; ends it afterwards."""
    port = free_port()
    started: list[subprocess.Popen[bytes]] = []

    def start() -> str:
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
                cwd=ROOT,
                env={**os.environ, "APPROVALS_WAREHOUSE": str(warehouse)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        while started[0].poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return f"http://127.0.0.1:{port}"
            time.sleep(0.005)
        raise RuntimeError(f"{script.name} did not start")

    try:
        yield start
    finally:
        for process in started:
            process.terminate()
            process.wait(10)


def _reach(browser: Browser, start: Callable[[], str], shown: str) -> None:
    first_card(browser, start(), shown)
