"""The answer told in Chinese, for a person at a terminal: the fraction first, the percent second, tables below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from queries.catalogue import Kpi, kpis
from queries.column_names import said as column
from queries.command.answer import Answer
from queries.groups import Group
from queries.headline import Headline
from queries.lists import ListDefinition, lists
from queries.rounding import half_up, percent
from queries.surroundings import project_names
from queries.trend import Point
from queries.windows import complete_to

NO_VALUE = "—"
EMPTY = "（未填）"
MOST_RECORDS = 50
HIDDEN = ("project_no", "numerator", "denominator")
PARTS = {"counted": "已计入", "remainder": "其余", "left_out": "未计入", "all": "全部"}
YES_NO = {True: "是", False: "否"}


def told(answer: Answer) -> str:
    """Return the answer as lines of Chinese text."""
    subject = answer.asked.subject
    lines = _told_list(answer, subject) if isinstance(subject, ListDefinition) else _told_kpi(answer, subject)
    return "\n".join(lines)


def told_everything() -> str:
    """Return the KPIs and lists there are as Chinese text, grouped as on the overview."""
    lines, group = [], None
    width = max(len(name) for name in (*kpis(), *lists()))
    for kpi in kpis().values():
        if kpi.group.zh != group:
            group = kpi.group.zh
            lines.append(f"【{group}】")
        lines.append(f"  {kpi.name:<{width}}  {kpi.title.zh}：{kpi.question.zh}")
    lines.append("【清单】")
    lines += [f"  {one.name:<{width}}  {one.title.zh}：{one.question.zh}" for one in lists().values()]
    lines.append("问一个：python -m queries start_rate --by category；写法见 python -m queries --help")
    return "\n".join(lines)


def _told_kpi(answer: Answer, kpi: Kpi) -> list[str]:
    asked, now = answer.asked, answer.headline
    assert now is not None, "a KPI is always answered with its headline"
    lines = [f"{kpi.title.zh}（{kpi.name}）：{said(kpi, now)}", _covered(answer, kpi)]
    if asked.where:
        chosen = [f"{column(split)} = {'、'.join(v or EMPTY for v in values)}" for split, values in asked.where.items()]
        lines.append(f"筛选：{'；'.join(chosen)}")
    if now.left_out:
        lines.append(f"未计入：{'，'.join(f'{reason} {rows}' for reason, rows in now.left_out.items())}")
    if answer.groups is not None:
        rows = [[group.label or EMPTY, *_cells(kpi, group)] for group in answer.groups]
        lines += ["", *table([column(str(asked.by)), *_heads(kpi)], rows)]
    if answer.points is not None:
        rows = [
            [point.month, *_cells(kpi, point), *([] if point.is_complete else ["月份未完"])] for point in answer.points
        ]
        lines += ["", *table(["月份", *_heads(kpi)], rows)]
    if answer.records is not None:
        lines += ["", *_told_records(answer, kpi)]
    return lines


def _covered(answer: Answer, kpi: Kpi) -> str:
    window = answer.asked.window
    days = f"{window.first} 至 {window.last}" if kpi.kind == "flow" else f"{window.last} 当日"
    known_to = complete_to(answer.asked.warehouse, kpi)
    if known_to is None:
        known = "还没有数据"
    else:
        known = f"数据只完整到 {known_to}" if known_to < window.last else f"数据完整至 {known_to}"
    return f"{days}，{known}，第 {answer.asked.warehouse.version} 版"


def said(kpi: Kpi, now: Headline) -> str:
    """Return a headline as it is said: 27/38 = 71.1 %; 53 次; 8.4 个工作日 with the number of rows behind it."""
    if kpi.shown_as == "share":
        return f"{number(now.numerator)}/{number(now.denominator)} = {rate(now.numerator, now.denominator)}"
    if kpi.shown_as in ("mean", "median"):
        beside = f"，中位数 {decimal(now.median)}" if now.median is not None else ""
        return f"{decimal(now.value)} {kpi.unit.zh}（{number(now.denominator)} 条{beside}）"
    return f"{number(now.value)} {kpi.unit.zh}"


def number(value: float | int | None) -> str:
    """Say a count whole, and a sum that is none with one decimal."""
    if value is None:
        return NO_VALUE
    return f"{int(value):,}" if float(value).is_integer() else f"{half_up(value):,}"


def decimal(value: float | None) -> str:
    """Say a measured value with one decimal, half up."""
    return NO_VALUE if value is None else f"{half_up(value):,}"


def rate(numerator: float | int | None, denominator: float | int | None) -> str:
    """Say a share in percent, one decimal, half up; a dash when nothing stands below the line."""
    found = percent(numerator or 0, denominator or 0)
    return NO_VALUE if found is None else f"{found} %"


def _heads(kpi: Kpi) -> list[str]:
    if kpi.shown_as == "share":
        return ["分子/分母", kpi.title.zh]
    return [kpi.title.zh, "条数"] if kpi.shown_as in ("mean", "median") else [kpi.title.zh]


def _cells(kpi: Kpi, one: Group | Point) -> list[str]:
    """Return a group's or month's number; a month that is not over gets no percentage."""
    if kpi.shown_as == "share":
        is_over = not isinstance(one, Point) or one.is_complete
        share = rate(one.numerator, one.denominator) if is_over else NO_VALUE
        return [f"{number(one.numerator)}/{number(one.denominator)}", share]
    if kpi.shown_as in ("mean", "median"):
        return [decimal(one.value), number(one.denominator)]
    return [number(one.value)]


def _told_list(answer: Answer, asked: ListDefinition) -> list[str]:
    window = answer.asked.window
    days = f"{window.first} 至 {window.last}，" if asked.windowed_by else ""
    lines = [f"{asked.title.zh}（{asked.name}）", f"{days}第 {answer.asked.warehouse.version} 版", ""]
    titles = {name: words.zh for name, words in asked.columns}
    if asked.added_up and not answer.asked.records:
        return lines + [f"{titles[name]}：{number(value)}" for name, value in answer.rows[0].items()]
    if not answer.rows:
        return [*lines, "这段时间、这些筛选下没有记录，换一段时间或去掉筛选再看。"]
    return lines + table(
        [titles[name] for name in answer.rows[0]], [[cell(v) for v in row.values()] for row in answer.rows]
    )


def _told_records(answer: Answer, kpi: Kpi) -> list[str]:
    rows = answer.records or []
    title = f"明细（{PARTS[answer.asked.part]}）"
    if not rows:
        return [f"{title}：没有记录。"]
    shown = rows[:MOST_RECORDS]
    known = project_names(answer.asked.warehouse, [row["project_id"] for row in shown])
    names = [name for name in rows[0] if name not in HIDDEN and any(row[name] is not None for row in shown)]
    header = ["项目名称", *(column(name) for name in names)]
    cells = [[known.get(row["project_id"]) or NO_VALUE, *(cell(row[name]) for name in names)] for row in shown]
    more = len(rows) - len(shown)
    rest = [f"还有 {more} 条；用 --csv 或 --json 取全部。"] if more else []
    return [f"{title} {len(rows)} 条，一行是{kpi.one_row_is.zh}", *table(header, cells), *rest]


def cell(value: Any) -> str:
    """Return one value as it is shown in a table."""
    if value is None:
        return NO_VALUE
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, float):
        return str(half_up(value, 4))
    return value.isoformat() if isinstance(value, date) else str(value)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as aligned lines; a Chinese character is as wide as two letters."""
    widths = [0] * max(len(row) for row in (header, *rows))
    for row in (header, *rows):
        widths[: len(row)] = [max(width, _width(text)) for width, text in zip(widths, row, strict=False)]
    return [
        "  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=False)).rstrip()
        for row in (header, *rows)
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
