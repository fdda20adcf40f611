"""Benchmark load: a hundred people who click every three seconds, each in a session of their own."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from benchmarks.clicks import bare_clicks, clicks
from benchmarks.machine import busy_seconds_of_children
from benchmarks.report import Line, Section
from benchmarks.visitor import Answer, Visit, Visitor
from etl.first_start import load_sample
from pages.parts.address import FILTERS
from queries.catalogue import kpis
from queries.split_values import values_of_splits
from queries.warehouse import open_warehouse
from tests.browser.server import ROOT, serving

PEOPLE, SECONDS = 100, 60.0
EVERY_SECONDS = 3.0
# Nobody clicks like a clock.
UNEVEN = 0.25
# The server makes its first answers when it has started; people come later than that.
SETTLED_AFTER_SECONDS = 15.0
MOST_MS, SHARE = 1000.0, 0.95
BARE = Path(__file__).with_name("bare") / "charts.py"


@dataclass(frozen=True)
class Crowd:
    """What a crowd was answered, the processor seconds its server used, and the machine's load before it came."""

    answers: list[Answer]
    busy_seconds: float
    load: float

    @property
    def busy_ms(self) -> float:
        """The processor time of one click."""
        return self.busy_seconds * 1000 / len(self.answers)


def run(people: int = PEOPLE, seconds: float = SECONDS) -> Section:
    """Measure and return the section."""
    with tempfile.TemporaryDirectory(prefix="approvals-load-") as name:
        warehouse = Path(name) / "warehouse"
        load_sample(warehouse)
        opened = open_warehouse(warehouse)
        values = values_of_splits(opened, FILTERS)
        opened.close()
        every = list(kpis().values())
        bare = _measured(warehouse, BARE, lambda _seed: bare_clicks(values), people, seconds)
        found = _measured(warehouse, ROOT / "dashboard.py", lambda seed: clicks(seed, every, values), people, seconds)
    return section(found, bare, people, seconds)


def _measured(
    warehouse: Path, script: Path, of: Callable[[int], Iterator[Visit]], people: int, seconds: float
) -> Crowd:
    load = os.getloadavg()[0]
    with serving(warehouse, script) as address:
        time.sleep(SETTLED_AFTER_SECONDS)
        begun = busy_seconds_of_children()
        answers = asyncio.run(_crowd(address, of, people, seconds))
        return Crowd(answers, busy_seconds_of_children() - begun, load)


async def _crowd(address: str, of: Callable[[int], Iterator[Visit]], people: int, seconds: float) -> list[Answer]:
    """Let everybody in over the time between two clicks, then click for ``seconds``; the first page is not counted."""
    until = time.monotonic() + EVERY_SECONDS + seconds
    answers = await asyncio.gather(*(_person(address, seed, of(seed), people, until) for seed in range(people)))
    return [answer for own in answers for answer in own]


async def _person(address: str, seed: int, visits: Iterator[Visit], people: int, until: float) -> list[Answer]:
    chance = random.Random(seed)
    await asyncio.sleep(EVERY_SECONDS * seed / people)
    answers: list[Answer] = []
    async with Visitor(address) as visitor:
        await visitor.go(next(visits))
        while True:
            # Three seconds from click to click, however long the answer took: who waits longer clicks at once.
            pause = EVERY_SECONDS * chance.uniform(1 - UNEVEN, 1 + UNEVEN)
            taken = answers[-1].milliseconds / 1000 if answers else 0.0
            await asyncio.sleep(max(pause - taken, 0.0))
            if time.monotonic() > until:
                return answers
            answers.append(await visitor.go(next(visits)))


def section(crowd: Crowd, bare_crowd: Crowd, people: int, seconds: float) -> Section:
    """Return the section of what was measured, beside a crowd on the bare page in the same run."""
    found, bare = crowd.answers, bare_crowd.answers
    made = Section(f"load · {people} people, a click every {EVERY_SECONDS:g} seconds, on the sample")
    within = sum(answer.milliseconds <= MOST_MS and answer.is_right for answer in found) / len(found)
    made.lines.append(
        Line(
            what=f"interactions answered within {MOST_MS / 1000:g} s",
            product=f"{within:.1%} of {len(found):,}",
            against="a bare page of 8 numbers and 4 cached charts: "
            f"{sum(answer.milliseconds <= MOST_MS for answer in bare) / len(bare):.1%} of {len(bare):,}",
            must_reach=f"≥ {SHARE:.0%}",
            reached=within >= SHARE,
        )
    )
    made.lines.append(Line(what="95 of 100 within", product=_p95(found), against=f"the bare page: {_p95(bare)}"))
    made.lines.append(Line(what="half of them within", product=_half(found), against=f"the bare page: {_half(bare)}"))
    made.lines.append(
        Line(
            what="processor time of the server for a click",
            product=f"{crowd.busy_ms:.0f} ms",
            against=f"the bare page: {bare_crowd.busy_ms:.0f} ms",
            ratio=f"{crowd.busy_ms / bare_crowd.busy_ms:.2f} ×",
        )
    )
    wrong = sum(not answer.is_right for answer in found)
    made.lines.append(
        Line(what="answers that were not the page asked for", product=f"{wrong}", must_reach="0", reached=wrong == 0)
    )
    kinds: dict[str, list[Answer]] = defaultdict(list)
    for answer in found:
        kinds[answer.kind].append(answer)
    for kind, own in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        size = median(answer.size for answer in own) / 1000
        made.lines.append(
            Line(
                what=f"{kind}: {len(own):,} times, {size:.0f} KB each",
                product=f"half {_half(own)}, 95 of 100 {_p95(own)}",
            )
        )
    made.notes = [
        f"Each person is a session of their own over Streamlit's own websocket, for {seconds:g} seconds, with "
        "addresses of their own; a click is timed from sending it until the last of the page has been delivered and "
        "decoded. Drawing it in the browser is not in it (see c), nor is the first page.",
        "People, server and database share the two cores of one machine; no answer was asked for before.",
        f"Load of the machine (1 minute) before the bare page {bare_crowd.load:.1f}, before the product "
        f"{crowd.load:.1f}: beyond 2 on two cores others were at work too, and the figures are theirs as well.",
    ]
    return made


def _p95(answers: list[Answer]) -> str:
    return f"{quantiles([answer.milliseconds for answer in answers], n=100)[94]:.0f} ms"


def _half(answers: list[Answer]) -> str:
    return f"{median(answer.milliseconds for answer in answers):.0f} ms"


if __name__ == "__main__":
    print(run(*(kind(word) for kind, word in zip((int, float), sys.argv[1:], strict=False))).markdown())
