"""How the rows and columns of a pivot are called: groups by their words, periods as people say them, the margins."""

from __future__ import annotations

from datetime import date

from pages.parts.explore.asked import Asked
from pages.parts.names import group_name
from pages.parts.words import _, language, month
from queries.axes import PERIODS, Key, Mark, Period
from queries.windows import month_end


def key_said(axis: str | None, key: Key) -> str:
    """Say one key of an axis: 城市更新, 未填, 其余各项, 2025年3月, 2025年1季度."""
    if key is Mark.ALL:
        return _("合计")
    if key is Mark.REST:
        return _("其余各项")
    if axis not in PERIODS or key is None:
        return group_name(key)
    year, _dash, part = str(key).partition("-")
    if not part:
        return year if language() == "en" else f"{year}年"
    short = part_said(str(key))
    return f"{short} {year}" if language() == "en" else f"{year}年{short}"


def part_said(name: str) -> str:
    """Say a period without its year: 3月, 1季度; a year has nothing else."""
    year, _dash, part = name.partition("-")
    if part.startswith("Q"):
        return part if language() == "en" else f"{part[1:]}季度"
    return month(date(int(year), int(part), 1)) if part else year


def margin_said(asked: Asked, over: str | None) -> str:
    """Say what the margin over the axis ``over`` is: a sum, a union, all rows again, or the state at the end."""
    if asked.is_state and over in PERIODS:
        return _("期末")
    if asked.kpi.shown_as == "distinct":
        return _("合计（去重）")
    return _("全部") if asked.kpi.shown_as in ("mean", "median") else _("合计")


def notes(asked: Asked) -> list[str]:
    """Say in words how the margins come about, so that nobody adds up what does not add."""
    said = []
    if asked.kpi.shown_as == "distinct":
        said.append(_("同一项目可在几格里，合计按项目去重。"))
    elif asked.kpi.shown_as in ("mean", "median"):
        said.append(_("“全部”由所有记录重新算出，不是各格的平均；括号里是记录数。"))
    elif asked.kpi.shown_as == "share":
        said.append(_("合计先加分子、分母，再相除，不是各格比率的平均。"))
    if asked.is_state:
        said.append(_("每格是该期最后一天的状态，各期不相加；“期末”是所选时间最后一天的状态。"))
    return said


def is_cut(period: Period, known_to: date | None, is_stock: bool) -> bool:
    """Return whether a period is not all there: cut by the window, or data has not come that far."""
    step = 3 if "-Q" in period.name else 1 if "-" in period.name else 12
    begins = is_stock or (period.first.day == 1 and (period.first.month - 1) % step == 0)
    ends = period.last == month_end(period.last) and period.last.month % step == 0
    return not (begins and ends) or known_to is None or period.last > known_to
