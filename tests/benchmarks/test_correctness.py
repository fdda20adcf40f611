"""The correctness table: the product is right or tells, on every kind; and a wrong table is judged to be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.correctness import RIGHT, THROUGH, TOLD, WRONG, judged, product
from benchmarks.messy_files import ROWS, Messy, messy_files


@pytest.mark.parametrize("mess", list(messy_files()), ids=lambda mess: mess.kind)
def test_the_product_reads_what_a_file_says_or_tells(mess: Messy, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(mess.content)
    assert judged(mess, product(path)) == (TOLD if mess.says is None else RIGHT)


def test_a_wrong_table_is_judged_wrong() -> None:
    mess = Messy("x", b"", ROWS, [["as", "written", *row[2:]] for row in ROWS])
    assert [judged(mess, read) for read in (None, ROWS, mess.written, ROWS[1:], [["V9", *ROWS[0][1:]], *ROWS[1:]])] == [
        TOLD, RIGHT, RIGHT, WRONG, WRONG,
    ]  # fmt: skip
    assert judged(Messy("x", b"", None, ROWS), ROWS) == THROUGH
    assert judged(Messy("x", b"", None), ROWS) == WRONG
