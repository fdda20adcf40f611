"""Distinct projects for many months or groups in one pass: each project gathers a bit for every one it appears in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# Bits of a whole number that both engines count with, its sign left alone.
MOST_BITS = 60


def chunks(conditions: Sequence[str]) -> Iterator[tuple[range, str, str]]:
    """Make the SQL that counts projects for each of ``conditions``, of which the first that a row meets is its own.

    Yields, for each pass over the rows (one for every 60 conditions), the positions of the conditions it counts, the
    aggregate ``BIT_OR(…)`` to take per project as ``mask``, and the list of sums to take over the projects' masks.
    """
    for start in range(0, len(conditions), MOST_BITS):
        own = range(start, min(start + MOST_BITS, len(conditions)))
        before = f"WHEN {conditions[start - 1]} THEN 0 " if start else ""
        cases = " ".join(f"WHEN {conditions[at]} THEN {2 ** (at - start)}" for at in own)
        sums = ", ".join(f"SUM(CASE WHEN (mask & {2 ** (at - start)}) <> 0 THEN 1 ELSE 0 END)" for at in own)
        yield own, f"BIT_OR(CAST(CASE {before}{cases} ELSE 0 END AS BIGINT))", sums
