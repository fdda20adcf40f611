"""The reference tables: edited files are taken up, wrong ones refused, and working days count by subtraction."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from etl.refusal import Refusal
from etl.types.reference_data import REFERENCE_FOLDER, create_reference, fingerprints, reference_files
from etl.types.working_days import is_working_day


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    opened.execute("CREATE SCHEMA reference")
    return opened


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE_FOLDER, tmp_path / "reference"))


def test_every_reference_file_becomes_a_table_with_all_its_rows(connection: duckdb.DuckDBPyConnection) -> None:
    for name, path in reference_files().items():
        create_reference(connection, name)
        rows = connection.execute(f"SELECT count(*) FROM reference.{name}").fetchall()[0][0]
        assert rows == len([line for line in path.read_text("utf-8-sig").splitlines() if line.strip()]) - 1


def test_a_file_saved_from_excel_in_gb18030_reads_the_same(connection: duckdb.DuckDBPyConnection, edited: Path) -> None:
    create_reference(connection, "workgroup")
    before = connection.execute("SELECT * FROM reference.workgroup").fetchall()
    path = edited / "workgroup.csv"
    path.write_bytes(path.read_text("utf-8-sig").encode("gb18030"))
    create_reference(connection, "workgroup", edited)
    assert connection.execute("SELECT * FROM reference.workgroup").fetchall() == before


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("target", "start_rate,2025-07,七成", "七成"),
        ("workgroup", "G9,多一格,9,x", "格"),
        ("item", None, "空"),
    ],
)
def test_a_wrong_reference_file_is_refused_by_name(
    connection: duckdb.DuckDBPyConnection, edited: Path, name: str, line: str | None, said: str
) -> None:
    path = edited / f"{name}.csv"
    text = path.read_text("utf-8-sig")
    path.write_text("" if line is None else f"{text.rstrip()}\n{line}\n", encoding="utf-8")
    with pytest.raises(Refusal, match=said) as refused:
        create_reference(connection, name, edited)
    assert path.name in str(refused.value)


def test_bytes_that_are_no_text_are_told_by_file(connection: duckdb.DuckDBPyConnection, edited: Path) -> None:
    (edited / "street.csv").write_bytes(b"street,position\n\xff\xff,1\n")
    with pytest.raises(Refusal, match=r"street\.csv"):
        create_reference(connection, "street", edited)


def test_an_edit_is_noticed(edited: Path) -> None:
    before = fingerprints(edited)
    path = edited / "street.csv"
    path.write_text(path.read_text("utf-8-sig") + "新街道,9\n", encoding="utf-8")
    assert {name for name, mark in fingerprints(edited).items() if mark != before[name]} == {"street"}


def test_holidays_and_make_up_days_are_the_state_councils() -> None:
    assert not is_working_day(date(2025, 1, 29))
    assert is_working_day(date(2025, 1, 26))
    assert not is_working_day(date(2025, 10, 8))
    assert is_working_day(date(2025, 10, 11))


def test_years_the_calendar_does_not_know_are_monday_to_friday() -> None:
    assert is_working_day(date(2034, 10, 2))
    assert not is_working_day(date(2034, 10, 1))


def test_working_days_between_two_days_are_a_difference(connection: duckdb.DuckDBPyConnection) -> None:
    create_reference(connection, "calendar")
    numbers = dict(connection.execute("SELECT day, working_day_no FROM reference.calendar").fetchall())
    assert min(numbers) == date(2015, 1, 1)
    assert max(numbers) == date(2035, 12, 31)
    begun, ended = date(2025, 1, 24), date(2025, 2, 10)
    by_hand = sum(is_working_day(begun + timedelta(days=n)) for n in range(1, (ended - begun).days + 1))
    assert numbers[ended] - numbers[begun] == by_hand == 7
