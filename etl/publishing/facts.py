"""The facts of a version: stepping stones made from queries/view, only those whose inputs changed, and their checks."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from etl.language import listed, said, spoken
from etl.refusal import Refusal
from etl.types import reference_data
from queries.stepping_stones import Stone, code_of, relations, stones

QUERIES = Path(__file__).parents[2] / "queries"
PRELUDE = QUERIES / "prelude.sql"


def make_facts(connection: duckdb.DuckDBPyConnection, changed: set[str]) -> set[str]:
    """Make the facts anew that read a changed record type (``changed``) or whose own text or reference data changed.

    Returns the names of all relations that may now answer differently, such as 'record.visit' and 'fact.visit'.
    """
    made_from = dict(connection.execute("SELECT name, fingerprint FROM journal.made_from").fetchall())
    now = {f"reference.{name}": mark for name, mark in reference_data.fingerprints().items()}
    connection.execute(PRELUDE.read_text(encoding="utf-8"))
    moved = {f"record.{name}" for name in changed}
    for relation, mark in now.items():
        if made_from.get(relation) != mark:
            reference_data.create_reference(connection, relation.partition(".")[2])
            moved.add(relation)
    for stone in stones():
        mark = now[stone.relation] = stone.fingerprint
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
    connection.execute(PRELUDE.read_text(encoding="utf-8"))
    types = sorted({name for _, _, name in (relation.partition(".") for relation in moved)})
    for path in sorted((QUERIES / "check").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        code = code_of(text)
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


def _sentence(name: str, text: str, row: tuple[object, ...]) -> str:
    """Say what a check found: its header lines say it in Chinese, and behind the bar in English."""
    words = {}
    for word in ("a row is", "what to do"):
        found = re.search(rf"^-- {word}: (.+?)\s*(?:\|\s*(.+?)\s*)?$", text, re.MULTILINE)
        chinese, english = found.groups() if found else (name, name)
        words[word] = (english or chinese) if spoken() == "en" else chinese
    record_type, record_id, column, value, batch_no, row_no = row[:6]
    where = str(record_type)
    if batch_no is not None:
        where = said("第 {batch} 批第 {row} 行", batch=batch_no, row=row_no)
    return said(
        "新版本没有通过检查：{wrong}。例如{where}：{what}。办法：{way}。数据没有变化。",
        wrong=words["a row is"],
        where=where,
        what=listed([str(part) for part in (record_id, column, value) if part is not None]),
        way=words["what to do"],
    )
