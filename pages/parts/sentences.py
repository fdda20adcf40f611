"""The templates of the opening paragraph: which sentence is said of which KPI (data/reference/sentence.csv)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pages.parts.words import _
from queries.catalogue import Words
from queries.reference_rows import FOLDER, Mistake, reference_rows, reference_state

FILE = "sentence.csv"
CONDITIONS = ("any", "behind", "full", "empty", "no_data")
PARTS = ("numerator", "denominator", "remainder", "value", "rate", "names")
PLACE = re.compile(r"{(?:(\w+)\.)?(\w+)}")


@dataclass(frozen=True)
class Template:
    """One way to say one sentence: of ``kpi``, when ``holds_when`` is so; ``row`` is its line in the file."""

    row: int
    kpi: str
    holds_when: str
    words: Words

    @property
    def named(self) -> set[str]:
        """The KPIs that the sentence speaks of."""
        return {self.kpi} | {
            kpi for words in (self.words.zh, self.words.en) for kpi, _part in PLACE.findall(words) if kpi
        }


@dataclass(frozen=True)
class Sentences:
    """Per sentence of the paragraph its templates, the first that fits is said; and the cells not understood."""

    templates: tuple[tuple[Template, ...], ...]
    wrong: tuple[Mistake, ...]

    def mistakes(self, known: Collection[str]) -> tuple[Mistake, ...]:
        """Return the cells that were not understood, with the names of KPIs that are not among ``known``."""
        strange = [
            Mistake(FILE, template.row, "kpi", name)
            for group in self.templates
            for template in group
            for name in sorted(template.named - set(known))
        ]
        return (*self.wrong, *strange)


def sentences(folder: Path = FOLDER) -> Sentences:
    """Return the templates as they stand in the file now."""
    return _read(folder, reference_state(("sentence",), folder))


@lru_cache(maxsize=4)
def _read(folder: Path, _state: tuple[object, ...]) -> Sentences:
    wrong, placed = [], []
    for number, row in reference_rows("sentence", folder):
        mistake = _mistake(number, row)
        if mistake is None:
            words = Words(row["words_zh"], row["words_en"])
            placed.append((int(row["position"]), Template(number, row["kpi"], row["holds_when"], words)))
        else:
            wrong.append(mistake)
    placed.sort(key=lambda one: one[0])
    groups = groupby(placed, key=lambda one: one[0])
    return Sentences(
        tuple(tuple(template for _position, template in group) for _position, group in groups), tuple(wrong)
    )


def _mistake(number: int, row: dict[str, str]) -> Mistake | None:
    if not row.get("position", "").isdecimal():
        return Mistake(FILE, number, "position", row.get("position", ""))
    if row.get("holds_when", "") not in CONDITIONS:
        return Mistake(FILE, number, "holds_when", row.get("holds_when", ""))
    for column in ("words_zh", "words_en"):
        words = row.get(column, "")
        unknown = [part for kpi, part in PLACE.findall(words) if part not in PARTS and (kpi or part != "window")]
        if not words or unknown:
            return Mistake(FILE, number, column, f"{{{unknown[0]}}}" if unknown else "")
    return None


def mistake_words(wrong: Mistake) -> str:
    """Say which cell of a reference file is not understood, and that its line is not used."""
    return _(
        "data/reference/{file} 第 {row} 行“{column}”列的“{value}”看不懂，这一行没有采用，请改正。",
        file=wrong.file,
        row=wrong.row,
        column=wrong.column,
        value=wrong.value,
    )
