"""Excel workbooks: opened in a process of their own, which may die of a hostile one; their rows are read from files."""

from __future__ import annotations

import csv
import datetime
import errno
import itertools
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from etl.language import said
from etl.limits import limits
from etl.reading.delimited import HEAD_ROWS
from etl.reading.workbook_words import rule_of, sentence

_ROOT = Path(__file__).parents[2]
_ANSWER = "sheets.json"
# Beyond the time the process allows itself, where the system cannot end it.
_GRACE_SECONDS = 5
# Days of a workbook that counts them from 1904, which a number without a date format does not show.
_DAY_ZERO_1904 = datetime.date(1904, 1, 1)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_SERIALS = range(35_064, 53_326)


@dataclass
class Sheet:
    """One sheet of a workbook, as text cells in a file. Rows are counted from 1, positions from 0."""

    name: str
    path: Path
    width: int
    is_visible: bool
    is_1904: bool = False
    # Whether it is a table of a web page under the name of a workbook.
    is_page: bool = False
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    # First row, first position, last row, last position.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    # Position → how many cells, and the row of the first: formulas without a result, days shown without their year.
    uncalculated: dict[int, tuple[int, int]] = field(default_factory=dict)
    without_year: dict[int, tuple[int, int]] = field(default_factory=dict)
    # Merged cells whose value is that of every row (set when the columns are known): first and last row, position.
    fills: list[tuple[int, int, int]] = field(default_factory=list)
    # Rows that turned out to be banners between records.
    left_out: set[int] = field(default_factory=set)
    serials: dict[int, int] = field(default_factory=dict)

    def rows(self, dates: frozenset[int] = frozenset()) -> Iterator[tuple[int, list[str]]]:
        """Yield every row with its Excel number. ``dates`` are the positions of the columns of days.

        Only there can a number in a workbook that counts from 1904 be told to be a day.
        """
        begins: dict[int, list[tuple[int, int]]] = {}
        for first, last, position in self.fills:
            begins.setdefault(first, []).append((last, position))
        running: dict[int, tuple[int, str]] = {}
        self.serials = {}
        with self.path.open(encoding="utf-8", newline="") as text:
            for row, found in enumerate(csv.reader(text), start=1):
                if row in self.left_out:
                    continue
                cells = found + [""] * (self.width - len(found))
                if running and found:
                    running = {position: fill for position, fill in running.items() if row <= fill[0]}
                    for position, (_, value) in running.items():
                        cells[position] = value
                for last, position in begins.get(row, ()):
                    running[position] = (last, cells[position])
                if self.is_1904:
                    for position in dates:
                        cells[position] = self._day(position, cells[position])
                yield row, cells

    def head(self) -> list[list[str]]:
        """Return the first rows, among which the header is."""
        return [cells for _, cells in itertools.islice(self.rows(), HEAD_ROWS)]

    def _day(self, position: int, written: str) -> str:
        if not _SERIAL.fullmatch(written) or int(written[:5]) not in _SERIALS:
            return written
        self.serials[position] = self.serials.get(position, 0) + 1
        return (_DAY_ZERO_1904 + datetime.timedelta(days=int(written[:5]))).isoformat()


@dataclass
class Opened:
    """A workbook that was looked at: its kind (xlsx, xls, ods) and its sheets, visible ones first, or what stops it."""

    kind: str = ""
    sheets: list[Sheet] = field(default_factory=list)
    refused: str = ""
    rule: str = ""


def open_workbooks(paths: Iterable[Path], folder: Path) -> dict[Path, Opened]:
    """Open workbooks and return them by path; their rows go to files in ``folder``.

    Raises OSError when the disk refuses, WrongUsage when a limit is none.
    """
    inside = {path: Path(tempfile.mkdtemp(dir=folder, prefix="workbook.")) for path in dict.fromkeys(paths)}
    waiting = list(inside)
    while waiting:
        ended_late = _ask({path: inside[path] for path in waiting})
        left = [path for path in waiting if not (inside[path] / _ANSWER).exists()]
        if left:
            # The first without an answer is the one of which the process died.
            answer: dict[str, Any] = {"refused": "time" if ended_late else "memory", "parts": {}}
            (inside[left[0]] / _ANSWER).write_text(json.dumps(answer), encoding="utf-8")
        waiting = left[1:]
    return {path: _opened(inside[path], folder) for path in inside}


def _ask(inside: dict[Path, Path]) -> bool:
    """Let a process of its own read the workbooks; returns whether it took too long."""
    most = limits()
    asked = {
        "limits": asdict(most),
        "workbooks": [(str(path.resolve()), str(folder.resolve())) for path, folder in inside.items()],
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "etl.reading.workbook_child"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        child.communicate(json.dumps(asked).encode(), (most.workbook_seconds + _GRACE_SECONDS) * len(inside))
    except subprocess.TimeoutExpired:
        return True
    finally:
        child.kill()
        child.wait()
    return False


def _opened(inside: Path, folder: Path) -> Opened:
    answer = json.loads((inside / _ANSWER).read_text(encoding="utf-8"))
    if "refused" not in answer:
        sheets = [_sheet(inside, described, answer["kind"] == "html") for described in answer["sheets"]]
        return Opened(answer["kind"], sorted(sheets, key=lambda sheet: not sheet.is_visible))
    parts = answer["parts"]
    if answer["refused"] == "system" and parts.get("errno") in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        raise OSError(parts["errno"], parts["words"], str(folder))
    return Opened(refused=sentence(answer["refused"], parts), rule=rule_of(answer["refused"]))


def _sheet(inside: Path, described: dict[str, Any], is_page: bool) -> Sheet:
    return Sheet(
        name=said("网页表格 {number}", number=described["name"]) if is_page else described["name"],
        is_page=is_page,
        path=inside / described["file"],
        width=described["width"],
        is_visible=described["is_visible"],
        is_1904=described["is_1904"],
        hidden_rows=[(first, last) for first, last in described["hidden_rows"]],
        hidden_columns=[(first, last) for first, last in described["hidden_columns"]],
        merged=[(top, first, bottom, last) for top, first, bottom, last in described["merged"]],
        uncalculated={position: (cells, row) for position, (cells, row) in described["uncalculated"]},
        without_year={position: (cells, row) for position, (cells, row) in described["without_year"]},
    )
