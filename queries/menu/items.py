"""The items of the approval menu, read from data/reference/item.csv where the bureau edits it, anew when it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from queries.reference_rows import FOLDER, Mistake, reference_rows, reference_state

FILE = "item"
GOVERNMENT, SOCIAL = "政府财力投资", "社会投资"
INVESTMENT_TYPES = (GOVERNMENT, SOCIAL)
# Of each investment type the columns that say whether an item applies and what it waits for.
_COLUMNS = {GOVERNMENT: ("gov_finance", "prereq_gov"), SOCIAL: ("social_invest", "prereq_social")}
MUST, OPTIONAL, NOT_APPLICABLE = "M", "O", "-"
SERIAL, CONCURRENT = "S", "P"
# What an item's variant says: on every menu; instead of a variant; only with the variant chosen.
ALWAYS, BASE, PHASED, SEGMENTED = "all", "base", "phased", "segmented"
START, COMPLETE = "X00", "X01"


@dataclass(frozen=True)
class Item:
    """One item of the menu, or a milestone, as item.csv has it (records.md, "reference/item.csv, column by column").

    ``days`` is how many working days it takes on the menu: what is promised, none when it is not counted as approval
    time. ``applies`` and ``waits_for`` are by investment type: M, O or -, and the item_ids of what must come before.
    """

    item_id: str
    name: str
    stage_no: int
    stage: str
    group_id: str
    department: str
    kind: str
    statutory_days: int
    statutory_unit: str
    promised_days: int
    is_counted: bool
    mode: str
    exclusive_group: str
    variant: str
    basis: str
    applies: Mapping[str, str]
    waits_for: Mapping[str, tuple[str, ...]]

    @property
    def days(self) -> int:
        """The working days it takes on the menu."""
        return self.promised_days if self.is_counted else 0

    @property
    def is_milestone(self) -> bool:
        """Whether it is no item but a moment: the start or the completion of the works."""
        return self.item_id in (START, COMPLETE)


@dataclass(frozen=True)
class ItemFile:
    """The items by item_id, in the order of the file, and the cells that are not understood (their lines lack)."""

    items: Mapping[str, Item]
    mistakes: tuple[Mistake, ...]


def item_file(folder: Path = FOLDER) -> ItemFile:
    """Return the items of the approval menu; a line with a number that is none is left out and told as a mistake."""
    return _read(reference_state((FILE,), folder), folder)


@lru_cache(maxsize=4)
def _read(_state: tuple[object, ...], folder: Path) -> ItemFile:
    items: dict[str, Item] = {}
    mistakes = []
    for number, row in reference_rows(FILE, folder):
        wrong = _wrong_cell(row, items)
        if wrong:
            mistakes.append(Mistake(f"{FILE}.csv", number, wrong, row.get(wrong, "")))
        else:
            items[row["item_id"]] = _item(row)
    return ItemFile(items, tuple(mistakes))


def _wrong_cell(row: Mapping[str, str], known: Mapping[str, Item]) -> str | None:
    """Return the first column whose cell is not understood."""
    if not row.get("item_id") or row["item_id"] in known:
        return "item_id"
    for column in ("stage_no", "statutory_days", "promised_wd", "counted"):
        if not row.get(column, "").isdecimal():
            return column
    accepted = {
        "gov_finance": (MUST, OPTIONAL, NOT_APPLICABLE),
        "social_invest": (MUST, OPTIONAL, NOT_APPLICABLE),
        "mode": (SERIAL, CONCURRENT),
        "variant": (ALWAYS, BASE, PHASED, SEGMENTED),
        "statutory_unit": ("WD", "ND"),
    }
    return next((column for column, words in accepted.items() if row.get(column, "") not in words), None)


def _item(row: Mapping[str, str]) -> Item:
    return Item(
        item_id=row["item_id"],
        name=row.get("item_name", ""),
        stage_no=int(row["stage_no"]),
        stage=row.get("stage_name", ""),
        group_id=row.get("group_id", ""),
        department=row.get("lead_dept", ""),
        kind=row.get("item_type", ""),
        statutory_days=int(row["statutory_days"]),
        statutory_unit=row["statutory_unit"],
        promised_days=int(row["promised_wd"]),
        is_counted=row["counted"] == "1",
        mode=row["mode"],
        exclusive_group=row.get("exclusive_group", ""),
        variant=row["variant"],
        basis=row.get("basis", ""),
        applies={kind: row[applies] for kind, (applies, _) in _COLUMNS.items()},
        waits_for={
            kind: tuple(part.strip() for part in row.get(prerequisites, "").split(";") if part.strip())
            for kind, (_, prerequisites) in _COLUMNS.items()
        },
    )
