"""What a sheet tells besides its values, which the fast reader leaves out, and what makes reading one stop."""

from __future__ import annotations

# A workbook with more sheets, or a sheet with more merged cells, was made by no person.
MOST_SHEETS = 255
MOST_MERGED = 100_000
# Merged cells do not overlap: together they are as many rows as the sheet has, for each of a few columns.
MOST_MERGED_ROWS = 10 << 20
# So many pieces of hidden rows or columns are noted one by one.
MOST_SPANS = 10_000


class Refused(Exception):
    """The workbook is not read; ``rule`` says why (see workbook.py for its sentence), ``parts`` are the particulars."""

    def __init__(self, rule: str, **parts: str | int) -> None:
        super().__init__(rule)
        self.rule, self.parts = rule, parts


class Marks:
    """What a sheet tells besides its values. Rows are counted from 1, columns from 0."""

    def __init__(self) -> None:
        # row → column → what stands there instead of the value as read, or the format in which the value is shown.
        self.texts: dict[int, dict[int, str]] = {}
        self.formats: dict[int, dict[int, str]] = {}
        self.hidden_rows: list[list[int]] = []
        self.hidden_columns: list[list[int]] = []
        # First row, first column, last row, last column.
        self.merged: list[tuple[int, int, int, int]] = []
        self.merged_rows = 0
        # column → how many cells, and the row of the first.
        self.uncalculated: dict[int, list[int]] = {}
        self.without_year: dict[int, list[int]] = {}
        # The last row and column that hold a value, counted from 1.
        self.rows = 0
        self.columns = 0

    def hide_rows(self, first: int, last: int) -> None:
        """Note that rows are hidden; they come in their order."""
        _extend(self.hidden_rows, first, last)

    def hide_columns(self, first: int, last: int) -> None:
        """Note that columns are hidden."""
        _extend(self.hidden_columns, first, last)

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Note merged cells. Raises Refused when they are too many to be a person's."""
        self.merged_rows += last_row - first_row + 1
        if len(self.merged) >= MOST_MERGED or self.merged_rows > MOST_MERGED_ROWS:
            raise Refused("too_many_merged", most=MOST_MERGED)
        self.merged.append((first_row, first_column, last_row, last_column))

    def stretch(self, row: int, columns: int) -> None:
        """Note that ``row`` holds a value, the last one in the column number ``columns`` (counted from 1)."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, columns)


def count(cells: dict[int, list[int]], column: int, row: int) -> None:
    """Count one more cell of ``column``; ``row`` is kept when it is the first."""
    cells.setdefault(column, [0, row])[0] += 1


def address(row: int, column: int) -> str:
    """Return how Excel calls the cell in ``row`` (from 1) and ``column`` (from 0): B12."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """Return Excel's letters of the column ``column`` (from 0)."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _extend(spans: list[list[int]], first: int, last: int) -> None:
    if spans and first <= spans[-1][1] + 1:
        spans[-1][1] = max(spans[-1][1], last)
    elif len(spans) < MOST_SPANS:
        spans.append([first, last])
