"""Bins: the piece of time or the group that a row falls into, as SQL, and the distinct projects of many in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# A whole number of both engines has 63 bits beside its sign.
BITS = 60


def bin_of(key: str, ends: Sequence[str], worth: Sequence[int]) -> str:
    """Return SQL that says what ``worth`` has for the first of ``ends`` (SQL values, ascending) not passed by ``key``.

    It halves the bins until one is left: five comparisons a row find one month of 24. A key past the last end falls
    into the last bin.
    """
    if len(ends) <= 1:
        return str(worth[0] if ends else 0)
    middle = len(ends) // 2
    left, right = bin_of(key, ends[:middle], worth[:middle]), bin_of(key, ends[middle:], worth[middle:])
    return f"CASE WHEN {key} <= {ends[middle - 1]} THEN {left} ELSE {right} END"


@dataclass(frozen=True)
class ProjectSets:
    """The SQL that counts distinct projects in many bins: each project gathers a bit for every bin it appears in.

    The bins are those of bin_of(); rows whose key is empty have one more bin, the last, when ``with_empty``.
    """

    key: str
    ends: Sequence[str]
    with_empty: bool = False

    @property
    def bins(self) -> int:
        """The number of bins."""
        return len(self.ends) + self.with_empty

    def gather(self, rows: str) -> str:
        """Return the SELECT of one row a project, with its bits, from ``rows`` (which has project_no and the key)."""
        masks = ", ".join(f"BIT_OR({self._bit(start)}) AS mask_{start // BITS}" for start in range(0, self.bins, BITS))
        return f"SELECT {masks} FROM ({rows}) AS counted WHERE project_no IS NOT NULL GROUP BY project_no"

    def count(self, bins: range) -> str:
        """Return the aggregate that counts, over gather(), the projects that appear in any of ``bins``."""
        masks: dict[int, int] = {}
        for at in bins:
            masks[at // BITS] = masks.get(at // BITS, 0) + 2 ** (at % BITS)
        seen = " OR ".join(f"(mask_{number} & {bits}) <> 0" for number, bits in masks.items())
        return f"SUM(CASE WHEN {seen or 'FALSE'} THEN 1 ELSE 0 END)"

    def _bit(self, start: int) -> str:
        """Return the bit of a row's bin in the mask that begins with bin ``start``; 0 when its bin is in another."""
        worth = [2 ** (at - start) if start <= at < start + BITS else 0 for at in range(self.bins)]
        found = bin_of(self.key, self.ends, worth)
        if self.with_empty:
            found = f"CASE WHEN {self.key} IS NULL THEN {worth[-1]} ELSE {found} END"
        return f"CAST({found} AS BIGINT)"
