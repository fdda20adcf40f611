"""What was put right in a file counts as if it were written there: cells, words, rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.checking.check_alone import check_files
from etl.faults import FileCheck
from etl.recognising.mends import Mend, mend_of, mends_as_text, mends_in_text, with_mends
from etl.recognising.source import Source
from tests.etl.files import VISITS, source, visits, workbook

WRONG = "\n".join(
    [
        VISITS,
        "ZF1,P1,2025-06-03,到现场,施工许可",
        "ZF2,P1,2025-02-30,到现场,施工许可",
        "ZF3,P1,2025-06-05,现场,施工许可",
        "ZF3,P1,2025-06-05,现场,施工许可",
    ]
)


def checked(file: Source, *mends: Mend) -> tuple[FileCheck, dict[str, str | None]]:
    """Check the file with ``mends``; returns the verdict and the first row as it was read."""
    with check_files([Source(file.name, file.path, mends=mends)]) as staged:
        (check,) = staged.files
        return check, check.preview[0]


def wrong(check: FileCheck) -> set[tuple[int | None, str, str]]:
    return {(fault.row, fault.column, fault.value) for fault in check.faults if fault.severity == "refuse"}


def test_a_cell_a_word_and_a_row_put_right_are_no_longer_wrong(tmp_path: Path) -> None:
    file = source(tmp_path, "走访.csv", WRONG)
    assert len(wrong(checked(file)[0])) == 4
    mends = (Mend("visit_mode", "现场", written="到现场"), Mend("visited_on", "2025-03-02", row=3), Mend(row=5))
    check, first = checked(file, *mends)
    assert check.ok
    assert (check.rows, check.accepted, check.mended, check.dropped) == (3, 3, 3, 1)
    assert first["走访方式"] == "现场"


def test_what_a_mend_says_is_judged_as_if_it_were_written_in_the_file(tmp_path: Path) -> None:
    file = source(tmp_path, "走访.csv", WRONG)
    check, _first = checked(file, Mend("visit_mode", "去现场", written="到现场"), Mend("workgroup", "", row=4))
    assert {(2, "走访方式", "去现场"), (3, "走访方式", "去现场"), (4, "走访专班", "")} <= wrong(check)


def test_mends_hold_in_their_order(tmp_path: Path) -> None:
    file = source(tmp_path, "走访.csv", WRONG)
    once = Mend("visit_mode", "去现场", written="到现场")
    check, first = checked(file, once, Mend("visit_mode", "现场", written="去现场"))
    assert first["走访方式"] == "现场"
    assert check.mended == 2
    # A row of its own is mended along the same way.
    _check, first = checked(file, once, Mend("visit_mode", "上门", row=2), Mend("visit_mode", "线上", written="上门"))
    assert first["走访方式"] == "线上"


def test_a_big_file_and_a_workbook_are_mended_by_excels_row_numbers_too(tmp_path: Path) -> None:
    rows = [f"ZF{n:06d},P1,2025-06-03,现场,施工许可" for n in range(30_000)]
    rows[20_000] = rows[20_000].replace("现场", "")
    big = source(tmp_path, "走访.csv", "\n".join([VISITS, *rows]))
    check, _first = checked(big, Mend("visit_mode", "现场", row=20_002))
    assert check.ok
    assert check.mended == 1
    banner = [["走访服务记录"], *(line.split(",") for line in WRONG.splitlines())]
    check, _first = checked(workbook(tmp_path, "走访.xlsx", {"表": banner}), Mend("visited_on", "2025-03-02", row=4))
    assert (4, "走访日期", "2025-02-30") not in wrong(check)
    assert (4, "走访方式", "到现场") in wrong(check)


def test_blank_rows_and_rows_beyond_the_file_stay_what_they_are(tmp_path: Path) -> None:
    file = source(tmp_path, "走访.csv", visits("ZF1") + ",,,,\n")
    check, _first = checked(file, Mend("visit_mode", "现场", row=900), Mend(row=901))
    assert check.ok
    assert (check.rows, check.mended, check.dropped) == (1, 0, 0)


def test_saying_anew_takes_the_place_of_what_was_said_of_the_same_cell() -> None:
    made = (Mend("visit_mode", "上门", row=2), Mend(row=5))
    later = Mend("visit_mode", "现场", row=2)
    assert with_mends(made, [later]) == (Mend(row=5), later)


def test_mends_are_kept_as_text_and_come_back_the_same() -> None:
    mends = (Mend("visit_mode", "现场", written="到\n“现场”"), Mend("topic", "", row=3), Mend(row=5))
    assert mends_in_text(mends_as_text(mends)) == mends
    with pytest.raises(ValueError, match="a row or a word"):
        mend_of({"column": "visit_mode", "value": "现场", "written": ""})
