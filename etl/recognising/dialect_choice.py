"""Which dialect a delimited text is in: the one under which the header meets the schema and the rows have its width."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from etl.faults import Fault, stop
from etl.language import said
from etl.reading.delimited import DELIMITERS, BrokenRow, Delimited, beginning_of
from etl.reading.dialect import Dialect
from etl.reading.encoding import Survey
from etl.recognising.recognised import Recognised
from etl.types.wordmatch import normalised

# What may part cells besides the usual marks: anything between two names that is no letter, figure or quotation mark.
_BETWEEN = re.compile(r"""[^\w"'\r\n]{1,4}""")
# So many of them are tried, the most frequent first.
_MOST_TRIED = 12
_HEAD_LINES = 40
# So much of two readings that differ is quoted.
_QUOTED = 40


def unusual(tables: Iterable[Delimited]) -> list[Delimited]:
    """Return the file read in the dialects in which few are written, for when no header is found in the usual ones."""
    first = next(iter(tables), None)
    if first is None:
        return []
    beginning = beginning_of(first.path)
    lines = beginning.splitlines()[:_HEAD_LINES]
    runs = Counter(run for line in lines for run in set(_BETWEEN.findall(line)) if run not in DELIMITERS)
    marks = [*(mark for mark in DELIMITERS if mark in beginning), *(run for run, _ in runs.most_common(_MOST_TRIED))]
    # A run of blanks or marks may be one delimiter, or one with blanks around it.
    marks += [mark.strip(" ") for mark in marks if mark.strip(" ") not in marks and mark.strip(" ")]
    found = [Dialect(mark) for mark in marks if mark not in DELIMITERS]
    if "'" in beginning:
        found += [Dialect(mark, "'") for mark in marks]
    return [Delimited(first.path, dialect) for dialect in found]


def settle(found: Recognised, survey: Survey) -> Fault | None:
    """Make sure that ``found`` is read in the right dialect, and change it if not. Returns what stops the file.

    Only quotation marks and backslashes where they could mean something, and blanks around the header's delimiters,
    make a second dialect possible; mostly there is none, and nothing is read for it.
    """
    assert isinstance(found.table, Delimited)
    others = [Delimited(found.table.path, dialect) for dialect in _others(found, survey)]
    trials = [trial for trial in (_tried(found, other) for other in others) if trial]
    if not trials:
        return None
    first = _tried(found, found.table)
    fitting = [trial for trial in trials if trial.misfits == 0]
    nearer = [trial for trial in fitting if first is None or trial.exact > first.exact]
    if nearer:
        return _take(found, nearer)
    if first and first.misfits == 0:
        return _first_difference(first.table, [trial.table for trial in fitting])
    if fitting:
        return _take(found, fitting)
    best = min(trials, key=lambda trial: trial.misfits)
    if first and best.misfits < first.misfits < float("inf"):
        _use(found, best.table)
    return None


@dataclass(frozen=True)
class _Trial:
    """A dialect tried on every row: rows not of the header's width, and header cells that are names to the letter."""

    table: Delimited
    misfits: float
    exact: int


def _take(found: Recognised, trials: list[_Trial]) -> Fault | None:
    best = max(trials, key=lambda trial: trial.exact)
    rivals = [trial.table for trial in trials if trial.exact == best.exact and trial is not best]
    _use(found, best.table)
    return _first_difference(best.table, rivals)


def _use(found: Recognised, table: Delimited) -> None:
    """Read ``found`` as ``table``, under whose header the same names stand, some of them elsewhere."""
    header = [cell.strip() for cell in _header_of(table, found.header_row)]
    places = [place for place, cell in enumerate(header) if cell]
    moved = dict(zip((place for place, cell in enumerate(found.header) if cell), places, strict=True))
    found.table, found.header = table, header
    found.positions = {name: moved[place] for name, place in found.positions.items()}
    found.aside = [moved[place] for place in found.aside if place in moved]
    found.told = [moved[place] for place in found.told if place in moved]
    found.nameless = [place for place, cell in enumerate(header) if not cell]


def _others(found: Recognised, survey: Survey) -> Iterator[Dialect]:
    """Yield the dialects besides the one found that the bytes allow."""
    table = found.table
    assert isinstance(table, Delimited)
    own = table.dialect
    around = _with_blanks(_header_of(table, found.header_row), own.delimiter)
    for delimiter, quote in itertools.product((own.delimiter, *around), ('"', "'")):
        dialect = replace(own, delimiter=delimiter, quote=quote)
        if quote != own.quote:
            sign, mark = quote.encode(), re.escape(delimiter.encode())
            begins = sign + rb"(?:(?<=[\r\n]" + sign + rb")|(?<=" + mark + sign + rb"))"
            if not (survey.has_quote if quote == '"' else survey.has_apostrophe) or not table.has(begins):
                continue
        if dialect != own:
            yield dialect
        if survey.has_backslash:
            yield from _with_backslash(table, replace(dialect, escape="\\"))


def _with_backslash(table: Delimited, dialect: Dialect) -> Iterator[Dialect]:
    """Yield the dialect in which backslashes escape, if all of them can: every special character, or quotes only."""
    special = dialect.quote.encode() + rb"|" + re.escape(dialect.delimiter.encode())
    if not table.has(rb"\\(?:\\|" + special + rb")"):
        return
    # The first backslash of a run of an odd number of them, and behind the run what needs no escape.
    if not table.has(rb"\\(?<!\\\\)(?:\\\\)*(?!\\|" + special + rb")"):
        yield dialect
    elif not table.has(rb"\\\\"):
        yield replace(dialect, is_literal=True)


def _with_blanks(header: list[str], delimiter: str) -> Iterator[str]:
    """Yield the delimiter with the blanks that stand around it all along the header, or with itself behind it."""
    if len(header) < 2:
        return
    before = min(len(cell) - len(cell.rstrip(" ")) for cell in header[:-1])
    behind = min(len(cell) - len(cell.lstrip(" ")) for cell in header[1:])
    if before or behind:
        yield " " * before + delimiter + " " * behind
    elif len(header) > 2 and not any(header[1::2]):
        yield delimiter * 2


def _header_of(table: Delimited, header_row: int) -> list[str]:
    head = table.head()
    return head[header_row - 1] if len(head) >= header_row else []


def _tried(found: Recognised, table: Delimited) -> _Trial | None:
    """Read every row; None when the header is not the one found."""
    header = _header_of(table, found.header_row)
    named = [normalised(cell) for cell in found.header if cell]
    if [normalised(cell) for cell in header if cell.strip()] != named:
        return None
    names = {name for column in found.schema.columns for name in column.names}
    exact = sum(cell in names for cell in header) - sum(not cell for cell in header)
    misfits: float = 0
    try:
        for row, cells in table.rows():
            misfits += row > found.header_row and len(cells) != len(header) and any(cells)
    except BrokenRow:
        misfits = float("inf")
    return _Trial(table, misfits, exact)


def _first_difference(table: Delimited, others: list[Delimited]) -> Fault | None:
    """Return what stops a file that two dialects fit which read its cells differently."""
    for other in others:
        for (row, cells), (_, rivals) in itertools.zip_longest(table.rows(), other.rows(), fillvalue=(0, [])):
            if cells != rivals:
                pairs = itertools.zip_longest(cells, rivals, fillvalue="")
                one, two = next(((one, two) for one, two in pairs if one != two), ("", ""))
                return stop(
                    "twoReadings",
                    said(
                        "第 {row} 行有两种读法，不敢猜：“{one}”也可能是“{two}”（引号或反斜杠的用法不明）。"
                        "请用 WPS 或 Excel 打开原表，另存为“CSV UTF-8”后重新上传。",
                        row=row,
                        one=one[:_QUOTED],
                        two=two[:_QUOTED],
                    ),
                    row=row,
                    value=one[:_QUOTED],
                )
    return None
