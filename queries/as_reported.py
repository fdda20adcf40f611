"""As reported and as now known: the number of each month in the version that first had the whole month, and today."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import duckdb

from queries.asked_rows import Where
from queries.catalogue import Kpi, types_behind
from queries.headline import Number
from queries.over_windows import over_windows
from queries.version_files import VersionGone
from queries.warehouse import Warehouse, open_warehouse
from queries.windows import Window, complete_to, months

MOST_MONTHS = 12


@dataclass(frozen=True)
class Reported:
    """One month: the version that first had all of it (None: not all of it has come), its number then and now.

    ``then`` is None when that version is no longer kept, or lacks what today's definition asks for. Both numbers are by
    the definition of today: what differs is what the records say.
    """

    month: str
    last: date
    version: int | None
    then: Number | None
    now: Number

    @property
    def is_revised(self) -> bool:
        """Whether the number is known to be another now."""
        return self.then is not None and self.then != self.now


def as_reported(warehouse: Warehouse, folder: Path, kpi: Kpi, window: Window, where: Where) -> list[Reported]:
    """Return the whole months of ``window``, oldest first, at most the last MOST_MONTHS of them.

    Of a flow each month's own number, of a stock the state at its end. The version that reported a month is the first
    by which every record type behind the KPI had come for it; ``folder`` is where versions are kept. Raises
    NoSuchSplit.
    """
    every = [month for month in months(window) if month.ends and (month.begins or kpi.kind == "stock")][-MOST_MONTHS:]
    known_to = complete_to(warehouse, kpi)
    every = [month for month in every if known_to is not None and month.last <= known_to]
    spans = [Window(month.first, month.last) for month in every]
    now = over_windows(warehouse, kpi, spans, where)
    first = _versions(warehouse, kpi, [span.last for span in spans])
    then: dict[date, Number] = {}
    asked = [(number, span) for span, number in zip(spans, first, strict=True) if number is not None]
    for number, own in groupby(sorted(asked), key=lambda pair: pair[0]):
        inside = [span for _number, span in own]
        with suppress(VersionGone, duckdb.CatalogException, duckdb.BinderException):
            past = warehouse if number == warehouse.version else open_warehouse(folder, number)
            found = over_windows(past, kpi, inside, where)
            then |= {span.last: figure for span, figure in zip(inside, found, strict=True)}
    return [
        Reported(month.name, month.last, number, then.get(month.last), figure)
        for month, number, figure in zip(every, first, now, strict=True)
    ]


def _versions(warehouse: Warehouse, kpi: Kpi, days: list[date]) -> list[int | None]:
    """Return per day the first version by which all that the KPI is drawn from had come up to that day."""
    rows = warehouse.rows("SELECT type, month, covers_to, version_no FROM journal.batch ORDER BY batch_no")
    types = types_behind(kpi)
    answer: list[int | None] = []
    for day in days:
        first: dict[str, int] = {}
        for name, month, covers_to, version in rows:
            reaches = (month is not None and month >= day.replace(day=1)) or (
                month is None and covers_to is not None and covers_to >= day
            )
            if name in types and reaches and version is not None:
                first[name] = min(version, first.get(name, version))
        answer.append(max(first.values()) if len(first) == len(types) and first else None)
    return answer
