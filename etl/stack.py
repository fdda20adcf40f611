"""Checking a stack: files of one record type as one relation, proven clean in one pass, or looked at row by odd row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import duckdb

from etl import fault_rows
from etl.cell_rules import CellRules
from etl.left_out_rows import kind_sql
from etl.table_schema import TableSchema
from etl.text_table import TextFile, TextTable


@dataclass
class Stack:
    """Files that are checked together, and what the check found out about them."""

    number: int
    schema: TableSchema
    files: list[TextFile]
    rules: list[CellRules]
    table: TextTable
    # Name of the temporary table of known project ids; None when project codes are not looked up.
    known: str | None = None
    is_clean: bool = False
    rows: dict[int, int] = field(default_factory=dict)

    @property
    def odd(self) -> str:
        """The temporary table of the rows about which something may be to be said."""
        return f"check_odd_{self.number}"

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

    def keys(self) -> list[tuple[str, ...]]:
        """Return the column groups whose values must not repeat within a file: the primary key first."""
        unique = [(c.name,) for c in self.schema.columns if c.constraints.get("unique")]
        return [names for names in dict.fromkeys((self.schema.key, *self.schema.unique_keys, *unique)) if names]

    def nothing_to_say(self) -> str:
        """SQL over the text cells: every cell, and the row, is surely right."""
        conditions = [rule.is_sure(f"t{i}") for i, rule in enumerate(self.rules)]
        conditions.append("width = 0")
        for rule in self.schema.rules:
            one, other = (self.schema.position(name) for name in (rule.column, rule.other))
            quick = [self.rules[i].read_quickly(f"t{i}") for i in (one, other)]
            conditions.append(f"coalesce({quick[0]} {rule.compare} {quick[1]}, true)")
        if not any(rule.required for rule in self.rules):
            cells = ", ".join(f"t{i}" for i in range(len(self.rules)))
            conditions.append(f"coalesce({cells}) IS NOT NULL")
        if self.projects is not None:
            cell = f"t{self.projects}"
            conditions.append(f"({cell} IS NULL OR {cell} IN (SELECT project_id FROM {self.known}))")
        return " AND ".join(conditions)

    def typed(self, mask: Callable[[str], str] | None = None) -> str:
        """SQL: the columns as they are stored, read from the text cells; personal ones through ``mask``."""
        columns = []
        for i, (rule, column) in enumerate(zip(self.rules, self.schema.columns, strict=True)):
            value = rule.read_quickly(f"t{i}") if self.is_clean else rule.read(f"t{i}")
            value = f"CAST({value} AS {rule.stored})"
            columns.append(f'{mask(value) if mask and column.personal else value} AS "{column.name}"')
        return ", ".join(columns)

    def accepted(self, relation: str, refused: bool = False) -> str:
        """SQL: ``relation`` without the rows left out, and (unless ``refused``) without the refused ones."""
        if self.is_clean:
            return relation
        left = f"SELECT file_no, row_no FROM check_left_out WHERE stack = {self.number}"
        if not refused:
            left += (
                f" UNION SELECT file_no, row_no FROM check_found WHERE stack = {self.number} AND severity = 'refuse'"
            )
        return f"(SELECT * FROM {relation} ANTI JOIN ({left}) USING (file_no, row_no))"


def check_stack(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Check every cell, row, key and project of the stack; what is wrong goes to the table check_found.

    First one pass over everything that only proves there is nothing to say; only rows it cannot prove are looked at.
    Raises duckdb.Error when a file read directly turns out not to be regular.
    """
    if _prove(connection, stack):
        stack.is_clean = True
        return
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {stack.odd} AS SELECT * FROM {stack.table.numbered} "
        f"WHERE NOT ({stack.nothing_to_say()})"
    )
    connection.execute(
        f"INSERT INTO check_left_out SELECT {stack.number}, file_no, row_no, kind FROM "
        f"(SELECT file_no, row_no, {kind_sql(stack.schema)} AS kind FROM {stack.odd}) WHERE kind IS NOT NULL"
    )
    left_out = dict(
        connection.execute(
            f"SELECT file_no, count(*) FROM check_left_out WHERE stack = {stack.number} GROUP BY file_no"
        ).fetchall()
    )
    stack.rows = {file_no: rows - left_out.get(file_no, 0) for file_no, rows in stack.rows.items()}
    fault_rows.find_faults(connection, stack)


def _prove(connection: duckdb.DuckDBPyConnection, stack: Stack) -> bool:
    """Count rows, rows that are not surely right, and different keys, per file; True when that proves the stack clean."""
    keys = stack.keys()
    hashes = [
        f"hash({', '.join(stack.rules[stack.schema.position(n)].read_quickly(f't{stack.schema.position(n)}') for n in names)}) AS k{i}"
        for i, names in enumerate(keys)
    ]
    group = "" if stack.table.is_direct else " GROUP BY file_no"
    counts = connection.execute(
        f"SELECT {'min(file_no)' if not group else 'file_no'}, count(*), count(*) FILTER (WHERE NOT ok), "
        f"{', '.join(f'count(DISTINCT k{i})' for i in range(len(keys))) or 'count(*)'} "
        f"FROM (SELECT {', '.join(['file_no', f'{stack.nothing_to_say()} AS ok', *hashes])} FROM {stack.table.quick}){group}"
    ).fetchall()
    stack.rows = {file.file_no: 0 for file in stack.files}
    clean = True
    for file_no, rows, odd, *different in counts:
        if rows:
            stack.rows[file_no] = rows
            clean = clean and odd == 0 and all(number == rows for number in different)
    return clean


def preview(
    connection: duckdb.DuckDBPyConnection, stack: Stack, rows: int
) -> Mapping[int, list[dict[str, str | None]]]:
    """Return the first rows of each file as read (as written where they could not be read), by file number."""
    names = ", ".join(f"coalesce(CAST({r.read(f't{i}')} AS VARCHAR), t{i}) AS c{i}" for i, r in enumerate(stack.rules))
    if stack.table.is_direct:
        first = f"(SELECT * FROM {stack.table.quick} LIMIT {rows})"
        found = connection.execute(f"SELECT file_no, {names} FROM {first}").fetchall()
    else:
        first = f"(SELECT * FROM {stack.table.numbered} QUALIFY row_number() OVER (PARTITION BY file_no ORDER BY row_no) <= {rows})"
        found = connection.execute(f"SELECT file_no, {names} FROM {first} ORDER BY file_no, row_no").fetchall()
    shown: dict[int, list[dict[str, str | None]]] = {file.file_no: [] for file in stack.files}
    titles = [column.title for column in stack.schema.columns]
    for file_no, *cells in found:
        shown[file_no].append(dict(zip(titles, cells, strict=True)))
    return shown
