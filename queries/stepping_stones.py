"""The stepping stones between records and KPIs: the files of queries/view, what each reads, and in which order."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

ROOM = Path(__file__).parent
RELATION = re.compile(r"\b(record|fact|reference|journal|ledger)\.(\w+)")


@dataclass(frozen=True)
class Stone:
    """One file of queries/view: its SQL, whether its rows are stored in a version, and the relations it reads."""

    name: str
    sql: str
    is_stored: bool
    inputs: frozenset[str]
    fingerprint: str

    @property
    def relation(self) -> str:
        """The name other SQL uses for it."""
        return f"fact.{self.name}"


def stones(folder: Path | None = None) -> list[Stone]:
    """Read the files of queries/view and return them, each after those that it reads."""
    prelude = (ROOM / "prelude.sql").read_text(encoding="utf-8")
    found = {}
    for path in sorted((folder or ROOM / "view").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        code = code_of(text)
        is_stored = not re.search(r"^-- stored: no\s*$", text, re.MULTILINE)
        mark = hashlib.sha256(f"{prelude}{is_stored}{code}".encode()).hexdigest()
        found[path.stem] = Stone(path.stem, code, is_stored, frozenset(relations(code)), mark)
    graph = {
        name: [i.partition(".")[2] for i in stone.inputs if i.startswith("fact.")] for name, stone in found.items()
    }
    return [found[name] for name in TopologicalSorter(graph).static_order() if name in found]


def relations(code: str) -> set[str]:
    """Return the relations that SQL reads, such as 'record.visit'; a ledger changes whenever its records do."""
    return {f"{'record' if room == 'ledger' else room}.{name}" for room, name in RELATION.findall(code)}


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


def code_of(text: str) -> str:
    """Return the SQL of a file without its comment lines."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("--"))
    return "\n".join(lines).strip().rstrip(";")
