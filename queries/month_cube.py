"""Month cubes: a KPI's sums by month and by the words of a few splits, held in memory for questions about whole months.

A filter click asks every KPI for the same months again, over other records. Summed up once by month and by all that
filters can say, the rows need not be read again: the answer is the one over_windows() would get from them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from queries.asked_rows import Where
from queries.bins import bits_of
from queries.headline import Sums
from queries.windows import Window, month_end, month_number

Numbers = npt.NDArray[Any]


@dataclass(frozen=True)
class Words:
    """What the records of each cell say: per split the code of its word. ``known`` maps words (None = they do not say)
    to their codes, from 0 without a gap.
    """

    codes: Mapping[str, Numbers]
    known: Mapping[str, Mapping[str | None, int]]

    def passing(self, where: Where) -> Numbers | slice:
        """Return which cells pass the filters, as an index into the arrays of a cube."""
        found: Numbers | slice = slice(None)
        for split, values in where.items():
            if values:
                known = self.known[split]
                is_accepted = np.zeros(len(known), dtype=bool)
                is_accepted[[known[value] for value in values if value in known]] = True
                own = is_accepted[self.codes[split]]
                found = own if isinstance(found, slice) else found & own
        return found


@dataclass(frozen=True)
class Cube(ABC):
    """The cells of one KPI, over months counted from ``first_month`` (month_number)."""

    words: Words
    first_month: int

    def answers(self, windows: Sequence[Window], where: Where) -> bool:
        """Return whether the cube can say: filters by its own splits only, and windows of whole months."""
        return set(where) <= self.words.known.keys() and all(
            window.first.day == 1 and window.last == month_end(window.last) for window in windows
        )

    @abstractmethod
    def sums(self, windows: Sequence[Window], where: Where) -> list[Sums]:
        """Return the sums of each window over the records that pass ``where``."""

    def inside(self, window: Window) -> slice:
        """Return the months of ``window`` as positions from the first month."""
        first, last = month_number(window.first) - self.first_month, month_number(window.last) - self.first_month
        return slice(max(first, 0), max(last + 1, 0))


@dataclass(frozen=True)
class AddedUp(Cube):
    """What adds up over months: ``tops`` and ``bottoms`` of each cell, whose month is ``months``.

    Of a stock they are the moves: its state at the end of a month (``is_stock``) is the sum of all until then.
    """

    is_stock: bool
    months: Numbers
    tops: Numbers
    bottoms: Numbers

    def sums(self, windows: Sequence[Window], where: Where) -> list[Sums]:
        """Return the sums of each window's months."""
        kept = self.words.passing(where)
        months = self.months[kept]
        # Windows are many and months few: plain lists are added up faster than arrays.
        tops: list[float] = np.bincount(months, weights=self.tops[kept]).tolist()
        bottoms: list[float] = np.bincount(months, weights=self.bottoms[kept]).tolist()
        found: list[Sums] = []
        for window in windows:
            inside = self.inside(window)
            if self.is_stock:
                inside = slice(0, inside.stop)
            found.append((sum(tops[inside]), sum(bottoms[inside]), None))
        return found


@dataclass(frozen=True)
class Projects(Cube):
    """Different projects: each cell is one of ``projects`` with one set of words, those of a project side by side;
    ``masks`` has a bit for every month it appears in (bins.bits_of).
    """

    projects: Numbers
    masks: Numbers

    def sums(self, windows: Sequence[Window], where: Where) -> list[Sums]:
        """Return how many projects appear in any month of each window."""
        kept = self.words.passing(where)
        projects, masks = self.projects[kept], self.masks[kept]
        begins = np.flatnonzero(np.diff(projects, prepend=-1))
        if len(begins) < len(projects):
            masks = np.bitwise_or.reduceat(masks, begins, axis=0)
        found: list[Sums] = []
        for window in windows:
            inside = self.inside(window)
            months = range(inside.start, inside.stop)
            wanted = np.array([bits_of(months, number) for number in range(masks.shape[1])], dtype=np.int64)
            found.append((float(np.count_nonzero((masks & wanted).any(axis=1))), 0.0, None))
        return found


@dataclass(frozen=True)
class Medians(Cube):
    """How many rows of each cell have each of the ``values`` (ascending): ``numbers``, at the position ``places`` of
    the value, -1 of rows without one. ``bottoms`` are what they add below the line.
    """

    months: Numbers
    values: Numbers
    places: Numbers
    numbers: Numbers
    bottoms: Numbers

    def sums(self, windows: Sequence[Window], where: Where) -> list[Sums]:
        """Return the middle value of each window, and what stands below the line."""
        kept = self.words.passing(where)
        months, places, numbers = self.months[kept], self.places[kept], self.numbers[kept]
        bottoms = np.bincount(months, weights=self.bottoms[kept])
        has_value = places >= 0
        size = len(self.values)
        flat = np.bincount(
            months[has_value] * size + places[has_value], weights=numbers[has_value], minlength=len(bottoms) * size
        )
        heaps = flat.reshape(len(bottoms), size)
        return [
            (0.0, float(bottoms[inside].sum()), self._middle(heaps[inside].sum(axis=0)))
            for inside in map(self.inside, windows)
        ]

    def _middle(self, heap: Numbers) -> float | None:
        """Return the median of the values that stand so often: of an even number the mean of the two in the middle."""
        upto = np.cumsum(heap)
        if not len(upto) or not upto[-1]:
            return None
        lower = self.values[np.searchsorted(2 * upto, upto[-1], side="left")]
        upper = self.values[np.searchsorted(2 * upto, upto[-1], side="right")]
        return float(lower + upper) / 2
