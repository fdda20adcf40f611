"""The catalogue: which KPIs and lists there are, each read from its own SQL file with the definition in its header."""

from __future__ import annotations

import csv
import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOM = Path(__file__).parent
KPI_FOLDER = ROOM / "kpi"
VIEW_FOLDER = ROOM / "view"
CARD_FILE = ROOM.parent / "data" / "reference" / "card.csv"

KPI_WORDS = (
    "title",
    "question",
    "one row is",
    "drawn from",
    "kind",
    "shown as",
    "better",
    "unit",
    "numerator",
    "denominator",
    "left out",
    "splits",
    "agreed",
    "review by",
)
KINDS = ("flow", "stock")
SHOWN_AS = ("share", "count", "distinct", "mean", "median")
BETTER = ("higher", "lower", "neither")
OF_EVERY_RECORD = ("project_id",)  # No split: nobody reads a bar per project.
NAME = re.compile(r"[a-z][a-z0-9_]*")


class DefinitionError(ValueError):
    """A definition file is not as the catalogue needs it; the message names file, line and what was expected."""


@dataclass(frozen=True)
class Words:
    """One text in both languages of the product."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """Return the text in ``language`` ('zh' or 'en')."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True)
class Kpi:
    """One KPI as its file defines it: the header's fields, the SQL (``sql``) and the whole file (``text``)."""

    name: str
    title: Words
    question: Words
    one_row_is: Words
    drawn_from: tuple[str, ...]
    kind: str
    shown_as: str
    better: str
    unit: Words
    numerator: Words
    denominator: Words
    left_out: dict[str, str]
    splits: tuple[str, ...]
    agreed: str
    review_by: str
    sql: str
    text: str
    example: dict[str, Any] | None = field(default=None, hash=False)
    group: Words = field(default=Words("其他", "Other"))
    position: int = 1000

    def lacking(self, asked: Iterable[str]) -> list[str]:
        """Return which of the splits ``asked`` this KPI does not have: a filter on them does not reach its records."""
        return [split for split in asked if split not in self.splits and split not in OF_EVERY_RECORD]

    def __hash__(self) -> int:
        return hash((self.name, self.text))


def read_header(path: Path, words: tuple[str, ...], comments_follow: bool = False) -> tuple[dict[str, str], str, str]:
    """Read the definition at the top of ``path``: exactly ``words``, in that order, one ``-- word: …`` line each.

    Returns (fields, the SQL below the header, the whole text). A line that begins with ``--`` and two or more blanks
    continues the field above it. With ``comments_follow`` other comment lines may stand between the definition and the
    SQL. Raises DefinitionError naming file and line.
    """
    text = path.read_text(encoding="utf-8")
    fields: dict[str, str] = {}
    lines, number = text.splitlines(), 0
    for number, line in enumerate(lines, start=1):
        if not line.startswith("--"):
            break
        if re.match(r"--\s{2,}\S", line) and fields:
            fields[list(fields)[-1]] += " " + line[2:].strip()
            continue
        if comments_follow and len(fields) == len(words):
            break
        word, colon, value = line[2:].strip().partition(":")
        expected = words[len(fields)] if len(fields) < len(words) else None
        if not colon or word.strip() != expected or not value.strip():
            wanted = f"'-- {expected}: …'" if expected else "the SQL, after the last line of the definition"
            raise DefinitionError(f"{path.name}, line {number}: {line!r} stands where {wanted} is expected")
        fields[word.strip()] = value.strip()
    if len(fields) < len(words):
        raise DefinitionError(f"{path.name}, line {number}: the definition ends before '-- {words[len(fields)]}: …'")
    sql = "\n".join(lines[number - 1 :]).strip().rstrip(";")
    if not sql:
        raise DefinitionError(f"{path.name}: there is no SQL below the definition")
    return fields, sql, text


def bilingual(path: Path, word: str, value: str) -> Words:
    """Split ``中文 | English`` into Words; raises DefinitionError when a half is missing."""
    zh, bar, en = (part.strip() for part in value.partition("|"))
    if not (bar and zh and en):
        raise DefinitionError(f"{path.name}, '{word}': {value!r} should read 'Chinese | English'")
    return Words(zh, en)


def _one_of(path: Path, word: str, value: str, accepted: tuple[str, ...]) -> str:
    if value not in accepted:
        raise DefinitionError(f"{path.name}, '{word}': {value!r} is not one of {', '.join(accepted)}")
    return value


def _reasons(path: Path, value: str) -> dict[str, str]:
    if value == "none":
        return {}
    reasons = {}
    for part in value.split(";"):
        zh, equals, en = (piece.strip() for piece in part.partition("="))
        if not (equals and zh and en):
            raise DefinitionError(f"{path.name}, 'left out': {part.strip()!r} should read 'Chinese = English', or none")
        reasons[zh] = en
    return reasons


def read_kpi(path: Path, places: dict[str, tuple[int, Words]] | None = None) -> Kpi:
    """Read one KPI file and its worked example (the .toml of the same name, if there is one).

    ``places`` maps KPI names to (position, group) on the overview. Raises DefinitionError.
    """
    fields, sql, text = read_header(path, KPI_WORDS)
    example_path = path.with_suffix(".toml")
    position, group = (places or {}).get(path.stem, (1000, Words("其他", "Other")))
    words = {w: bilingual(path, w, fields[w]) for w in ("title", "question", "one row is", "unit", "numerator")}
    return Kpi(
        name=path.stem,
        title=words["title"],
        question=words["question"],
        one_row_is=words["one row is"],
        drawn_from=tuple(part.strip() for part in fields["drawn from"].split(",")),
        kind=_one_of(path, "kind", fields["kind"], KINDS),
        shown_as=_one_of(path, "shown as", fields["shown as"], SHOWN_AS),
        better=_one_of(path, "better", fields["better"], BETTER),
        unit=words["unit"],
        numerator=words["numerator"],
        denominator=bilingual(path, "denominator", fields["denominator"]),
        left_out=_reasons(path, fields["left out"]),
        splits=tuple(part.strip() for part in fields["splits"].split(",")),
        agreed=fields["agreed"],
        review_by=fields["review by"],
        sql=sql,
        text=text,
        example=tomllib.loads(example_path.read_text(encoding="utf-8")) if example_path.exists() else None,
        group=group,
        position=position,
    )


def kpis(folder: Path = KPI_FOLDER) -> dict[str, Kpi]:
    """Return every KPI there is, by name, in the order of the overview's cards; files changed since are read again.

    Raises DefinitionError when a file is not as it should be.
    """
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if entry.name.endswith((".sql", ".toml"))]
        state = sorted((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    places = (CARD_FILE.stat().st_mtime_ns, CARD_FILE.stat().st_size) if CARD_FILE.exists() else None
    return _kpis(folder, (tuple(state), places))


@lru_cache(maxsize=4)
def _kpis(folder: Path, _state: tuple[object, ...]) -> dict[str, Kpi]:
    places = _places()
    found = [read_kpi(path, places) for path in sorted(folder.glob("*.sql")) if NAME.fullmatch(path.stem)]
    return {kpi.name: kpi for kpi in sorted(found, key=lambda k: (k.position, k.name))}


def _places() -> dict[str, tuple[int, Words]]:
    if not CARD_FILE.exists():
        return {}
    with CARD_FILE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["kpi"]: (int(row["position"]), Words(row["group_zh"], row["group_en"])) for row in rows}


def types_behind(kpi: Kpi) -> tuple[str, ...]:
    """Return the record types whose arrival makes ``kpi`` complete: those it is drawn from, through stepping stones."""
    found: list[str] = []
    for relation in kpi.drawn_from:
        room, _, name = relation.partition(".")
        stone = VIEW_FOLDER / f"{name}.sql"
        if room == "fact" and stone.exists() and "-- stored: no" in (text := stone.read_text(encoding="utf-8")):
            found += re.findall(r"\bfact\.(\w+)", "\n".join(li for li in text.splitlines() if not li.startswith("--")))
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))
