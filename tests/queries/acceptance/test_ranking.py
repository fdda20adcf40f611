"""Ranks in the city against a recount: ties and gaps, nothing accepted, months in a row, who is missing."""

from __future__ import annotations

import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from queries.acceptance.ranking import ranking
from queries.warehouse import open_file
from queries.windows import Window
from tests.queries.conftest import Opener
from tests.queries.version_file import ROOT, make_version

OURS = "崂山区"
CITY = [
    line.split(",")[0]
    for line in (ROOT / "data" / "reference" / "district.csv").read_text("utf-8").split("\n")[1:]
    if line
]
MONTHS = [date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]
ALL_MONTHS = Window(MONTHS[0], date(2025, 3, 31))


@st.composite
def reports(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw what some districts reported of some months: few and small numbers, so that many rates are equal."""
    keys = st.tuples(st.sampled_from([OURS, "市南区", "李沧区", "即墨区"]), st.sampled_from(MONTHS))
    rows = []
    for district, month in sorted(draw(st.sets(keys, min_size=1))):
        total = draw(st.integers(0, 3))
        rows.append(published(district, month, draw(st.integers(0, total)), total))
    return rows


def published(district: str, month: date, joint: int, total: int) -> dict[str, Any]:
    """Return one district's report of one month."""
    return {"district": district, "month": month, "joint_accepted": joint, "total_accepted": total}


def recounted(rows: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[int | None, int, int]]:
    """Return (district, month) → rank, districts ranked, months first in a row, counted by hand."""
    rates = {(row["district"], row["month"]): rate_of(row) for row in rows}
    ranks = {}
    for (district, month), rate in rates.items():
        others = [other for (_, own), other in rates.items() if own == month and other is not None]
        rank = None if rate is None else 1 + sum(other > rate for other in others)
        ranks[district, month] = (rank, len(others))
    found = {}
    for (district, month), (rank, ranked) in ranks.items():
        in_a_row, at = 0, MONTHS.index(month)
        while at >= 0 and ranks.get((district, MONTHS[at]), (None, 0))[0] == 1:
            in_a_row, at = in_a_row + 1, at - 1
        found[district, f"{month:%Y-%m}"] = (rank, ranked, in_a_row)
    return found


def rate_of(row: dict[str, Any]) -> Fraction | None:
    """Return the exact rate of a report, None when nothing was accepted."""
    return Fraction(row["joint_accepted"], row["total_accepted"]) if row["total_accepted"] else None


@settings(max_examples=15, deadline=None)
@given(reports())
def test_ranks_and_runs_are_those_of_a_recount(rows: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_file(
            make_version(Path(folder) / "000001.duckdb", {"district_month": rows}, complete_to=date(2025, 3, 31))
        )
        found = ranking(warehouse, ALL_MONTHS)
        warehouse.close()
    places = {key: (own.rank, own.ranked, own.months_first) for key, own in found.places.items()}
    assert places == recounted(rows)
    first = min(row["month"] for row in rows)
    assert found.months == tuple(f"{month:%Y-%m}" for month in MONTHS if month >= first)
    reported = {(row["district"], f"{row['month']:%Y-%m}") for row in rows}
    assert found.missing == {
        month: tuple(district for district in CITY if (district, month) not in reported) for month in found.months
    }
    assert found.ours == OURS


def test_equal_rates_share_a_rank_and_the_next_is_left_out(warehouse_of: Opener) -> None:
    month = date(2025, 3, 1)
    rows = [
        published("市南区", month, 2, 3),
        published(OURS, month, 4, 6),
        published("李沧区", month, 1, 2),
        published("即墨区", month, 0, 0),
    ]
    places = ranking(warehouse_of({"district_month": rows}), Window(month, date(2025, 3, 31))).places
    assert [places[name, "2025-03"].rank for name in ("市南区", OURS, "李沧区", "即墨区")] == [1, 1, 3, None]
    assert {place.ranked for place in places.values()} == {3}


def test_a_month_without_our_district_ends_its_run_and_names_it(warehouse_of: Opener) -> None:
    rows = [published(OURS, month, 1, 1) for month in (MONTHS[0], MONTHS[1], MONTHS[3])]
    rows += [published("市南区", month, 0, 1) for month in MONTHS]
    found = ranking(warehouse_of({"district_month": rows}), ALL_MONTHS)
    assert [found.places[OURS, f"{row['month']:%Y-%m}"].months_first for row in rows[:3]] == [1, 2, 1]
    assert (OURS, "2025-01") not in found.places
    assert OURS in found.missing["2025-01"]
    assert OURS not in found.missing["2025-02"]


def test_a_window_in_the_middle_of_a_run_knows_how_long_it_is(warehouse_of: Opener) -> None:
    rows = [published(OURS, month, 1, 1) for month in MONTHS]
    found = ranking(warehouse_of({"district_month": rows}), Window(date(2025, 3, 10), date(2025, 3, 20)))
    assert found.months == ("2025-03",)
    assert found.places[OURS, "2025-03"].months_first == len(MONTHS)


def test_months_before_any_report_and_after_the_last_due_one_are_not_called_missing(warehouse_of: Opener) -> None:
    warehouse = warehouse_of(
        {"district_month": [published(OURS, date(2025, 5, 1), 1, 1)]}, complete_to=date(2025, 6, 30)
    )
    found = ranking(warehouse, Window(date(2025, 1, 1), date(2025, 12, 31)))
    assert found.months == ("2025-05", "2025-06")
    assert found.missing["2025-06"] == tuple(CITY)
    assert ranking(warehouse, Window(date(2024, 1, 1), date(2024, 12, 31))).months == ()
    assert ranking(warehouse_of({}), ALL_MONTHS).latest is None
