"""What an analyst's query may be: one SELECT (or EXPLAIN of one) over what is offered, as the database parses it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from queries.analyst.offered import relations_offered
from queries.analyst.refusal import QueryRefused, Refusal, place
from queries.warehouse import Warehouse

LONGEST = 20_000
# Functions that stand where a table does: others read files, secrets or the database's own state.
TABLE_FUNCTIONS = {"range", "generate_series", "unnest"}
# Functions that tell of the machine and not of the records.
TELLTALES = {"current_setting", "getenv", "set_config", "query", "query_table", "sleep_ms", "write_log"}
# A name given to a subquery must not be that of a table of the database itself.
RESERVED = re.compile(r"(duckdb|pg|sqlite|pragma|information)_", re.IGNORECASE)
EXPLAIN = re.compile(r"\s*EXPLAIN(\s+ANALYZE)?\s+(?=\S)", re.IGNORECASE)

Node = dict[str, Any]


def must_be_allowed(warehouse: Warehouse, text: str) -> None:
    """Raise QueryRefused unless ``text`` is one SELECT that reads nothing but what is offered.

    The database's own parser says what the text is, so no way of writing it can hide what it reads.
    """
    if not text.strip(" \t\r\n;"):
        raise QueryRefused(Refusal("empty"))
    if len(text) > LONGEST:
        raise QueryRefused(Refusal("too_long", about=f"{LONGEST}"))
    explained = EXPLAIN.match(text)
    skipped = explained.end() if explained else 0
    parsed = json.loads(
        warehouse.rows("SELECT json_serialize_sql(CAST($text AS STRING))", {"text": text[skipped:]})[0][0]
    )
    if parsed["error"]:
        raise QueryRefused(_unparsed(text, len(text[:skipped].encode()), parsed))
    if len(parsed["statements"]) != 1:
        raise QueryRefused(Refusal("several"))
    names = {name.lower() for name in _names_given(parsed)}
    known = [relation.name for relation in relations_offered(warehouse)]
    for node in _nodes(parsed):
        refusal = _of_relation(node, names, known) or _of_function(node)
        if refusal is not None:
            line, column = place(text[skipped:], node.get("query_location"))
            shift = text[:skipped].count("\n")
            raise QueryRefused(
                Refusal(refusal.kind, refusal.about, refusal.meant, line=line and line + shift, column=column)
            )


def _unparsed(text: str, skipped: int, parsed: Node) -> Refusal:
    """Say why the parser gave nothing: a mistake in the text, or a statement of another kind than SELECT."""
    if parsed.get("error_type") != "parser":
        return Refusal("not_a_select")
    position = parsed.get("position")
    line, column = place(text, int(position) + skipped if position else None)
    near = re.search(r'at or near "(.*)"', parsed["error_message"], re.DOTALL)
    return Refusal("syntax", near[1][:60] if near else "", message=parsed["error_message"], line=line, column=column)


def _nodes(tree: Any) -> Iterator[Node]:
    if isinstance(tree, dict):
        yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from _nodes(part)


def _names_given(tree: Any) -> Iterator[str]:
    """Return the names that WITH gives to subqueries."""
    for node in _nodes(tree):
        for given in node.get("cte_map", {}).get("map", []):
            if not RESERVED.match(given["key"]):
                yield given["key"]


def _of_relation(node: Node, names: set[str], known: list[str]) -> Refusal | None:
    kind = node.get("type")
    if kind == "SHOW_REF" and node.get("query") is None:
        return Refusal("not_a_select")
    if kind != "BASE_TABLE":
        return None
    path = [part.lower() for part in node["qualified_name"]["path"]]
    name = ".".join(path)
    if name in known or (len(path) == 1 and name in names):
        return None
    bare = {relation.partition(".")[2]: relation for relation in reversed(known)}
    meant = [bare[path[-1]]] if path[-1] in bare else get_close_matches(name, known, 2, 0.6)
    return Refusal("no_such_relation", name[:60], tuple(meant))


def _of_function(node: Node) -> Refusal | None:
    function = node.get("function") if node.get("type") == "TABLE_FUNCTION" else None
    if function is not None and function.get("function_name", "").lower() not in TABLE_FUNCTIONS:
        return Refusal("not_offered", f"{function.get('function_name', '')}()"[:60])
    if node.get("function_name", "").lower() in TELLTALES:
        return Refusal("not_offered", f"{node['function_name']}()"[:60])
    return None
