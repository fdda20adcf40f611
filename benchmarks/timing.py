"""Measuring: two or more ways of the same work, taken in turns, so that a busy moment of the machine meets them all."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Timed:
    """The milliseconds that several runs of one piece of work took, in the order in which they were run."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of the runs."""
        return median(self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """The shortest and the longest run."""
        return min(self.runs), max(self.runs)


def in_turns(ways: Mapping[str, Callable[[], float]], rounds: int, warm_up: int = 1) -> dict[str, Timed]:
    """Run every way once a round, A B A B …; a way does its work and returns the milliseconds it took.

    The first ``warm_up`` rounds are run and forgotten. Every second round goes backwards, so that no way always
    follows the same other one.
    """
    runs: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(warm_up + rounds):
        order = list(ways) if number % 2 == 0 else list(reversed(ways))
        for name in order:
            taken = ways[name]()
            if number >= warm_up:
                runs[name].append(taken)
    return {name: Timed(tuple(taken)) for name, taken in runs.items()}


def stopwatch(work: Callable[[], object]) -> Callable[[], float]:
    """Return ``work`` as a way that returns the milliseconds it took."""

    def run() -> float:
        begun = time.perf_counter()
        work()
        return (time.perf_counter() - begun) * 1000

    return run


def ratio(one: Timed, other: Timed) -> float:
    """Return how many times as long ``one`` takes as ``other``, median by median."""
    return one.median / other.median


def peak_memory_mb() -> float:
    """Return the most memory this process ever held in RAM, in MB (10^6 bytes).

    Linux keeps the figure per program; elsewhere the resource usage of the process tells it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    try:
        import resource
    except ModuleNotFoundError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
