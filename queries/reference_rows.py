"""Reference files that speak about how numbers are shown: read where the bureau edits them, anew when they change."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "reference"


@dataclass(frozen=True)
class Mistake:
    """A cell that is not understood: its line is not used, and the page says so."""

    file: str
    row: int
    column: str
    value: str


def reference_state(names: tuple[str, ...], folder: Path = FOLDER) -> tuple[object, ...]:
    """Return what changes when one of the files does: the key under which what was made of them is remembered."""
    paths = [folder / f"{name}.csv" for name in names]
    return tuple((found.st_mtime_ns, found.st_size) if (found := _state(path)) else None for path in paths)


def _state(path: Path) -> os.stat_result | None:
    return path.stat() if path.exists() else None


def reference_rows(name: str, folder: Path = FOLDER) -> tuple[tuple[int, dict[str, str]], ...]:
    """Return the lines of data/reference/<name>.csv, each with its number as a spreadsheet shows it; not to be changed.

    A file that is not there has none. What a person saved from Excel is read as well: UTF-8, else GB18030. It is read
    again when it has changed.
    """
    return _rows(name, folder, reference_state((name,), folder))


@lru_cache(maxsize=16)
def _rows(name: str, folder: Path, _of: tuple[object, ...]) -> tuple[tuple[int, dict[str, str]], ...]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return ()
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    lines = csv.reader(io.StringIO(text))
    header = [cell.strip() for cell in next(lines, [])]
    found = []
    for number, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            filled = [*cells, *[""] * len(header)]
            found.append((number, {name: cell.strip() for name, cell in zip(header, filled, strict=False)}))
    return tuple(found)
