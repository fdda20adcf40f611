"""Random draws that are the same on every machine: only the bit stream NumPy guarantees, and plain arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Yes = NDArray[np.bool_]


class Dice:
    """A stream of draws, fixed by its numbers: NumPy promises the raw bits, not what its distributions make of them."""

    def __init__(self, *numbers: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence(numbers))

    def share(self, n: int) -> NDArray[np.float64]:
        """Return ``n`` draws from 0 (included) to 1 (not included), all alike likely."""
        raw = np.asarray(self._bits.random_raw(n), dtype=np.uint64)
        return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def whole(self, low: int, high: int, n: int) -> Whole:
        """Return ``n`` whole numbers from ``low`` to ``high``, both included."""
        return low + (self.share(n) * (high - low + 1)).astype(np.int64)

    def yes(self, chance: float | NDArray[np.float64], n: int) -> Yes:
        """Return ``n`` answers that are yes with this chance."""
        return self.share(n) < chance

    def choose(self, weights: Sequence[float] | NDArray, n: int) -> Whole:
        """Return ``n`` positions, each with a chance in proportion to its weight; with repetition."""
        steps = np.cumsum(np.asarray(weights, dtype=np.float64))
        return np.minimum(np.searchsorted(steps, self.share(n) * steps[-1], side="right"), len(steps) - 1)

    def shuffled(self, values: NDArray) -> NDArray:
        """Return the values in a random order."""
        return values[np.argsort(self.share(len(values)), kind="stable")]

    def quota(self, counts: Sequence[int] | Whole) -> Whole:
        """Return each position as often as its count says, in a random order: exact where a draw would only be near."""
        return self.shuffled(np.repeat(np.arange(len(counts)), counts))


def scaled(counts: Sequence[float] | NDArray, factor: float) -> Whole:
    """Return the counts times ``factor`` in whole numbers that still add up: rounded on the running sum."""
    running = np.floor(np.cumsum(np.asarray(counts, dtype=np.float64)) * factor + 0.5).astype(np.int64)
    return np.diff(running, prepend=0)
