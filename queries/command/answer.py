"""The answer to one question as plain data, in the shape of the command line's JSON, which is a contract."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from queries.catalogue import Kpi, kpis
from queries.command.asked import Asked
from queries.groups import Group, groups
from queries.headline import Headline, headline
from queries.lists import ListDefinition, list_rows, list_sums, lists
from queries.records import records
from queries.trend import Point, trend

Row = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What came back: for a KPI its headline and what else was wanted, for a list its rows."""

    asked: Asked
    headline: Headline | None = None
    groups: list[Group] | None = None
    points: list[Point] | None = None
    records: list[Row] | None = None
    rows: list[Row] = field(default_factory=list)

    def as_json(self) -> Row:
        """Return the answer as the contract of the command line has it; days are ISO texts."""
        asked = self.asked
        is_kpi = isinstance(asked.subject, Kpi)
        said: Row = {
            "kpi" if is_kpi else "list": asked.subject.name,
            "from": asked.window.first,
            "to": asked.window.last,
            "where": {split: list(values) for split, values in asked.where.items()},
            "version": asked.warehouse.version,
        }
        if self.headline is None:
            said["rows"] = self.rows
        else:
            numbers = self.headline
            said |= {"numerator": numbers.numerator, "denominator": numbers.denominator, "value": numbers.value}
            said |= {"median": numbers.median} if numbers.median is not None else {}
            said["left_out"] = numbers.left_out
        for name, table in self.tables().items():
            said[name] = table
        return {name: plain(value) for name, value in said.items()}

    def tables(self) -> dict[str, list[Row]]:
        """Return the tables asked for besides the headline, by their name in the JSON."""
        found: dict[str, list[Row]] = {}
        if self.groups is not None:
            found["groups"] = [asdict(group) for group in self.groups]
        if self.points is not None:
            found["points"] = [asdict(point) for point in self.points]
        if self.records is not None:
            found["records"] = self.records
        return found


def plain(value: Any) -> Any:
    """Return ``value`` as JSON has it: days as ISO texts, all through."""
    if isinstance(value, dict):
        return {name: plain(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return [plain(inside) for inside in value]
    return value.isoformat() if isinstance(value, date) else value


def answer(asked: Asked) -> Answer:
    """Ask the warehouse and return the answer."""
    warehouse, subject, window, where = asked.warehouse, asked.subject, asked.window, asked.where
    if isinstance(subject, ListDefinition):
        if subject.added_up and not asked.records:
            return Answer(asked, rows=[list_sums(warehouse, subject, window, where)])
        return Answer(asked, rows=list_rows(warehouse, subject, window, where))
    listed = None
    if asked.records:
        listed = records(warehouse, subject, window, where, asked.part).to_pylist()
    return Answer(
        asked,
        headline=headline(warehouse, subject, window, where),
        groups=groups(warehouse, subject, window, where, asked.by) if asked.by else None,
        points=trend(warehouse, subject, window, where) if asked.trend else None,
        records=listed,
    )


def everything() -> Row:
    """Return the KPIs and lists there are, as the command line writes them without a KPI."""
    return {
        "kpis": [
            {
                "kpi": kpi.name,
                "title": kpi.title.zh,
                "title_en": kpi.title.en,
                "question": kpi.question.zh,
                "kind": kpi.kind,
                "shown_as": kpi.shown_as,
                "better": kpi.better,
                "unit": kpi.unit.zh,
                "splits": list(kpi.splits),
                "left_out": list(kpi.left_out),
            }
            for kpi in kpis().values()
        ],
        "lists": [
            {
                "list": one.name,
                "title": one.title.zh,
                "title_en": one.title.en,
                "question": one.question.zh,
                "columns": list(one.column_names),
            }
            for one in lists().values()
        ],
    }
