"""The rules by which numbers get their status: data/reference/status.csv, with limits by name in status_preset.csv."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from queries.reference_rows import FOLDER, Mistake, reference_rows, reference_state
from queries.status import RULES, Rule

EVERY = "*"


@dataclass(frozen=True)
class RuleBook:
    """All rules by KPI ('*' is every other), the cells not understood, and which line speaks of which KPI."""

    by_kpi: dict[str, dict[str, Rule]]
    wrong: tuple[Mistake, ...]
    lines: tuple[tuple[int, str], ...] = ()

    def of(self, kpi: str) -> tuple[Rule, ...]:
        """Return the rules of one KPI: its own, and of the general ones those it has none of its own kind for."""
        return tuple({**self.by_kpi.get(EVERY, {}), **self.by_kpi.get(kpi, {})}.values())

    def mistakes(self, known: Collection[str]) -> tuple[Mistake, ...]:
        """Return the cells that were not understood, with the names of KPIs that are not among ``known``."""
        strange = [Mistake("status.csv", row, "kpi", kpi) for row, kpi in self.lines if kpi not in (EVERY, *known)]
        return (*self.wrong, *strange)


def rule_book(folder: Path = FOLDER) -> RuleBook:
    """Return the rules as they stand in the files now."""
    return _read(folder, reference_state(("status", "status_preset"), folder))


@lru_cache(maxsize=8)
def _read(folder: Path, _state: tuple[object, ...]) -> RuleBook:
    mistakes: list[Mistake] = []
    lines = []
    limits: dict[str, tuple[Decimal | None, Decimal | None]] = {}
    for number, row in reference_rows("status_preset", folder):
        found = _limits("status_preset.csv", number, row, mistakes)
        if found is not None:
            limits[row.get("preset", "")] = found
    by_kpi: dict[str, dict[str, Rule]] = {}
    for number, row in reference_rows("status", folder):
        rule = _rule(number, row, limits, mistakes)
        if rule is not None:
            by_kpi.setdefault(row["kpi"], {})[rule.kind] = rule
            lines.append((number, row["kpi"]))
    return RuleBook(by_kpi, tuple(mistakes), tuple(lines))


def _rule(
    number: int,
    row: dict[str, str],
    presets: dict[str, tuple[Decimal | None, Decimal | None]],
    mistakes: list[Mistake],
) -> Rule | None:
    accepted = {"rule": RULES, "preset": ("", *presets)}
    for column, words in accepted.items():
        if row.get(column, "") not in words:
            mistakes.append(Mistake("status.csv", number, column, row.get(column, "")))
            return None
    found = presets[row["preset"]] if row.get("preset") else _limits("status.csv", number, row, mistakes)
    return None if found is None else Rule(row["rule"], *found)


def _limits(
    file: str, number: int, row: dict[str, str], mistakes: list[Mistake]
) -> tuple[Decimal | None, Decimal | None] | None:
    """Return the two limits of a line; an empty one never holds. None when one is no number of 0 or more."""
    found: list[Decimal | None] = []
    for column in ("watch", "act"):
        written = row.get(column, "")
        try:
            limit = Decimal(written) if written else None
        except InvalidOperation:
            limit = Decimal(-1)
        if limit is not None and not (limit.is_finite() and limit >= 0):
            mistakes.append(Mistake(file, number, column, written))
            return None
        found.append(limit)
    return found[0], found[1]
