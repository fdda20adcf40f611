"""The facts of a version: stepping stones made from queries/view, only those whose inputs changed, and their checks."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from etl import reference_data
from etl.refusal import Refusal

QUERIES = Path(__file__).parent.parent / "queries"
RELATION = re.compile(r"\b(record|fact|reference|journal|ledger)\.(\w+)")


@dataclass(frozen=True)
class Stone:
    """One file of queries/view: its SQL, whether its rows are stored, and the relations it reads."""

    name: str
    sql: str
    is_stored: bool
    inputs: frozenset[str]

    @property
    def relation(self) -> str:
        """The name other SQL uses for it."""
        return f"fact.{self.name}"


def relations(code: str) -> set[str]:
    """Return the relations that SQL reads, such as 'record.visit'; a ledger changes whenever its records do."""
    return {f"{'record' if room == 'ledger' else room}.{name}" for room, name in RELATION.findall(code)}


def stones(folder: Path | None = None) -> list[Stone]:
    """Read the files of queries/view and return them, each after those that it reads."""
    found = {}
    for path in sorted((folder or QUERIES / "view").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        code = _code(text)
        inputs = frozenset(relations(code))
        is_stored = not re.search(r"^-- stored: no\s*$", text, re.MULTILINE)
        found[path.stem] = Stone(path.stem, code, is_stored, inputs)
    graph = {
        name: [i.partition(".")[2] for i in stone.inputs if i.startswith("fact.")] for name, stone in found.items()
    }
    return [found[name] for name in TopologicalSorter(graph).static_order() if name in found]


def relations_behind(sql: str) -> set[str]:
    """Return every relation that ``sql`` reads, directly or through the stepping stones it is made from."""
    inputs = {stone.relation: stone.inputs for stone in stones()}
    found: set[str] = set()
    waiting = {f"{room}.{name}" for room, name in RELATION.findall(sql)}
    while waiting:
        relation = waiting.pop()
        found.add(relation)
        waiting |= inputs.get(relation, frozenset()) - found
    return found


def make_facts(connection: duckdb.DuckDBPyConnection, changed: set[str]) -> set[str]:
    """Make the facts anew that read a changed record type (``changed``) or whose own text or reference data changed.

    Returns the names of all relations that may now answer differently, such as 'record.visit' and 'fact.visit'.
    """
    made_from = dict(connection.execute("SELECT name, fingerprint FROM journal.made_from").fetchall())
    now = {f"reference.{name}": mark for name, mark in reference_data.fingerprints().items()}
    prelude = (QUERIES / "prelude.sql").read_text(encoding="utf-8")
    connection.execute(prelude)
    moved = {f"record.{name}" for name in changed}
    for relation, mark in now.items():
        if made_from.get(relation) != mark:
            reference_data.create_reference(connection, relation.partition(".")[2])
            moved.add(relation)
    for stone in stones():
        mark = hashlib.sha256(f"{prelude}{stone.is_stored}{stone.sql}".encode()).hexdigest()
        now[stone.relation] = mark
        if made_from.get(stone.relation) == mark and not stone.inputs & moved:
            continue
        moved.add(stone.relation)
        if stone.is_stored or made_from.get(stone.relation) != mark:
            _make(connection, stone)
    _drop_forgotten(connection, set(now))
    if now != made_from:
        connection.execute("DELETE FROM journal.made_from")
        connection.executemany("INSERT INTO journal.made_from VALUES (?, ?)", sorted(now.items()))
    return moved


def _make(connection: duckdb.DuckDBPyConnection, stone: Stone) -> None:
    _drop(connection, stone.name)
    kind = "TABLE" if stone.is_stored else "VIEW"
    connection.execute(f"CREATE {kind} {stone.relation} AS {stone.sql}")


def _drop(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """A fact may have been a view before and be a table now, and DuckDB drops each only by its kind."""
    found = connection.execute(
        "SELECT table_type FROM information_schema.tables WHERE table_schema = 'fact' AND table_name = ?", [name]
    ).fetchone()
    if found:
        connection.execute(f'DROP {"VIEW" if found[0] == "VIEW" else "TABLE"} fact."{name}"')


def _drop_forgotten(connection: duckdb.DuckDBPyConnection, known: set[str]) -> None:
    for (name,) in connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'fact'"
    ).fetchall():
        if f"fact.{name}" not in known:
            _drop(connection, name)


def refuse_wrong_rows(connection: duckdb.DuckDBPyConnection, moved: set[str]) -> None:
    """Run queries/check over what ``moved``: each returns wrong rows. Raises Refusal on one that must stop us.

    A check of severity ``notice`` does not stop a version: the page about the data shows its rows.
    """
    types = sorted({name for _, _, name in (relation.partition(".") for relation in moved)})
    for path in sorted((QUERIES / "check").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        code = _code(text)
        inputs = relations(code)
        if not re.search(r"^-- severity: stop\s*$", text, re.MULTILINE) or not inputs & moved:
            continue
        wrong = _first_wrong_row(connection, code, types)
        if wrong:
            raise Refusal(_sentence(path.stem, text, wrong))


def _first_wrong_row(connection: duckdb.DuckDBPyConnection, check: str, types: list[str]) -> tuple[object, ...] | None:
    """Return a row that the check finds among ``types``; types too large to be looked at together come one by one."""
    # Written into the text, the condition is carried down to the ledgers: those that did not change are not read.
    listed = ", ".join(f"'{name}'" for name in types)
    try:
        return connection.execute(f"SELECT * FROM ({check}) WHERE record_type IN ({listed}) LIMIT 1").fetchone()
    except duckdb.OutOfMemoryException:
        if len(types) == 1:
            raise
    found = (_first_wrong_row(connection, check, [name]) for name in types)
    return next((row for row in found if row), None)


def _code(text: str) -> str:
    """The SQL of a file without its comment lines."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("--"))
    return "\n".join(lines).strip().rstrip(";")


def _sentence(name: str, text: str, row: tuple[object, ...]) -> str:
    """Say in Chinese what a check found: the halves before the bar of its header lines."""
    said = {}
    for word in ("a row is", "what to do"):
        found = re.search(rf"^-- {word}: (.+?)\s*(\||$)", text, re.MULTILINE)
        said[word] = found.group(1).strip() if found else name
    record_type, record_id, column, value, batch_no, row_no = row[:6]
    where = f"第 {batch_no} 批第 {row_no} 行" if batch_no is not None else str(record_type)
    what = "，".join(str(part) for part in (record_id, column, value) if part is not None)
    return f"新版本没有通过检查：{said['a row is']}。例如{where}：{what}。办法：{said['what to do']}。数据没有变化。"
