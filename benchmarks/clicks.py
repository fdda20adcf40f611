"""What a hundred people click: pages, filters, break-downs, records and definitions, mixed as in a meeting's hour."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from benchmarks.visitor import Visit
from queries.catalogue import Kpi

# Of a hundred clicks, so many are of each kind.
MIX = {
    "overview, filtered": 35,
    "a KPI's page": 20,
    "another break-down": 15,
    "a sheet of records": 15,
    "a pivot": 5,
    "the definitions": 5,
    "the state of the data": 5,
}
FILTERED = 0.6


def clicks(seed: int, kpis: Sequence[Kpi], values: Mapping[str, Sequence[str]]) -> Iterator[Visit]:
    """Yield one person's clicks for ever, each with an address of its own; the same ones for the same ``seed``.

    The first opens the overview. ``values`` are the words of each filter.
    """
    chance = random.Random(seed)
    yield Visit("the first page", "", "", 'class="wall"')
    while True:
        kind = chance.choices(list(MIX), list(MIX.values()))[0]
        kpi = chance.choice(kpis)
        filters = _filters(chance, kpi, values) if kind == "overview, filtered" or chance.random() < FILTERED else {}
        yield _visit(kind, kpi, filters, chance)


def _visit(kind: str, kpi: Kpi, filters: dict[str, str], chance: random.Random) -> Visit:
    of_kpi = {**filters, "kpi": kpi.name}
    rows, columns = chance.choice(kpi.splits), chance.choice(["month", "quarter"])
    sheet = {"part": chance.choice(["counted", "left_out", "all"]), "sheet": str(chance.randint(1, 3))}
    page, asked, shows = {
        "overview, filtered": ("", filters, 'class="wall"'),
        "a KPI's page": ("kpi", of_kpi, "id=trend"),
        "another break-down": ("kpi", {**of_kpi, "by": rows}, "id=breakdown"),
        "a sheet of records": ("kpi", {**of_kpi, **sheet}, 'id="records"'),
        "a pivot": ("explore", {**of_kpi, "rows": rows, "columns": columns}, "<h1>探索"),
        "the definitions": ("definitions", filters, "<h1>指标口径"),
        "the state of the data": ("data", {}, "<h1>数据状况"),
    }[kind]
    return Visit(kind, page, urlencode(asked), shows)


def _filters(chance: random.Random, kpi: Kpi, values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return one filter or two, each with one value, that reach the KPI."""
    reached = [name for name in values if values[name] and name in kpi.splits]
    chosen = chance.sample(reached, min(len(reached), chance.choice([1, 1, 2])))
    return {name: chance.choice(list(values[name])) for name in chosen}


def bare_clicks(values: Mapping[str, Sequence[str]]) -> Iterator[Visit]:
    """Yield clicks on the bare page for ever."""
    while True:
        for value in values["category"]:
            yield Visit("the bare page", "", urlencode({"category": value}), f"chosen: {value}")
