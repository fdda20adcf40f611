"""Bins: the piece of time or the group that a row falls into, as SQL, and the distinct projects of many in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# A whole number of both engines has 63 bits beside its sign.
BITS = 60
# Fewer bins fit into half of one, which is quicker.
FEW_BITS = 30


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

    def counts(self, rows: str, wanted: Sequence[range]) -> str:
        """Return the SQL of (position in ``wanted``, number of projects that appear in any of its bins).

        ``rows`` has project_no and the key. Projects that appear in the same bins are counted together.
        """
        numbers = range(-(-self.bins // BITS))
        masks = ", ".join(f"mask_{number}" for number in numbers)
        values = ", ".join(
            f"({at}, {', '.join(str(bits_of(bins, number)) for number in numbers)})" for at, bins in enumerate(wanted)
        )
        seen = " OR ".join(f"(mask_{number} & bits_{number}) <> 0" for number in numbers)
        wanted_bits = ", ".join(f"bits_{number}" for number in numbers)
        return (
            f"WITH project AS ({self.gathered(rows)}), "
            f"alike AS (SELECT {masks}, COUNT(*) AS projects FROM project GROUP BY {masks}) "
            f"SELECT position, CAST(SUM(CASE WHEN {seen} THEN projects ELSE 0 END) AS BIGINT) "
            f"FROM alike CROSS JOIN (VALUES {values}) AS wanted(position, {wanted_bits}) GROUP BY position"
        )

    def gathered(self, rows: str, splits: Sequence[str] = ()) -> str:
        """Return the SQL of (project_no, ``splits``, a mask for every BITS bins): a row for each project, or for each
        of the words its records have.

        ``rows`` has project_no, the key and the splits.
        """
        numbers = range(-(-self.bins // BITS))
        bits = ", ".join(f"BIT_OR({self._bit(number * BITS)}) AS mask_{number}" for number in numbers)
        own = ", ".join(["project_no", *splits])
        return f"SELECT {own}, {bits} FROM ({rows}) AS counted WHERE project_no IS NOT NULL GROUP BY {own}"

    def _bit(self, start: int) -> str:
        """Return the bit of a row's bin in the mask that begins with bin ``start``; 0 when its bin is in another."""
        worth = [2 ** (at - start) if start <= at < start + BITS else 0 for at in range(self.bins)]
        found = bin_of(self.key, self.ends, worth)
        if self.with_empty:
            found = f"CASE WHEN {self.key} IS NULL THEN {worth[-1]} ELSE {found} END"
        return f"CAST({found} AS {'INTEGER' if self.bins <= FEW_BITS else 'BIGINT'})"


def bits_of(bins: range, number: int) -> int:
    """Return the bits that ``bins`` have in mask ``number``."""
    return sum(2 ** (at % BITS) for at in bins if at // BITS == number)
