"""What one column asks of its cells, as SQL: when the quick reading is surely right, the careful one, the faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# A number keeps 15 digits where it is stored: whether the cell has more.
_DIGITS = "ltrim(regexp_replace(regexp_replace({t}, '[eE].*$', ''), '[^0-9]', '', 'g'), '0')"
LOSES_DIGITS = f"strlen({{t}}) > 15 AND strlen({_DIGITS}) > 15"


@dataclass(frozen=True)
class CellRules:
    """The SQL of one column.

    ``{t}`` stands for the cell as written, ``{q}`` for it read quickly, ``{c}`` for it cleaned, ``{v}`` for it as read.
    """

    # True only where ``quick`` reads the cell rightly and nothing at all is to be said about it.
    sure: str
    quick: str
    clean: str
    careful: str
    stored: str
    # (rule, condition) in the order in which they are told: one fault a cell. Empty cells are for "required".
    faults: tuple[tuple[str, str], ...] = ()
    notices: tuple[tuple[str, str], ...] = ()
    # The words among which a wrong one has its nearest.
    accepted: tuple[str, ...] = ()
    required: bool = False
    # An empty cell is a value like any other, because the schema has other words for "missing".
    empty_is_value: bool = False

    def is_sure(self, t: str, q: str | None = None) -> str:
        """SQL: nothing is to be said about the cell ``t``, which was read quickly as ``q``; NULL counts as no."""
        t = self.as_given(t)
        surely = fill(self.sure, q=q or fill(self.quick, t=t), t=t)
        if self.required or self.empty_is_value:
            return f"({surely})"
        # A condition on an empty cell is NULL, but so may be one on a cell that cannot be read.
        return f"coalesce(({surely}), {t} IS NULL)"

    def as_given(self, t: str) -> str:
        """SQL: the cell ``t``, an empty text instead of nothing where that is a value."""
        return f"coalesce({t}, '')" if self.empty_is_value else t

    def read_quickly(self, t: str) -> str:
        """SQL: the value of a cell known to be sure."""
        return fill(self.quick, t=self.as_given(t))

    def cleaned(self, t: str) -> str:
        """SQL: the cell without what no one meant to write."""
        return fill(self.clean, t=t)

    def read_carefully(self, c: str) -> str:
        """SQL: the value of a cleaned cell, NULL when it cannot be read."""
        return fill(self.careful, c=c)

    def read(self, t: str) -> str:
        """SQL: the value of any cell; the careful reading costs only where the quick one is not sure."""
        careful = self.read_carefully(self.cleaned(t))
        empty = "" if self.empty_is_value else f"WHEN {t} IS NULL THEN NULL "
        quick = self.read_quickly(t)
        return f"CASE {empty}WHEN coalesce({fill(self.sure, q=quick, t=t)}, false) THEN {quick} ELSE {careful} END"

    def fault(self, t: str, c: str, v: str) -> str:
        """SQL: the rule a cell breaks first, or NULL."""
        cases = "".join(f" WHEN {fill(condition, t=t, c=c, v=v)} THEN {text(rule)}" for rule, condition in self.faults)
        empty = text("required") if self.required else "NULL"
        return f"CASE WHEN {c} IS NULL THEN {empty}{cases} END"

    def notice(self, t: str, c: str, v: str) -> str:
        """SQL: what is worth saying about a cell that was read all the same, or NULL."""
        cases = "".join(f" WHEN {fill(condition, t=t, c=c, v=v)} THEN {text(rule)}" for rule, condition in self.notices)
        return f"CASE WHEN {v} IS NULL THEN NULL{cases} END" if cases else "CAST(NULL AS VARCHAR)"


def fill(sql: str, **places: str) -> str:
    """Put expressions in the places of a piece of SQL (other braces in it stay: patterns are full of them)."""
    for name, expression in places.items():
        sql = sql.replace("{" + name + "}", expression)
    return sql


def text(value: str) -> str:
    """Return ``value`` as an SQL text literal."""
    return "'" + value.replace("'", "''") + "'"


def bind(name: str, expression: str, body: str) -> str:
    """SQL: ``body``, in which ``name`` stands for ``expression``, which is worked out once however often it is used."""
    return f"list_transform([{expression}], lambda {name}: {body})[1]"


def one_of(expression: str, values: Iterable[str]) -> str:
    """SQL: true when the text ``expression`` is one of ``values``, else NULL.

    Not IN or list_contains: the database makes joins of them, and a join does not keep the rows in the file's order.
    """
    return f"list_position([{words(values)}], {expression}) > 0"


def none_of(expression: str, values: Iterable[str]) -> str:
    """SQL: true when the text ``expression`` is none of ``values``, else false."""
    return f"list_position([{words(values)}], {expression}) IS NULL"


def words(values: Iterable[str]) -> str:
    """Return values as text literals with commas between them."""
    return ", ".join(text(value) for value in values) or "NULL"
