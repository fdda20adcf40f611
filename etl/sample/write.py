"""Writing the town as the bureau's monthly files: a folder a month, a file a record type, as UTF-8 with BOM."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from etl.sample.days import LAST, MONTHS, iso
from etl.sample.ledger import Ledger
from etl.types.table_schema import record_types

FILE_NAMES = {name: f"{schema.title}.csv" for name, schema in record_types().items()}
BOM = "\ufeff"
# Every cell the town writes is free of commas, quotes and line breaks, so that plain text is already valid CSV.
_PLAIN = arrow_csv.WriteOptions(include_header=False, quoting_style="none")
_LAST_KNOWN_DAY = 25000
_ISO = [iso(number) for number in range(_LAST_KNOWN_DAY)]


def _day_words(spelling: str) -> pa.Array:
    """Offices write days differently; each of these spellings says the same day without doubt."""
    if spelling == "/":
        return pa.array([f"{int(d[:4])}/{int(d[5:7])}/{int(d[8:])}" for d in _ISO])
    if spelling == "年月日":
        return pa.array([f"{int(d[:4])}年{int(d[5:7])}月{int(d[8:])}日" for d in _ISO])
    return pa.array(_ISO)


_SPELLINGS = {"-": _day_words("-"), "/": _day_words("/"), "年月日": _day_words("年月日")}
# The reception desk's own system exports 2024/3/5; the meeting secretary wrote 2024年3月5日 until the form changed.
_WRITTEN_OTHERWISE = {"consultation": ("/", 24), "meeting": ("年月日", 18)}


class Folder:
    """The folder the town is written to; files of an earlier town there are replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.records: Counter[str] = Counter()
        self.lines: Counter[str] = Counter()
        self._begun: set[Path] = set()
        for month in MONTHS:
            for name in FILE_NAMES.values():
                (path / month / name).unlink(missing_ok=True)

    def add(self, ledger: Ledger) -> None:
        """Write each month's new and changed rows of the ledger, with what was known at that month's end."""
        months = ledger.change_months()
        for month in range(len(MONTHS)):
            rows = _changed(months, ledger, month)
            if len(rows):
                self.append(ledger.type, month, _cells(ledger, rows, month))
        self.records[ledger.type] += int((months[0] >= 0).sum())

    def append(self, type_name: str, month: int, table: pa.Table) -> None:
        """Add the rows to the month's file of the type; the first ones bring its header."""
        path = self.path / MONTHS[month] / FILE_NAMES[type_name]
        is_new = path not in self._begun
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb" if is_new else "ab") as file:
            if is_new:
                titles = {column.name: column.title for column in record_types()[type_name].columns}
                file.write((BOM + ",".join(titles[name] for name in table.column_names) + "\n").encode())
            arrow_csv.write_csv(table, file, _PLAIN)
        self._begun.add(path)
        self.lines[type_name] += table.num_rows

    def finish(self) -> None:
        """Write the header alone where a month brought nothing: an empty month was reported too."""
        for month in range(len(MONTHS)):
            for type_name, schema in record_types().items():
                if self.path / MONTHS[month] / FILE_NAMES[type_name] not in self._begun:
                    empty = pa.table({column.name: pa.array([], pa.string()) for column in schema.columns})
                    self.append(type_name, month, empty)

    @property
    def files(self) -> int:
        """How many files were written."""
        return len(self._begun)


def _changed(months: list[NDArray[np.int8]], ledger: Ledger, month: int) -> NDArray[np.int64]:
    changed = months[0] == month
    for other in months[1:]:
        changed |= other == month
    return np.flatnonzero(changed & (ledger.known_on <= LAST[month]))


def _cells(ledger: Ledger, rows: NDArray[np.int64], month: int) -> pa.Table:
    spelling, until = _WRITTEN_OTHERWISE.get(ledger.type, ("-", 0))
    day_words = _SPELLINGS[spelling if month < until else "-"]
    columns = {}
    for column in record_types()[ledger.type].columns:
        cells = ledger.cells(column.name, rows, month)
        columns[column.name] = day_words.take(cells) if ledger.columns[column.name].kind == "day" else cells
    return pa.table(columns)
