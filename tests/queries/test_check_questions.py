"""The checks can be asked for: what each looks for in both languages, how many rows it finds, and which."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from queries.catalogue import DefinitionError
from queries.checks import CHECK_FOLDER, checks, wrong_count, wrong_rows
from tests.queries.conftest import Opener

PROJECT = {"project_id": "P1", "category": "城市更新", "street": "北宅街道", "lead_group": "项目立项"}


def never(number: int) -> dict[str, object]:
    """Return a listing that was taken off before it could count."""
    first = date(2025, 1, 1)
    return {
        "project_id": "P1",
        "list_year": 2000 + number,
        "level": "市级",
        "list_class": "建设类",
        "delisted_on": first,
    }


def test_every_file_is_a_check_with_words_in_both_languages() -> None:
    found = checks()
    assert [check.name for check in found] == sorted(path.stem for path in CHECK_FOLDER.glob("*.sql"))
    for check in found:
        assert check.a_row_is.zh
        assert check.a_row_is.en
        assert "\n" not in check.what_to_do.zh + check.what_to_do.en


def test_checks_can_be_asked_for_by_severity() -> None:
    assert {check.severity for check in checks("notice")} == {"notice"}
    assert len(checks("notice")) + len(checks("stop")) == len(checks())


def test_what_a_check_finds_is_counted_in_full_and_listed_up_to_a_limit(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({"project": [PROJECT], "listing": [never(25), never(26), never(27)]})
    check = next(check for check in checks("notice") if check.name == "never_on_list")
    assert wrong_count(warehouse, check) == 3
    listed = wrong_rows(warehouse, check, 2)
    assert [row["record_id"] for row in listed] == ["P1 · 2025", "P1 · 2026"]
    assert listed[0]["record_type"] == "listing"


def test_a_check_without_its_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.sql").write_text("SELECT 1", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"odd\.sql"):
        checks(folder=tmp_path)
