"""A stack: files of one record type checked together as one relation, and how its rows are asked for in SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import duckdb

from etl.checking.cell_rules import CellRules, none_of
from etl.checking.shown_values import as_shown, holds
from etl.checking.text_table import TextTable
from etl.faults import REFUSE, doubts
from etl.recognising.recognised import TextFile
from etl.types.table_schema import TableSchema

# How check_found notes what was in doubt and has a reason: it is told as a notice, and its row is taken in.
LET_THROUGH = "let_through"


@dataclass
class Stack:
    """Files that are checked together, and what the check found out about them.

    Every row stands in the table ``check_quick_…`` with its values read quickly (v0…vn) and whether they are ``ok``,
    that is, surely right. Rows that are not stand, read carefully, in ``check_careful_…``.
    """

    number: int
    schema: TableSchema
    files: list[TextFile]
    rules: list[CellRules]
    table: TextTable
    # Name of the temporary table of known project ids; None when project codes are not looked up.
    known: str | None = None
    # Someone wrote down why: what is in doubt is let through.
    has_reason: bool = False
    is_clean: bool = False
    rows: dict[int, int] = field(default_factory=dict)

    @property
    def odd(self) -> str:
        """The temporary table of the text of the rows about which something may be to be said."""
        return f"check_odd_{self.number}"

    @property
    def careful(self) -> str:
        """The temporary table of the values of those rows: file_no, row_no, width, v0…vn."""
        return f"check_careful_{self.number}"

    @property
    def quick(self) -> str:
        """SQL: every row as read quickly: file_no, row_no, ok, v0…vn (meaningless where not ok)."""
        name = f"check_quick_{self.number}"
        if not self.table.is_direct:
            return name
        # The database keeps the order in which it reads: a row's place tells its number in the file.
        number = f"CAST(rowid + {self.table.first_row} AS INTEGER)"
        return f"(SELECT {self.files[0].file_no} AS file_no, {number} AS row_no, * FROM {name})"

    @property
    def values(self) -> str:
        """The list of the value columns in SQL."""
        return ", ".join(f"v{i}" for i in range(len(self.rules)))

    @property
    def refers_to_project(self) -> bool:
        """Whether its rows belong to a project."""
        return not self.schema.is_standard and any(key.resource == "project" for key in self.schema.foreign_keys)

    @property
    def projects(self) -> int | None:
        """The position of the column that must name a known project."""
        if self.known is None or not self.refers_to_project:
            return None
        return next(self.schema.position(k.column) for k in self.schema.foreign_keys if k.resource == "project")

    def unique_groups(self) -> list[tuple[str, ...]]:
        """Return the column groups whose values must not repeat within a file: the primary key first."""
        unique = [(c.name,) for c in self.schema.columns if c.constraints.get("unique")]
        return [names for names in dict.fromkeys((self.schema.key, *self.schema.unique_keys, *unique)) if names]

    def nothing_to_say(self) -> str:
        """SQL over the text cells and the values read quickly: every cell, and the row, is surely right."""
        conditions = [rule.is_sure(f"t{i}", f"v{i}") for i, rule in enumerate(self.rules)]
        conditions.append("width = 0")
        if self.schema.is_standard and len(self.rules) > 1:
            # It may be the header once more, and with it a second table.
            conditions.append(none_of("t0", self.schema.columns[0].names))
        if self.schema.is_standard and self.schema.key:
            # A row without any of its key is told; the bureau's keys are required.
            filled = " OR ".join(f"v{self.schema.position(name)} IS NOT NULL" for name in self.schema.key)
            conditions.append(f"({filled})")
        for rule in self.schema.rules:
            one, other = (self.schema.position(name) for name in (rule.column, rule.other))
            conditions.append(f"coalesce(v{one} {rule.compare} v{other}, true)")
        if not any(rule.required for rule in self.rules):
            cells = ", ".join(f"t{i}" for i in range(len(self.rules)))
            conditions.append(f"coalesce({cells}) IS NOT NULL")
        return f"coalesce({' AND '.join(conditions)}, false)"

    def records(self) -> str:
        """SQL: every record (rows that are none are left out), also the refused ones: file_no, row_no, width, v0…vn."""
        right = f"SELECT file_no, row_no, 0 AS width, {self.values} FROM {self.quick}"
        if self.is_clean:
            return f"({right})"
        return f"({right} WHERE ok UNION ALL SELECT file_no, row_no, width, {self.values} FROM {self.careful})"

    def accepted(self) -> str:
        """SQL: the records that may be taken in: file_no, row_no, width, v0…vn."""
        if self.is_clean:
            return self.records()
        refused = f"SELECT file_no, row_no FROM check_found WHERE stack = {self.number} AND severity = 'refuse'"
        return f"(SELECT * FROM {self.records()} ANTI JOIN ({refused}) USING (file_no, row_no))"

    def sound(self) -> str:
        """SQL: the records with nothing wrong in them, those in doubt among them: file_no, row_no, width, v0…vn."""
        if self.is_clean:
            return self.records()
        wrong = (
            f"SELECT file_no, row_no FROM check_found WHERE stack = {self.number} AND severity = 'refuse' "
            f"AND {none_of('rule', sorted(doubts()))}"
        )
        return f"(SELECT * FROM {self.records()} ANTI JOIN ({wrong}) USING (file_no, row_no))"

    @property
    def doubt_severity(self) -> str:
        """What becomes of a row in doubt."""
        return LET_THROUGH if self.has_reason else REFUSE

    def columns(self, mask: Callable[[str], str] | None = None) -> str:
        """SQL: the values under the names of their columns; personal ones through ``mask``."""
        return ", ".join(
            f'{mask(f"v{i}") if mask and column.personal else f"v{i}"} AS "{column.name}"'
            for i, column in enumerate(self.schema.columns)
        )


def preview(
    connection: duckdb.DuckDBPyConnection, stack: Stack, rows: int
) -> Mapping[int, list[dict[str, str | None]]]:
    """Return the first rows of each file as read (as written where they could not be read), by file number.

    What belongs to people is hidden in them.
    """
    quick = ", ".join(f"CAST(v{i} AS VARCHAR)" for i in range(len(stack.rules)))
    first = f"SELECT file_no, row_no, {quick} FROM {stack.quick} WHERE ok"
    if not stack.is_clean:
        careful = ", ".join(
            f"coalesce(CAST({rule.read(f't{i}')} AS VARCHAR), t{i})" for i, rule in enumerate(stack.rules)
        )
        first += f" UNION ALL SELECT file_no, row_no, {careful} FROM {stack.odd}"
    shown: dict[int, list[dict[str, str | None]]] = {file.file_no: [] for file in stack.files}
    titles = [column.title for column in stack.schema.columns]
    kinds = [holds(stack.schema, column) for column in stack.schema.columns]
    begins = connection.execute(f"SELECT file_no, min(row_no) FROM {stack.quick} GROUP BY file_no").fetchall()
    wanted = " OR ".join(f"(file_no = {file_no} AND row_no < {begin + rows})" for file_no, begin in begins) or "false"
    for file_no, _, *cells in connection.execute(
        f"SELECT * FROM ({first}) WHERE {wanted} ORDER BY file_no, row_no"
    ).fetchall():
        shown[file_no].append(dict(zip(titles, map(as_shown, cells, kinds), strict=True)))
    return shown
