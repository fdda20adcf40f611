"""The systems of the bureau's work and where each is seen (data/reference/system.csv), as they stand there now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pages.parts.sitemap import BESIDE, PAGES
from queries.catalogue import Words
from queries.reference_rows import FOLDER, Mistake, reference_rows, reference_state

NAME = "system"
FILE = "system.csv"


@dataclass(frozen=True)
class System:
    """One system: its number, its name, what is shown of it, the KPIs that tell of it, and the page that shows it.

    ``row`` is its line in the file, ``query`` what follows the page's name in its address.
    """

    row: int
    number: str
    name: Words
    shows: Words
    kpis: tuple[str, ...]
    page: str
    query: str


@dataclass(frozen=True)
class Systems:
    """The systems in their order, and the cells that are not understood: their lines lack."""

    systems: tuple[System, ...]
    wrong: tuple[Mistake, ...]

    def mistakes(self, known: Collection[str]) -> tuple[Mistake, ...]:
        """Return the cells not understood, with the names of KPIs that are not among ``known``."""
        strange = [
            Mistake(FILE, system.row, "kpis", kpi) for system in self.systems for kpi in system.kpis if kpi not in known
        ]
        return (*self.wrong, *strange)


def systems(folder: Path = FOLDER) -> Systems:
    """Return the systems as they stand in the file now."""
    return _read(folder, reference_state((NAME,), folder))


@lru_cache(maxsize=4)
def _read(folder: Path, _state: tuple[object, ...]) -> Systems:
    placed: list[tuple[int, System]] = []
    wrong = []
    for number, row in reference_rows(NAME, folder):
        column = _wrong_cell(row)
        if column:
            wrong.append(Mistake(FILE, number, column, row.get(column, "")))
            continue
        found = System(
            number,
            row["system"],
            Words(row["name_zh"], row["name_en"]),
            Words(row["shows_zh"], row["shows_en"]),
            tuple(part.strip() for part in row.get("kpis", "").split(";") if part.strip()),
            row["page"],
            row.get("query", ""),
        )
        placed.append((int(row["position"]), found))
    return Systems(tuple(system for _, system in sorted(placed, key=lambda one: one[0])), tuple(wrong))


def _wrong_cell(row: dict[str, str]) -> str | None:
    if not row.get("position", "").isdecimal():
        return "position"
    for column in ("system", "name_zh", "name_en", "shows_zh", "shows_en"):
        if not row.get(column, ""):
            return column
    if row.get("page", "") not in (*PAGES, *BESIDE):
        return "page"
    return None if row.get("query", "")[:1] in ("", "?", "#") else "query"
