"""The answers written by hand: benchmarks/by_hand/*.sql, read by question and asked of a version file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from queries.catalogue import Kpi
from queries.questions import Group, Headline, Point, Window

FOLDER = Path(__file__).with_name("by_hand")
FILTERS = ("category", "investment_type", "street", "level", "workgroup")
OPENING = re.compile(r"^-- (headline|by [\w{}]+|trend)\n", re.MULTILINE)

# What an answer is held to: reasons, or labels, or months, each with the figures that its KPI shows.
Answer = dict[Any, tuple[Any, ...]]


def own_split(kpi: Kpi) -> str:
    """Return the first split of ``kpi`` that is not one of the filters of every page; without one, its second split."""
    return next((split for split in kpi.splits if split not in (*FILTERS, "month")), kpi.splits[1])


def questions_of(kpi: Kpi) -> tuple[str, ...]:
    """Return the questions that are compared: headline, two break-downs and the trend."""
    return ("headline", "by category", f"by {own_split(kpi)}", "trend")


def sql_of(kpi: Kpi, question: str) -> str:
    """Return the SQL by hand for a question of ``kpi``. Raises KeyError when the file does not answer it."""
    _, *parts = OPENING.split((FOLDER / f"{kpi.name}.sql").read_text(encoding="utf-8"))
    written = dict(zip(parts[::2], parts[1::2], strict=True))
    if question in written or not question.startswith("by "):
        return written[question].strip().rstrip(";")
    return written["by {split}"].strip().rstrip(";").replace("{split}", question.removeprefix("by "))


@dataclass(frozen=True)
class ByHand:
    """A version file as an expert would open it, and the window asked about."""

    connection: duckdb.DuckDBPyConnection

    @classmethod
    def open(cls, path: Path) -> ByHand:
        """Open a version file with the settings of the product's own reader, which are the best found for it."""
        return cls(duckdb.connect(str(path), read_only=True, config={"threads": 2, "perfect_ht_threshold": 20}))

    def ask(self, sql: str, window: Window) -> list[tuple[Any, ...]]:
        """Run SQL of ours with the days of the window as far as it names them, and return its rows."""
        days = {"first": window.first, "last": window.last}
        return self.connection.execute(sql, {n: day for n, day in days.items() if f"${n}" in sql}).fetchall()


def shown(kpi: Kpi, numerator: Any, denominator: Any, value: Any) -> tuple[Any, ...]:
    """Return the figures of an answer as ``kpi`` shows them, the same for both sides."""
    if kpi.shown_as in ("count", "distinct"):
        return (int(numerator or 0),)
    if kpi.shown_as == "median":
        return (int(denominator or 0), None if value is None else float(value))
    if not denominator:
        return (0, 0, None)
    return (int(numerator or 0), int(denominator), float(numerator or 0) / float(denominator))


def read_rows(kpi: Kpi, question: str, rows: list[tuple[Any, ...]]) -> Answer:
    """Return the rows of an answer by hand as an Answer."""
    if question == "trend":
        twice = [(month, *figures, *figures) if len(figures) == 3 else (month, *figures) for month, *figures in rows]
        return {f"{row[0]:%Y-%m}": (*shown(kpi, *row[1:4]), *shown(kpi, *row[4:7])) for row in twice}
    if question != "headline":
        return {label: shown(kpi, *figures) for label, *figures in rows}
    counted: Answer = {None: shown(kpi, 0, 0, None)}
    for reason, numerator, denominator, value, *median in rows:
        if reason is None:
            counted[None] = (*shown(kpi, numerator, denominator, value), *map(float, median))
        elif number := denominator if denominator is not None else numerator:
            counted[reason] = (int(number),)
    return counted


def read_answer(kpi: Kpi, answer: Headline | list[Group] | list[Point]) -> Answer:
    """Return the product's answer as an Answer."""
    if isinstance(answer, Headline):
        median = () if answer.median is None else (answer.median,)
        counted = (*shown(kpi, answer.numerator, answer.denominator, answer.value), *median)
        return {None: counted, **{reason: (number,) for reason, number in answer.left_out.items()}}
    found: Answer = {}
    for part in answer:
        figures = shown(kpi, part.numerator, part.denominator, part.value)
        if isinstance(part, Group):
            found[part.label] = figures
        else:
            to_date = shown(kpi, part.to_date_numerator, part.to_date_denominator, part.to_date_value)
            found[part.month] = (*figures, *to_date)
    return found
