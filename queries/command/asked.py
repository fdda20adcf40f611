"""What a command asks for: a person's words made into KPI, days and filters, or refused with the nearest right one."""

from __future__ import annotations

import argparse
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from queries.catalogue import Kpi, kpis
from queries.column_names import COLUMNS
from queries.lists import ListDefinition, column_values, lists
from queries.records import PARTS
from queries.split_values import split_values
from queries.warehouse import (
    VersionGone,
    Warehouse,
    current_version,
    open_warehouse,
    version_numbers,
    warehouse_folder,
)
from queries.windows import EARLIEST, LATEST, Window, default_window

SHOW_ALL = "看有哪些：python -m queries"
MOST_NAMED = 20


class WrongUsage(Exception):
    """The command asks for what is not there; the message is a sentence with the way to see what there is."""


@dataclass(frozen=True)
class Asked:
    """One question, understood: a KPI or list, the days, the filters, and what is wanted besides the headline."""

    subject: Kpi | ListDefinition
    warehouse: Warehouse
    window: Window
    where: dict[str, tuple[str | None, ...]]
    by: str | None = None
    trend: bool = False
    records: bool = False
    part: str = "counted"


def understand(arguments: argparse.Namespace) -> Asked:
    """Return what ``arguments`` ask for. Raises WrongUsage, and NoWarehouse when nothing was ever published."""
    subject = subject_of(arguments.name)
    if isinstance(subject, ListDefinition):
        _refuse_for_lists(arguments, subject)
    elif arguments.by is not None and arguments.by not in subject.splits:
        raise WrongUsage(_no_split(subject, arguments.by))
    if arguments.part is not None and arguments.part not in PARTS:
        near = nearest(arguments.part, PARTS)
        hint = f"最接近的是 {near}。" if near else ""
        raise WrongUsage(f"--part 没有“{arguments.part}”这个值。{hint}可用的值：{'、'.join(PARTS)}。")
    days = {name: day_of(name, text) for name, text in (("from", arguments.first), ("to", arguments.last)) if text}
    texts = [pair_of(subject, text) for text in arguments.where]
    warehouse = open_asked(arguments.version)
    default = default_window(warehouse)
    first = days.get("from") or (default.first if "to" not in days else date(days["to"].year, 1, 1))
    window = Window(first, days.get("to", default.last))
    if window.first > window.last:
        raise WrongUsage(
            f"开始日期 {window.first} 晚于截止日期 {window.last}。请把 --from 和 --to 对调，或改其中一个。"
        )
    where: dict[str, tuple[str | None, ...]] = {}
    for split, value in texts:
        known = value if value is None else known_value(warehouse, subject, split, value)
        where[split] = (*where.get(split, ()), known)
    return Asked(
        subject=subject,
        warehouse=warehouse,
        window=window,
        where=where,
        by=arguments.by,
        trend=arguments.trend,
        records=arguments.records or arguments.part is not None,
        part=arguments.part or "counted",
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the word of ``known`` that ``word`` most likely meant, or None when none is near."""
    from difflib import get_close_matches

    known = list(known)
    if not known:
        return None
    inside = [one for one in known if word and (word in one or one in word)]
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.5) or inside), None)


def subject_of(word: str) -> Kpi | ListDefinition:
    """Return the KPI or list called ``word``: its name, or its Chinese title. Raises WrongUsage."""
    every: dict[str, Kpi | ListDefinition] = {**kpis(), **lists()}
    titles = {subject.title.zh: name for name, subject in every.items()}
    name = titles.get(word, word)
    if name in every:
        return every[name]
    near = nearest(word, [*every, *titles])
    near = titles.get(near or "", near)
    hint = f"最接近的是 {near}（{every[near].title.zh}）。" if near else ""
    raise WrongUsage(f"没有叫“{word}”的指标或清单。{hint}{SHOW_ALL}")


def day_of(name: str, text: str) -> date:
    """Return the day that ``text`` writes, for ``--from`` or ``--to``. Raises WrongUsage with the nearest day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        near = _nearest_day(text)
        hint = f"最接近的是 {near}。" if near else ""
        raise WrongUsage(f"--{name} 的“{text}”不是一个日期。{hint}请写成 2025-06-30 的样子。") from None
    if not EARLIEST <= day <= LATEST:
        near = max(EARLIEST, min(day, LATEST))
        raise WrongUsage(f"--{name} 的 {day} 不在 {EARLIEST} 至 {LATEST} 之间。最接近的是 {near}。")
    return day


def _nearest_day(text: str) -> date | None:
    parts = [int(part) for part in "".join(c if c in "0123456789" else " " for c in text).split()]
    if len(parts) not in (2, 3) or not EARLIEST.year <= parts[0] <= LATEST.year:
        return None
    month = max(1, min(parts[1], 12))
    day = max(1, min(parts[2] if len(parts) == 3 else 1, monthrange(parts[0], month)[1]))
    return date(parts[0], month, day)


def pair_of(subject: Kpi | ListDefinition, text: str) -> tuple[str, str | None]:
    """Return one ``--where`` as (split, value); an empty value, as in ``stage=``, is None. Raises WrongUsage."""
    split, equals, value = text.partition("=")
    if not equals or not split.strip():
        raise WrongUsage(f"--where 要写成“分项=值”，如 --where category=城市更新；收到的是“{text}”。")
    known = subject.splits if isinstance(subject, Kpi) else subject.column_names
    if split.strip() not in known:
        raise WrongUsage(_no_split(subject, split.strip()))
    return split.strip(), value.strip() or None


def _no_split(subject: Kpi | ListDefinition, split: str) -> str:
    known = subject.splits if isinstance(subject, Kpi) else subject.column_names
    near = nearest(split, known)
    hint = f"最接近的是 {near}。" if near else ""
    what = "分项" if isinstance(subject, Kpi) else "列"
    called = dict(COLUMNS) if isinstance(subject, Kpi) else {name: words.zh for name, words in subject.columns}
    listed = "、".join(f"{name}（{called.get(name, name)}）" for name in known)
    return f"{subject.title.zh}（{subject.name}）没有“{split}”这个{what}。{hint}可用的{what}：{listed}。"


def known_value(warehouse: Warehouse, subject: Kpi | ListDefinition, split: str, value: str) -> str:
    """Return ``value`` when ``split`` has it. Raises WrongUsage with the nearest value there is."""
    if isinstance(subject, Kpi):
        known = split_values(warehouse, split, subject)
        show = f"看有哪些：python -m queries {subject.name} --by {split}"
    else:
        known = column_values(warehouse, subject, split)
        value = {"是": "true", "否": "false"}.get(value, value) if set(known) <= {"true", "false"} else value
        show = f"看有哪些：python -m queries {subject.name}"
    if value in known:
        return value
    near = nearest(value, known)
    hint = f"最接近的是“{near}”。" if near else ""
    listed = f"可用的值：{'、'.join(known)}。" if 0 < len(known) <= MOST_NAMED else ""
    raise WrongUsage(f"{split} 没有“{value}”这个值。{hint}{listed}{show}")


def open_asked(version: str | None) -> Warehouse:
    """Open version ``version`` (a number as text), or the current one. Raises WrongUsage and NoWarehouse."""
    folder = warehouse_folder()
    if version is None or current_version(folder) is None:
        return open_warehouse(folder)
    if not (version.isascii() and version.isdigit() and len(version) < 9):
        raise WrongUsage(f"--version 要写版本号，如 --version {current_version(folder)}；收到的是“{version}”。")
    try:
        return open_warehouse(folder, int(version))
    except VersionGone:
        kept = version_numbers(folder)
        near = min(kept, key=lambda number: abs(number - int(version)))
        raise WrongUsage(
            f"第 {int(version)} 版没有保留。最接近的是第 {near} 版；保留着的有第 {said_ranges(kept)} 版。"
        ) from None


def said_ranges(numbers: Sequence[int]) -> str:
    """Say whole numbers, in order, with their runs: 1–3、7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _refuse_for_lists(arguments: argparse.Namespace, subject: ListDefinition) -> None:
    for option in ("by", "trend", "part"):
        if getattr(arguments, option):
            raise WrongUsage(
                f"{subject.title.zh}（{subject.name}）是清单，没有 --{option}；"
                "清单可用 --from、--to、--where、--records、--version、--json、--csv。"
            )
