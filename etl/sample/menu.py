"""When each project goes through which item of the approval menu: one row a project, one column an item."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.sample.days import NO_DAY, PHASED_SINCE, add_working_days, day, worked_before, working
from etl.sample.dice import Dice, Whole, Yes
from etl.sample.projects import PUBLIC, Projects
from etl.types.reference_data import reference_files

# How far along the way from registration to start (in thousandths) each item is applied for.
_ON_THE_WAY = {
    **{"P01": 0, "A01": 20, "A02": 110, "A04": 150, "A05": 150, "C04": 190, "A03": 240, "A06": 330, "A07": 330},
    **{"A08": 390, "A09": 440, "C03": 470, "C01": 490, "C02": 490, "B01": 520, "B04": 620, "B02": 620, "B03": 690},
    **{"D06": 700, "D01": 740, "D02": 780, "M01": 790, "M02": 800, "M03": 810, "M04": 820, "D11": 830, "D03": 850},
    **{"D04": 900, "D10": 910, "D07": 930, "D05": 940},
}
# How many days after the start, the completion, and before the acceptance the others are.
_AFTER_START = {"D08": 30, "D09": 85}
_AFTER_COMPLETION = {"E01": 0, "E03": 1, "E04": 2, "E06": 2, "E05": 3, "E07": 3, "E02": 3, "E08": 11, "E10": 12}
_AFTER_ACCEPTANCE = {"E09": -1, "E11": -1, "E12": 6}
_OPINIONS = ("E09", "E11")
_MUST, _MAY = "M", "O"
_MAY_CHANCE = 0.4
_PHASED_CHANCE = 0.45
_SUSPENDED_CHANCE = 0.055
_BASE, _PHASED, _SEGMENTED = "base", "phased", "segmented"
# Of two ways to the same end a project takes one: the rarer one comes first, with its chance.
_EITHER = (("A04", "A05", 0.15), ("C01", "C02", 0.45), ("E03", "E04", 0.5))
# The share of cases beyond the promise, by the year they were accepted in: earlier years, 2023, 2024, 2025.
_LATE = np.array([0.07, 0.06, 0.042, 0.034])
# The least part of the promise that a case takes, likewise: the counter has become quicker.
_LEAST = np.array([0.48, 0.46, 0.38, 0.26])
_YEAR_BEGINS = np.array([day(f"{year}-01-01") for year in (2023, 2024, 2025)])


@dataclass(frozen=True)
class Item:
    """One item of the menu, as data/reference/item.csv has it."""

    item_id: str
    name: str
    department: str
    group: int
    promised: int
    is_counted: bool
    needs: tuple[str, str]
    variant: str
    after: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass
class Schedule:
    """Days by project and item; NO_DAY where the item is not on the project's menu."""

    items: list[Item]
    accepted: NDArray[np.int64]
    decided: NDArray[np.int64]
    suspended: NDArray[np.int64]

    def place(self, item_id: str) -> int:
        """Return the column of an item."""
        return next(place for place, item in enumerate(self.items) if item.item_id == item_id)


def read_items() -> list[Item]:
    """Return the items of the menu that a project applies for, each after those it waits for."""
    with reference_files()["item"].open(encoding="utf-8-sig", newline="") as file:
        rows = {row["item_id"]: row for row in csv.DictReader(file)}
    order = (*_ON_THE_WAY, *_AFTER_START, *_AFTER_COMPLETION, *_AFTER_ACCEPTANCE)
    return [_item(rows[item_id]) for item_id in order if item_id in rows]


def _item(row: dict[str, str]) -> Item:
    return Item(
        row["item_id"],
        row["item_name"],
        row["lead_dept"],
        int(row["group_id"][1:]) - 1,
        int(row["promised_wd"]),
        row["counted"] == "1" and int(row["promised_wd"]) > 0,
        (row["gov_finance"], row["social_invest"]),
        row["variant"],
        (_after(row["prereq_gov"]), _after(row["prereq_social"])),
    )


def _after(words: str) -> tuple[str, ...]:
    return tuple(word for word in words.split(";") if word)


def schedule(dice: Dice, projects: Projects, segmented: Yes) -> Schedule:
    """Return each project's way through its own menu, no item before those that it waits for."""
    lives, items = projects.lives, read_items()
    shape = projects.n, len(items)
    plan = Schedule(items, np.full(shape, NO_DAY), np.full(shape, NO_DAY), np.zeros(shape, np.int64))
    chosen = _chosen(dice, projects, items, segmented)
    is_public = projects.investment_type == PUBLIC
    for place, item in enumerate(items):
        nominal = _nominal(dice, projects, item)
        fits = chosen[:, place] & (nominal != NO_DAY)
        for number, prerequisites in enumerate(item.after):
            mine = is_public if number == PUBLIC else ~is_public
            for name in prerequisites:
                if name in (known.item_id for known in items[:place]):
                    nominal = np.where(mine, np.maximum(nominal, plan.decided[:, plan.place(name)]), nominal)
        accepted = working(np.maximum(nominal, lives.begun))
        suspended = np.where(dice.yes(_SUSPENDED_CHANCE, projects.n), dice.whole(2, 15, projects.n), 0)
        suspended *= item.is_counted
        decided = add_working_days(accepted, _handling_days(dice, item, accepted) + suspended)
        if item.item_id in _OPINIONS:
            # The opinion bears the day on which the last building was accepted.
            decided, suspended = np.maximum(lives.accepted, accepted), np.zeros_like(suspended)
        # A permit that the delays before it would push beyond the start was not asked for through the bureau.
        if item.item_id in ("D05", "D07"):
            fits &= decided <= np.where(lives.start == NO_DAY, decided, lives.start)
        plan.accepted[:, place] = np.where(fits, accepted, NO_DAY)
        plan.decided[:, place] = np.where(fits, decided, NO_DAY)
        plan.suspended[:, place] = suspended
    return plan


def _nominal(dice: Dice, projects: Projects, item: Item) -> Whole:
    """Return when the item would be applied for if nothing held it up; NO_DAY when its time never comes."""
    lives, name = projects.lives, item.item_id
    some_days = dice.whole(0, 4, projects.n)
    if name in _ON_THE_WAY:
        until = np.where(lives.start == NO_DAY, lives.plan + 200, lives.start)
        return lives.begun + (until - lives.begun) * _ON_THE_WAY[name] // 1000 + some_days
    table, since = next(
        (table, since)
        for table, since in (
            (_AFTER_START, lives.start),
            (_AFTER_COMPLETION, lives.completion),
            (_AFTER_ACCEPTANCE, lives.accepted),
        )
        if name in table
    )
    if name in _OPINIONS:
        return np.where(since == NO_DAY, NO_DAY, worked_before(since + table[name]))
    return np.where(since == NO_DAY, NO_DAY, since + table[name] + some_days * (table[name] > 0))


def _chosen(dice: Dice, projects: Projects, items: list[Item], segmented: Yes) -> NDArray[np.bool_]:
    """Say which items are on each project's menu: what it must, what it may and does, one of each two ways."""
    n = projects.n
    is_public = projects.investment_type == PUBLIC
    place = {item.item_id: number for number, item in enumerate(items)}
    chosen = np.zeros((n, len(items)), np.bool_)
    # The bureau learned to issue permits in phases on a day; a project that was further by then did it the old way.
    asks = projects.lives.begun + (projects.lives.edges[2] - projects.lives.begun) * 95 // 100
    phased = (asks >= PHASED_SINCE) & dice.yes(_PHASED_CHANCE, n)
    for number, item in enumerate(items):
        public, private = (_wants(dice, need, n) for need in item.needs)
        chosen[:, number] = np.where(is_public, public, private)
        if item.variant in (_BASE, _PHASED, _SEGMENTED):
            other = segmented if item.item_id[0] == "E" else phased
            chosen[:, number] &= other if item.variant != _BASE else ~other
    for rare, usual, chance in _EITHER:
        if rare in place and usual in place:
            is_rare = dice.yes(chance, n) & ((~is_public) | (rare != "A04"))
            chosen[:, place[rare]] = is_rare
            chosen[:, place[usual]] &= ~is_rare
    return chosen


def _wants(dice: Dice, need: str, n: int) -> Yes:
    if need == _MUST:
        return np.ones(n, np.bool_)
    return dice.yes(_MAY_CHANCE, n) if need == _MAY else np.zeros(n, np.bool_)


def _handling_days(dice: Dice, item: Item, accepted: Whole) -> Whole:
    """Return the working days each case takes: most within the promise, some by the same evening, a few beyond it."""
    n = len(accepted)
    share, more = dice.share(n), dice.share(n)
    year = np.searchsorted(_YEAR_BEGINS, accepted, side="right")
    within = np.ceil(item.promised * (_LEAST[year] + (1 - _LEAST[year]) * share)).astype(np.int64)
    within -= (item.promised <= 1) & (more < 0.3)
    beyond = item.promised + 1 + (more * more * 7).astype(np.int64)
    is_late = dice.share(n) < _LATE[year]
    return np.where(is_late & item.is_counted, beyond, np.maximum(within, 0))
