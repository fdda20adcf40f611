"""Narrowing one KPI: what ``within=split:value`` in the address means, beside the filters of every page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pages.parts.names import column_name, group_name
from pages.parts.words import _, language
from pages.parts.wrong_address import WrongAddress
from queries.catalogue import OF_EVERY_RECORD, Kpi
from queries.questions import Window
from queries.windows import month_end

# Split → the value its records have; None stands for records that do not say.
Within = tuple[tuple[str, str | None], ...]
Asked = dict[str, tuple[str | None, ...]]


def said(split: str, value: str | None) -> str:
    """Return how the address says that only records whose ``split`` is ``value`` are asked about."""
    return f"{split}:{'' if value is None else value}"


def read_within(texts: Iterable[str], kpi: Kpi) -> Within:
    """Return what ``texts`` (each 'split:value') narrow ``kpi`` to. Raises WrongAddress for a split it does not have,
    and for one that is named twice.
    """
    found: dict[str, str | None] = {}
    for text in dict.fromkeys(texts):
        split, colon, value = text.partition(":")
        if not colon or split not in (*kpi.splits, *OF_EVERY_RECORD):
            name = kpi.title.in_(language())
            raise WrongAddress(_("“{kpi}”不能按“{split}”收窄。", kpi=name, split=column_name(split)[:40]), ("within",))
        if split in found:
            raise WrongAddress(_("“{split}”收窄了两次，只能选一个值。", split=column_name(split)), ("within",))
        found[split] = value or None
    return tuple(found.items())


def narrow(within: Within, kpi: Kpi, where: Asked, window: Window) -> tuple[Asked, Window]:
    """Return the filters and the window that hold once ``kpi`` is narrowed to ``within``.

    The month of a flow is the days it happened in, so it narrows the window: what it is compared with moves along.
    Raises WrongAddress when nothing can be left, because filter or window say otherwise.
    """
    held: Asked = dict(where)
    for split, value in within:
        if split == "month" and kpi.kind == "flow" and value is not None:
            window = _month_of(window, value)
        elif value not in held.get(split, (value,)):
            raise WrongAddress(
                _(
                    "筛选里没有“{value}”，按它收窄后什么也不剩。",
                    value=_("{name}：{value}", name=column_name(split), value=group_name(value)),
                ),
                ("within",),
            )
        else:
            held[split] = (value,)
    return held, window


def _month_of(window: Window, month: str) -> Window:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise WrongAddress(_("“{month}”不是一个月份，请写成 2025-06 的样子。", month=month[:40]), ("within",)) from None
    last = month_end(first)
    if last < window.first or first > window.last:
        raise WrongAddress(_("{month} 不在所选时间段内。", month=month), ("within",))
    return Window(max(first, window.first), min(last, window.last))
