"""Who lives in the town: cohorts of projects that share a course of life, sized so that the lists come out right."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[str, str]


@dataclass(frozen=True)
class Cohort:
    """So many projects that start, and are completed, within the same spans; days after the sample's last are plans.

    ``lists`` says, for 2023, 2024 and 2025, how they stand on that year's provincial or municipal list: C construction,
    carried over; N construction, new; A new, added during the year; X new, taken off again; P preparatory; . not on it.
    Without it the district's own list is kept by rule. ``plan`` and ``due`` bound the promised start and completion,
    ``begun`` the registration; without them they follow from the actual days.
    """

    name: str
    count: int
    start: Span
    completion: Span | None = None
    lists: str = ""
    plan: Span | None = None
    due: Span | None = None
    begun: Span | None = None
    stopped: Span | None = None
    ended: Span | None = None


# On 2025-06-30 the lists hold 38 construction projects: 22 carried over and 16 new; 27 have started, 29 should have.
# On 2024-06-30 they hold 37: 24 have started, 27 should have; by the end of that year 33 have.
KEY_PROJECTS = (
    Cohort("kept 2023", 10, ("2021-03-08", "2022-10-28"), ("2023-08-10", "2023-12-22"), "C.."),
    Cohort("kept 2024", 10, ("2021-10-11", "2023-05-26"), ("2024-02-26", "2024-12-18"), "CC."),
    Cohort("quick", 1, ("2023-08-15", "2023-08-25"), ("2024-11-25", "2024-12-05"), "NC."),
    Cohort("done 2025", 4, ("2023-08-05", "2023-10-27"), ("2025-01-20", "2025-06-12"), "NCC"),
    Cohort("building", 4, ("2023-09-11", "2023-12-20"), ("2025-08-18", "2026-06-22"), "NCC"),
    Cohort(
        "late a year",
        1,
        ("2024-04-10", "2024-04-22"),
        ("2026-03-10", "2026-05-10"),
        "NNC",
        ("2024-04-01", "2024-04-15"),
    ),
    Cohort(
        "later still",
        2,
        ("2024-08-01", "2024-10-20"),
        ("2026-04-10", "2026-09-10"),
        "NNC",
        ("2024-07-25", "2024-10-10"),
    ),
    Cohort(
        "given up",
        2,
        ("2026-05-10", "2026-09-10"),
        None,
        "N..",
        ("2023-09-20", "2023-11-20"),
        ended=("2024-03-12", "2024-05-15"),
    ),
    Cohort(
        "spring 2024",
        2,
        ("2024-02-28", "2024-03-27"),
        ("2025-10-15", "2026-02-10"),
        ".NC",
        ("2024-02-26", "2024-03-29"),
    ),
    Cohort(
        "added 2024", 2, ("2024-05-08", "2024-06-18"), ("2025-12-10", "2026-05-10"), ".AC", ("2024-05-10", "2024-06-20")
    ),
    Cohort(
        "slow 2024", 3, ("2024-07-08", "2024-08-15"), ("2026-02-10", "2026-08-10"), ".NC", ("2024-05-15", "2024-06-25")
    ),
    Cohort(
        "autumn 2024",
        4,
        ("2024-09-10", "2024-12-18"),
        ("2026-04-10", "2026-12-10"),
        ".NC",
        ("2024-09-10", "2024-12-22"),
    ),
    Cohort("listed again", 1, ("2025-03-18", "2025-03-26"), None, ".NN", ("2025-03-17", "2025-03-28")),
    Cohort("listed again, late", 1, ("2025-08-20", "2025-09-10"), None, ".NN", ("2025-05-18", "2025-05-30")),
    Cohort("listed again, later", 1, ("2025-10-10", "2025-10-30"), None, ".NN", ("2025-10-10", "2025-10-28")),
    Cohort("back to preparing", 1, ("2026-05-10", "2026-06-10"), None, ".NP", ("2024-10-10", "2024-11-10")),
    Cohort("off the 2024 list", 1, ("2026-03-10", "2026-04-10"), None, ".X.", ("2024-09-10", "2024-10-10")),
    Cohort("spring 2025", 3, ("2025-02-24", "2025-05-20"), None, "..N", ("2025-02-24", "2025-05-26")),
    Cohort("added 2025", 1, ("2025-06-10", "2025-06-18"), None, "..A", ("2025-06-10", "2025-06-20")),
    Cohort("late 2025", 1, ("2025-08-10", "2025-08-25"), None, "..N", ("2025-06-09", "2025-06-16")),
    Cohort("autumn 2025", 7, ("2025-07-18", "2025-12-12"), None, ".PN", ("2025-07-15", "2025-12-10")),
    Cohort("added for autumn", 1, ("2025-11-05", "2025-11-25"), None, "..A", ("2025-11-05", "2025-11-20")),
    Cohort("off the 2025 list", 1, ("2026-06-10", "2026-08-10"), None, "..X", ("2025-08-10", "2025-09-10")),
    Cohort("preparing", 4, ("2026-02-10", "2026-10-10"), None, "..P"),
    Cohort("long preparing", 2, ("2026-03-10", "2026-12-10"), None, ".PP"),
)
DISTRICT_PROJECTS = (
    Cohort("completed 2023", 17, ("2021-03-10", "2022-06-20"), ("2023-07-12", "2023-12-26")),
    Cohort(
        "late 2023", 3, ("2021-06-10", "2022-01-20"), ("2023-10-24", "2023-12-22"), due=("2023-07-14", "2023-09-20")
    ),
    Cohort("completed 2024", 31, ("2021-10-10", "2023-04-20"), ("2024-01-10", "2024-12-24")),
    Cohort(
        "late 2024", 3, ("2021-12-10", "2022-08-20"), ("2024-07-16", "2024-12-06"), due=("2024-03-12", "2024-06-24")
    ),
    Cohort(
        "late from 2024",
        2,
        ("2022-05-10", "2022-10-20"),
        ("2025-02-17", "2025-03-28"),
        due=("2024-10-14", "2024-11-22"),
    ),
    Cohort("completed 2025", 30, ("2022-09-10", "2023-12-10"), ("2025-01-07", "2025-06-27")),
    Cohort("overdue", 4, ("2022-11-10", "2023-08-10"), ("2025-07-20", "2025-10-20"), due=("2025-03-20", "2025-06-20")),
    Cohort("completing soon", 96, ("2023-01-10", "2024-08-20"), ("2025-07-10", "2026-03-20")),
    Cohort("building", 46, ("2024-07-01", "2025-06-20"), ("2026-03-10", "2027-11-20")),
    Cohort("before the start", 50, ("2025-07-10", "2026-12-20")),
    Cohort("newly registered", 16, ("2026-03-10", "2027-06-10"), begun=("2024-12-20", "2025-05-28")),
    Cohort(
        "standing still",
        6,
        ("2023-05-10", "2024-06-10"),
        ("2026-03-10", "2026-12-10"),
        stopped=("2024-02-10", "2025-04-20"),
    ),
    Cohort("given up", 12, ("2024-03-10", "2025-12-10"), ended=("2023-09-12", "2025-05-20")),
)
COHORTS = KEY_PROJECTS + DISTRICT_PROJECTS
DEFAULT_SIZE = sum(cohort.count for cohort in COHORTS)
