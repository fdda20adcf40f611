"""The slow check: one row after the other in plain Python, written apart from the product, to be held against it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

Cell = tuple[int, str]
_DAYS = (date(2015, 1, 1), date(2035, 12, 31))
_OUTCOMES = {"", "准予", "不予", "撤件", "退件"}
_RATINGS = {"", "非常满意", "满意", "基本满意", "不满意", "非常不满意"}


def wrong_cells(approvals: Path, projects: set[str], items: set[str]) -> set[Cell]:
    """Return the wrong cells of a file of approvals: row as Excel counts it, and header."""
    found: set[Cell] = set()
    seen: set[str] = set()
    with approvals.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            found |= {(number, column) for column in _wrong(row, projects, items)}
            code = row["受理编号"]
            if code in seen:
                found.add((number, "受理编号"))
            seen.add(code)
    return found


def _wrong(row: dict[str, str], projects: set[str], items: set[str]) -> set[str]:
    accepted, decided = _day(row["受理时间"]), _day(row["办结时间"])
    whole = ("承诺时限(工作日)", "暂停天数", "补正次数", "跑动次数")
    tests = {
        "受理编号": _is_code(row["受理编号"]),
        "项目代码": _is_code(row["项目代码"]) and row["项目代码"] in projects,
        "事项编码": row["事项编码"] in items,
        "受理时间": accepted is not None,
        "办结时间": not row["办结时间"] or (decided is not None and (accepted is None or decided >= accepted)),
        "办理结果": row["办理结果"] in _OUTCOMES,
        "是否容缺": row["是否容缺"] in ("", "是", "否"),
        "是否告知承诺": row["是否告知承诺"] in ("", "是", "否"),
        "评价等级": row["评价等级"] in _RATINGS,
        **{name: not row[name] or (row[name].isascii() and row[name].isdigit()) for name in whole},
    }
    return {column for column, is_right in tests.items() if not is_right}


def _is_code(text: str) -> bool:
    return 0 < len(text) <= 64 and not any(sign.isspace() for sign in text)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _DAYS[0] <= day <= _DAYS[1] else None
