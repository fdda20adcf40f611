"""The laws every KPI must keep, each as one function that holds them to a warehouse, a KPI and a window."""

from __future__ import annotations

from datetime import date

from queries.catalogue import Kpi
from queries.questions import Window, groups, headline, record_count, records, trend
from queries.warehouse import Warehouse

MEASURED = ("mean", "median")


def close(one: float | None, other: float | None) -> bool:
    """Say whether two values are the same but for the last bits of a float."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))


def all_time(warehouse: Warehouse, kpi: Kpi) -> Window:
    """Return the window from the first to the last day on which any row of a flow happened."""
    first, last = warehouse.rows(f"SELECT MIN(happened_on), MAX(happened_on) FROM ({kpi.sql})")[0]
    return Window(first or date(2025, 1, 1), last or date(2025, 1, 1))


def drawn_from(warehouse: Warehouse, kpi: Kpi) -> int:
    """Return the number of rows of the relations a KPI is drawn from."""
    return sum(warehouse.rows(f"SELECT COUNT(*) FROM {relation}")[0][0] for relation in kpi.drawn_from)


def parts(warehouse: Warehouse, kpi: Kpi, window: Window) -> dict[str, int]:
    """Return how many records stand in each part of the record list."""
    return {
        part: record_count(warehouse, kpi, window, {}, part) for part in ("counted", "remainder", "left_out", "all")
    }


def counted_and_left_out_are_every_row(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """Counted + left out = every row of "drawn from" (of a flow: over all time)."""
    whole = all_time(warehouse, kpi) if kpi.kind == "flow" else window
    found = parts(warehouse, kpi, whole)
    assert found["counted"] + found["remainder"] + found["left_out"] == found["all"] == drawn_from(warehouse, kpi)
    assert sum(headline(warehouse, kpi, whole, {}).left_out.values()) == found["left_out"]


def record_id_is_unique(warehouse: Warehouse, kpi: Kpi, _window: Window) -> None:
    """``record_id`` is unique and never empty."""
    rows, distinct = warehouse.rows(f"SELECT COUNT(*), COUNT(DISTINCT record_id) FROM ({kpi.sql})")[0]
    assert rows == distinct


def record_list_is_what_the_headline_counted(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """The record list is exactly what the headline counted, and each reason lists its own."""
    answer = headline(warehouse, kpi, window, {})
    counted = records(warehouse, kpi, window, {}, "counted")
    number = record_count(warehouse, kpi, window, {}, "counted")
    assert counted.num_rows == number == len(set(counted.column("record_id").to_pylist()))
    remainder = record_count(warehouse, kpi, window, {}, "remainder")
    if kpi.shown_as == "distinct":
        assert len(set(counted.column("project_id").to_pylist())) == answer.numerator
    elif kpi.shown_as in MEASURED:
        assert number + remainder == answer.denominator
    else:
        assert number == answer.numerator
    if kpi.shown_as == "share":
        assert number + remainder == answer.denominator
    for reason, left in answer.left_out.items():
        assert record_count(warehouse, kpi, window, {}, "left_out", reason) == left


def splits_add_back(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """Every split adds back to the headline; of distinct projects, its union does."""
    answer = headline(warehouse, kpi, window, {})
    for split in kpi.splits:
        found = groups(warehouse, kpi, window, {}, split)
        assert len({group.label for group in found}) == len(found)
        if kpi.shown_as == "distinct":
            numbers = [group.numerator or 0 for group in found]
            assert max(numbers, default=0) <= (answer.numerator or 0) <= sum(numbers)
            continue
        if kpi.shown_as != "median":
            assert close(sum(group.numerator or 0 for group in found), answer.numerator or 0)
        if kpi.shown_as in ("share", *MEASURED):
            assert sum(group.denominator or 0 for group in found) == (answer.denominator or 0)


def union_of_a_split_is_the_headline(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """Filtered to each value of a split in turn, the record lists together are the whole record list."""
    whole = set(records(warehouse, kpi, window, {}, "counted").column("record_id").to_pylist())
    for split in ("category", "level"):
        union: set[str] = set()
        for group in groups(warehouse, kpi, window, {}, split):
            listed = records(warehouse, kpi, window, {split: (group.label,)}, "counted")
            union |= set(listed.column("record_id").to_pylist())
        assert union == whole


def last_point_is_the_headline(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """The trend's last point is the headline."""
    answer, points = headline(warehouse, kpi, window, {}), trend(warehouse, kpi, window, {})
    assert points[-1].last == window.last
    assert [point.month for point in points] == sorted({point.month for point in points})
    if kpi.kind == "stock":
        last = points[-1].numerator, points[-1].denominator, points[-1].value
    else:
        last = points[-1].to_date_numerator, points[-1].to_date_denominator, points[-1].to_date_value
    if kpi.shown_as != "median":
        assert close(last[0], answer.numerator)
    if kpi.shown_as in ("share", *MEASURED):
        assert last[1] == answer.denominator
    assert close(last[2], answer.value)


def every_point_is_a_headline(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """Every point of a stock's trend is the headline of its day, and of a flow's that of its month."""
    for point in trend(warehouse, kpi, window, {}):
        begin = max(window.first, date.fromisoformat(f"{point.month}-01"))
        answer = headline(warehouse, kpi, Window(begin, point.last), {})
        assert close(point.value, answer.value), (point, answer)


def months_of_a_flow_add_up(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """The months of a flow add up to the window; distinct projects to no less than it."""
    if kpi.kind == "stock" or kpi.shown_as == "median":
        return
    answer, points = headline(warehouse, kpi, window, {}), trend(warehouse, kpi, window, {})
    total = sum(point.numerator or 0 for point in points)
    if kpi.shown_as == "distinct":
        assert total >= (answer.numerator or 0)
        return
    assert close(total, answer.numerator or 0)
    if kpi.shown_as != "count":
        assert sum(point.denominator or 0 for point in points) == (answer.denominator or 0)


def month_is_that_of_the_day(warehouse: Warehouse, kpi: Kpi, _window: Window) -> None:
    """The split ``month`` of a flow is the month of happened_on: break-downs by month and trends rely on it."""
    if "month" in kpi.splits:
        months = warehouse.rows(f"SELECT DISTINCT month, happened_on FROM ({kpi.sql})")
        assert all(month == f"{day:%Y-%m}" for month, day in months)


def share_lies_between_nothing_and_all(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """A share lies in 0…1, and has no value when nothing is in its denominator."""
    if kpi.shown_as != "share":
        return
    for split in (None, *kpi.splits):
        answers = groups(warehouse, kpi, window, {}, split) if split else [headline(warehouse, kpi, window, {})]
        for answer in answers:
            assert (answer.value is None) == (not answer.denominator)
            assert answer.value is None or 0 <= answer.value <= 1


def reasons_are_in_the_header(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """Every reason a row of the KPI may give stands in the header's "left out"."""
    columns = ("left_out", "not_yet", "no_longer") if kpi.kind == "stock" else ("left_out",)
    for column in columns:
        said = {reason for (reason,) in warehouse.rows(f"SELECT DISTINCT {column} FROM ({kpi.sql})")} - {None}
        assert said <= set(kpi.left_out)
    assert set(headline(warehouse, kpi, window, {}).left_out) <= set(kpi.left_out)


def shown_sql_is_the_run_sql(warehouse: Warehouse, kpi: Kpi, window: Window) -> None:
    """The SQL that the definition page shows gives the very rows that the record list does."""
    assert kpi.sql in kpi.text
    whole = all_time(warehouse, kpi) if kpi.kind == "flow" else window
    listed = records(warehouse, kpi, whole, {}, "all").column("record_id").to_pylist()
    assert sorted(listed) == sorted(name for (name,) in warehouse.rows(f"SELECT record_id FROM ({kpi.sql})"))


LAWS = (
    counted_and_left_out_are_every_row,
    record_id_is_unique,
    record_list_is_what_the_headline_counted,
    splits_add_back,
    union_of_a_split_is_the_headline,
    last_point_is_the_headline,
    every_point_is_a_headline,
    months_of_a_flow_add_up,
    month_is_that_of_the_day,
    share_lies_between_nothing_and_all,
    reasons_are_in_the_header,
    shown_sql_is_the_run_sql,
)
