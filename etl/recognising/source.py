"""A file to be read: where it lies, the name under which the person knows it, and the month that name tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from etl.recognising.mends import Mend

# 2025-06, 2025年6月, 2025.06, 202506, 20250630; not a part of a longer number.
_MONTH = re.compile(r"(?<!\d)(20\d{2})(?:\s*年\s*|[-._/]?)(0[1-9](?:[0-3]\d)?|1[0-2](?:[0-3]\d)?|[1-9])(?!\d)")
_TABLES = (".csv", ".xlsx", ".xlsm", ".xls", ".ods", ".txt", ".tsv")


@dataclass(frozen=True)
class Source:
    """A file at ``path``, called ``name`` in every message; the name may carry folders (``2025-06/走访记录.csv``).

    ``type`` and ``mapping`` (header → column, "" to leave it out) are what a person said about this file alone, and
    ``mends`` what they put right in it.
    """

    name: str
    path: Path
    type: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    mends: tuple[Mend, ...] = ()

    @property
    def month(self) -> date | None:
        """The month the file reports, as its first day: from its name, else from the folder it came in."""
        parts = PurePosixPath(self.name.replace("\\", "/")).parts
        for part in reversed(parts):
            found = _MONTH.findall(part)
            if found:
                year, month = found[-1]
                return date(int(year), int(month[:2]), 1)
        return None


def sources_of(names: list[str]) -> list[Source]:
    """Return the sources for paths as written on the command line; folders stand for the tables inside them."""
    found = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            # What begins with a dot or with ~$ is a trace of a program that has the file open.
            inside = sorted(
                p for p in path.rglob("*") if p.suffix.lower() in _TABLES and not p.name.startswith((".", "~$"))
            )
            found += [Source(p.as_posix(), p) for p in inside]
        else:
            found.append(Source(name, path))
    return found
