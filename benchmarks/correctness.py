"""Benchmark "correctness": each kind of mess, read by the product, by DuckDB's sniffer alone, by pandas alone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.messy_files import HEADER, Messy, Table, messy_files
from benchmarks.report import Section

RIGHT, TOLD, THROUGH, WRONG = "right", "told", "let through", "silently wrong"


def product(path: Path) -> Table | None:
    """Return the table as the product reads it; None when it refuses the file."""
    from etl.checking.check_alone import check_files
    from etl.recognising.source import Source

    with check_files([Source("走访服务记录.csv", path)], type="visit") as staged:
        if not staged.files[0].ok:
            return None
        stack = staged.stacks[0]
        places = ", ".join(f"v{stack.schema.position(stack.schema.headers[name].name)}" for name in HEADER)
        found = staged.connection.execute(f"SELECT {places} FROM {stack.records()} ORDER BY row_no").fetchall()
        return [[_text(cell) for cell in row] for row in found]


def duckdb_alone(path: Path) -> Table | None:
    """Return the table as DuckDB's sniffer reads it; None when it raises an error."""
    import duckdb

    try:
        read = duckdb.connect().execute(f"SELECT * FROM read_csv_auto('{path}')")
        header = [entry[0] for entry in read.description or ()]
        return _under_the_header(header, [list(row) for row in read.fetchall()])
    except duckdb.Error:
        return None


def pandas_alone(path: Path) -> Table | None:
    """Return the table as pandas reads it; None when it raises an error."""
    import pandas

    try:
        read = pandas.read_csv(path)
    except (ValueError, UnicodeError, pandas.errors.ParserError):
        return None
    rows = [[None if pandas.isna(cell) else cell for cell in row] for row in read.itertuples(index=False)]
    return _under_the_header(list(read.columns), rows)


def _under_the_header(header: list[str], rows: list[list[Any]]) -> Table:
    """Return the rows; under another header than the file's the header is the first of them."""
    cells = [[_text(cell) for cell in row] for row in rows]
    return cells if header == HEADER else [header, *cells]


def _text(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text.removesuffix(" 00:00:00")


def judged(mess: Messy, read: Table | None) -> str:
    """Return how a reader did: a cell may come back as it is meant or as it is written."""
    if read is None:
        return TOLD
    if mess.says is not None and _is_alike(read, mess.says, mess.written or mess.says):
        return RIGHT
    is_as_written = mess.says is None and mess.written is not None and _is_alike(read, mess.written, mess.written)
    return THROUGH if is_as_written else WRONG


def _is_alike(read: Table, meant: Table, written: Table) -> bool:
    if [len(row) for row in read] != [len(row) for row in meant]:
        return False
    cells = zip(*(chain.from_iterable(table) for table in (read, meant, written)), strict=True)
    return all(cell in (one, _text(other)) for cell, one, other in cells)


READERS: dict[str, Callable[[Path], Table | None]] = {
    "the product": product,
    "DuckDB's sniffer alone": duckdb_alone,
    "pandas alone": pandas_alone,
}


def table() -> list[tuple[str, list[str]]]:
    """Return each kind of mess with the verdict on every reader, in the order of READERS."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        for mess in messy_files():
            path.write_bytes(mess.content)
            found.append((mess.kind, [judged(mess, read(path)) for read in READERS.values()]))
    return found


@dataclass
class Verdicts(Section):
    """The section of the report: its table has a column for each reader."""

    found: list[tuple[str, list[str]]] = field(default_factory=list)

    def markdown(self) -> str:
        """Return the section as Markdown."""
        rows = [f"| kind of mess | {' | '.join(READERS)} |", "| --- | --- | --- | --- |"]
        for kind, verdicts in self.found:
            cells = (f"**{verdict}**" if verdict == WRONG else verdict for verdict in verdicts)
            rows.append(f"| {kind} | {' | '.join(cells)} |")
        for verdict in (RIGHT, TOLD, THROUGH, WRONG):
            counts = (
                str(sum(verdicts[place] == verdict for _, verdicts in self.found)) for place in range(len(READERS))
            )
            rows.append(f"| *all: {verdict}* | {' | '.join(counts)} |")
        notes = "\n".join(f"- {note}" for note in self.notes)
        return "\n\n".join([f"## {self.title}", "\n".join(rows), notes])


def run() -> Verdicts:
    """Judge every reader on every kind, and return the section of the report."""
    return Verdicts(
        title="correctness · What messy files say, and who is told",
        found=table(),
        notes=[
            "*right*: the table as written or as meant; *told*: refused with a reason; *let through*: as written, "
            "though the cell cannot be what its column is for, and not a word; *silently wrong*: another table than "
            "the file's, or one where there is none, and not a word.",
            "Made in bytes by `benchmarks/messy_files.py`; the others are called as one calls them: "
            "`SELECT * FROM read_csv_auto(…)`, `pandas.read_csv(…)`.",
        ],
    )
