"""Signal or noise in words: what the last whole month says, in one sentence, and each month's signals in a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pages.parts.figures import unit, value_said
from pages.parts.words import _, language, listed, month
from queries.catalogue import Kpi
from queries.xmr import FEWEST, RULES, SETTLED, Row


@dataclass(frozen=True)
class Verdict:
    """What a trend says: ``means`` is 'good', 'bad', 'change' or '' (noise), ``word`` it in a word, then sentences."""

    means: str
    word: str
    said: str


@dataclass(frozen=True)
class LastMonth:
    """The last whole month in a word: what it ``means`` as a Verdict has it, and ``why``, for who asks."""

    means: str
    word: str
    why: str


def verdict(kpi: Kpi, rows: list[Row]) -> Verdict | None:
    """Say what the last whole month of ``rows`` signals, and what else there is to know; None without any rows."""
    if not rows:
        return None
    part = [row for row in rows if row.part == rows[-1].part]
    while part and part[-1].value is None:
        part.pop()
    if not part or part[-1].limits is None:
        known = sum(row.value is not None for row in part)
        said = _("完整的月份只有 {n} 个，满 {few} 个才看得出正常波动的范围。", n=known, few=FEWEST)
        return Verdict("", _("尚无界限"), said + since(rows))
    last = part[-1]
    means = last.means(kpi.better)
    sentences = [last_said(kpi, part), earlier_said(part), since(rows), trial(part)]
    return Verdict(means, meaning(means), joined([one for one in sentences if one]))


def last_month(kpi: Kpi, rows: list[Row], since: str) -> LastMonth | None:
    """Say how the last whole month lies to its natural limits; None where there are none, or it lies before ``since``
    (2025-01).
    """
    last = next((row for row in reversed(rows) if row.value is not None), None)
    if last is None or last.limits is None or last.month < since:
        return None
    month = month_said(last.month)
    tried = [_("（试用）")] if last.limits.is_trial else []
    if not last.signals:
        why = _("{month}在近 {n} 个月的正常波动之内", month=month, n=last.limits.points)
        return LastMonth("", meaning(""), joined([why, *tried]))
    means = last.means(kpi.better)
    if last.strongest == "steady_move":
        word = _("逐月上升") if last.side > 0 else _("逐月下降")
    else:
        word = _("高于常态") if last.side > 0 else _("低于常态")
    why = f"{month}{_('：')}{signals_said(last)} · {meaning(means)}"
    return LastMonth(means, word, joined([why, *tried]))


def meaning(means: str) -> str:
    """Say in a word what a signal means."""
    words = {"good": _("向好"), "bad": _("要留意"), "change": _("有变化"), "": _("正常波动")}
    return words[means]


def last_said(kpi: Kpi, part: list[Row]) -> str:
    """Say what the last whole month is part of: the strongest rule, or none."""
    last = part[-1]
    limits = last.limits
    assert limits is not None
    rule = last.strongest
    values = {
        "month": month_said(last.month),
        "value": amount(kpi, last.value),
        "low": value_said(kpi, limits.lower),
        "mean": value_said(kpi, limits.centre),
        "high": value_said(kpi, limits.upper),
        "n": in_a_row(part, rule) if rule else limits.points,
    }
    said = {
        ("beyond", 1): _("{month} {value}，高于上限 {high}，不是正常波动。", **values),
        ("beyond", -1): _("{month} {value}，低于下限 {low}，不是正常波动。", **values),
        ("run", 1): _("近 {n} 个月都高于平均 {mean}，水平抬升了。", **values),
        ("run", -1): _("近 {n} 个月都低于平均 {mean}，水平下降了。", **values),
        ("steady_move", 1): _("近 {n} 个月逐月上升，不是正常波动。", **values),
        ("steady_move", -1): _("近 {n} 个月逐月下降，不是正常波动。", **values),
        ("near_limit", 1): _("近 3 个月有 2 个月接近上限 {high}，不像正常波动。", **values),
        ("near_limit", -1): _("近 3 个月有 2 个月接近下限 {low}，不像正常波动。", **values),
    }
    if rule:
        return said[rule, last.side]
    if not any(row.signals for row in part):
        return _("{n} 个月都在正常波动之内（{low} 至 {high}）。", **values)
    return _("{month} {value}，在正常波动之内（{low} 至 {high}）。", **values)


def earlier_said(part: list[Row]) -> str:
    """Say how many months before the signal of the last one are signals too, and when they tell of a moved level."""
    last = part[-1]
    told = in_a_row(part, last.strongest) if last.signals else 0
    earlier = [row for row in part[: len(part) - told] if row.signals]
    if not earlier:
        return ""
    if all(set(row.signals) == {"run"} for row in earlier):
        return _("此前有 {n} 个月连续偏在平均的一侧：水平变过，可自当时的事件起另算界限。", n=len(earlier))
    return _("此前有 {n} 个月不是正常波动，图中以菱形标出。", n=len(earlier))


def since(rows: list[Row]) -> str:
    """Say from which month on the limits are worked out anew."""
    starts = [row.month for before, row in pairwise(rows) if row.part != before.part]
    return _("界限自 {month} 起另算。", month=listed(starts)) if starts else ""


def trial(part: list[Row]) -> str:
    """Say that limits from few months are on trial."""
    limits = part[-1].limits
    if limits is None or not limits.is_trial:
        return ""
    return _("试用：界限只据 {n} 个月算出，满 {settled} 个月才作准。", n=limits.points, settled=SETTLED)


def in_a_row(part: list[Row], rule: str) -> int:
    """Return for how many of the last months ``rule`` has held on the same side; 1 for rules about single points."""
    if rule not in ("run", "steady_move"):
        return 1
    count = 0
    for row in reversed(part):
        if row.signals.get(rule) != part[-1].signals[rule]:
            break
        count += 1
    return count


def signals_said(row: Row) -> str:
    """Say every rule that a month is part of, for its table and for the point under the mouse.

    Of a month beyond a limit it goes without saying that it is close to it.
    """
    words = {
        ("beyond", 1): _("高于上限"),
        ("beyond", -1): _("低于下限"),
        ("run", 1): _("连续高于平均"),
        ("run", -1): _("连续低于平均"),
        ("steady_move", 1): _("逐月上升"),
        ("steady_move", -1): _("逐月下降"),
        ("near_limit", 1): _("接近上限"),
        ("near_limit", -1): _("接近下限"),
    }
    told = [rule for rule in RULES if rule in row.signals]
    if row.signals.get("beyond") == row.signals.get("near_limit"):
        told = [rule for rule in told if rule != "near_limit"]
    return listed([words[rule, row.signals[rule]] for rule in told])


def amount(kpi: Kpi, value: float | None) -> str:
    """Say a value with its unit; a share needs none."""
    said = value_said(kpi, value)
    if kpi.shown_as == "share" or value is None:
        return said
    return f"{said} {unit(kpi, value)}"


def month_said(name: str) -> str:
    """Say a month of the trend, YYYY-MM, without its year."""
    return month(date.fromisoformat(f"{name}-01"))


def joined(sentences: list[str]) -> str:
    """Join whole sentences as the language of the page does."""
    return (" " if language() == "en" else "").join(sentences)
