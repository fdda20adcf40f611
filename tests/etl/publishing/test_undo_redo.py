"""Undo and redo of any batch, in any order: what counts is what a plain recount gives, and what a rebuild gives."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from etl.publishing.history import redo, undo
from etl.publishing.rebuild import rebuild
from tests.etl.files import load, projects, rows, source

VISITS = "服务编号,项目代码,走访日期,走访方式,走访专班"
MILESTONES = "项目代码,节点,计划日期"
MONTHS = (4, 5)
STEPS = 10
# Days that move, and months that lose rows, are against sense: here they are meant.
WHY = "计划有变，已核实"


@dataclass
class Batch:
    """One load as it was: its rows as key → (month or the whole, value), whether it replaces, whether it stands."""

    type: str
    lines: list[tuple[str, str, str]]
    scopes: set[str] = field(default_factory=set)
    stands: bool = True


def recount(batches: list[Batch], type: str) -> dict[str, str]:
    """Return the current records, key → value, in plain Python: each key's last row, unless replaced away later."""
    last: dict[str, tuple[int, str, str]] = {}
    for number, batch in enumerate(batches):
        if batch.stands and batch.type == type:
            last |= {key: (number, scope, value) for key, scope, value in batch.lines}
    return {
        key: value
        for key, (number, scope, value) in last.items()
        if not any(b.stands and b.type == type and scope in b.scopes for b in batches[number + 1 :])
    }


def current(folder: Path, type: str) -> dict[str, str]:
    key, value = {
        "visit": ("visit_id", "CAST(visited_on AS VARCHAR) || visit_mode"),
        "milestone": ("project_id || milestone", "CAST(planned_on AS VARCHAR)"),
    }[type]
    return dict(rows(folder, f"SELECT {key}, {value} FROM record.{type}"))


class Town:
    """A warehouse to which things happen at random, and beside it what a person would have noted."""

    def __init__(self, place: Path, seed: int) -> None:
        self.place, self.folder, self.dice = place, place / "warehouse", random.Random(seed)
        self.batches: list[Batch] = []
        load(self.folder, source(place, "重点项目台账.csv", projects("P1", "P2", "P3")))

    def step(self) -> None:
        undone = [number for number, batch in enumerate(self.batches) if not batch.stands]
        standing = [number for number, batch in enumerate(self.batches) if batch.stands]
        act = self.dice.choice(["load", "load", "undo", "redo"])
        if act == "undo" and standing:
            number = self.dice.choice(standing)
            undo(self.folder, number + 2)
            self.batches[number].stands = False
        elif act == "redo" and undone:
            number = self.dice.choice(undone)
            redo(self.folder, number + 2)
            self.batches[number].stands = True
        else:
            self.load()

    def load(self) -> None:
        number, replaces = len(self.batches), self.dice.random() < 0.5
        if self.dice.random() < 0.7:
            month = self.dice.choice(MONTHS)
            days = {f"V{n}": f"2025-{month:02d}-{self.dice.randint(1, 28):02d}" for n in self.dice.sample(range(6), 3)}
            modes = {key: self.dice.choice(("现场", "上门")) for key in days}
            text = "\n".join([VISITS, *(f"{key},P1,{day},{modes[key]},施工许可" for key, day in days.items())])
            lines = [(key, day[:7], day + modes[key]) for key, day in days.items()]
            batch, name = Batch("visit", lines, {f"2025-{month:02d}"}), f"走访服务记录2025-{month:02d}-{number}.csv"
        else:
            planned = {p: f"2026-01-{self.dice.randint(1, 28):02d}" for p in self.dice.sample(["P1", "P2", "P3"], 2)}
            text = "\n".join([MILESTONES, *(f"{p},X00,{day}" for p, day in planned.items())])
            lines = [(f"{p}X00", "all", day) for p, day in planned.items()]
            batch, name = Batch("milestone", lines, {"all"}), f"倒排工期节点{number}.csv"
        if not replaces:
            batch.scopes = set()
        # A remark nobody reads keeps two loads of the same rows from being the same bytes.
        result = load(self.folder, source(self.place, name, text + "\n" * (number + 1)), replace=replaces, reason=WHY)
        assert not result.is_refused, [fault.message for file in result.files for fault in file.check.faults]
        self.batches.append(batch)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_was_taken_back_and_let_stand_again(tmp_path: Path, seed: int) -> None:
    town = Town(tmp_path, seed)
    for _ in range(STEPS):
        town.step()
        for type in ("visit", "milestone"):
            assert current(town.folder, type) == recount(town.batches, type), (seed, town.batches)
    query = "SELECT batch_no, row_no, is_current FROM ledger.{} ORDER BY ALL"
    before = {type: rows(town.folder, query.format(type)) for type in ("project", "visit", "milestone")}
    rebuild(town.folder)
    for type, was in before.items():
        assert rows(town.folder, query.format(type)) == was
    for number, batch in enumerate(town.batches):
        (redo if not batch.stands else undo)(town.folder, number + 2)
        batch.stands = not batch.stands
    for type in ("visit", "milestone"):
        assert current(town.folder, type) == recount(town.batches, type)
