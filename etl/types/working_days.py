"""The calendar of working days as a table: one row a day, with a running number to count by subtraction."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.metadata import version

import chinese_calendar
import duckdb

from etl.text_columns import text_table

FIRST_DAY = date(2015, 1, 1)
LAST_DAY = date(2035, 12, 31)
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Say whether ``day`` is worked: by the State Council's calendar where it is known, else Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


def fingerprint() -> str:
    """Return what the table depends on: the calendar package's version and the span of days."""
    return f"{version('chinese-calendar')} {FIRST_DAY} {LAST_DAY}"


def create_calendar(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``reference.calendar`` anew in the candidate: day, month, month_end, is_working_day, working_day_no."""
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    known = text_table(["day", "worked"], [[day, is_working_day(day)] for day in days])
    connection.register("calendar_text", known)
    connection.execute(
        """
        CREATE OR REPLACE TABLE reference.calendar AS
        SELECT
            day,
            CAST(date_trunc('month', day) AS DATE) AS month,
            last_day(day) AS month_end,
            worked AS is_working_day,
            CAST(count(*) FILTER (worked) OVER (ORDER BY day) AS INTEGER) AS working_day_no
        FROM (SELECT CAST(day AS DATE) AS day, CAST(worked AS BOOLEAN) AS worked FROM calendar_text)
        ORDER BY day
        """
    )
    connection.unregister("calendar_text")
