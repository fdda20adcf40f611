"""The ways a file of approvals may go in, each in a process of its own: `python -m benchmarks.intake_ways WAY …`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import peak_memory_mb, stopwatch

# A wrong cell: the row as Excel counts it, and the column's header.
Cell = tuple[int, str]


def load(files: Path, work: Path) -> Callable[[], object]:
    """The product: check the file and load it into the warehouse at ``work``, which already knows the projects."""
    from etl.publishing.load import load_files
    from etl.recognising.source import Source

    def run() -> None:
        result = load_files(work, [Source(files.name, files)])
        assert result.version, [file.check.faults for file in result.files]

    return run


def check(files: Path, work: Path) -> Callable[[], object]:
    """The product's check alone, against the projects that the warehouse at ``work`` knows."""
    import duckdb

    from etl.checking.check import stage
    from etl.recognising.source import Source
    from queries.warehouse import current_version, version_path

    def run() -> None:
        number = current_version(work)
        assert number
        with duckdb.connect(str(version_path(work, number))) as connection:
            known = "SELECT project_id FROM record.project"
            with stage(connection, [Source(files.name, files)], known_projects=known) as staged:
                assert staged.files[0].ok, staged.files[0].faults

    return run


def raw_load(files: Path, work: Path) -> Callable[[], object]:
    """The shortest that DuckDB can be told: read, cast what can be cast, write a table. Nothing is checked."""
    import duckdb

    days = ("受理时间", "办结时间")
    numbers = ("承诺时限(工作日)", "暂停天数", "补正次数", "跑动次数")
    marks = ("是否容缺", "是否告知承诺")
    words = ("受理编号", "项目代码", "事项编码", "办理部门", "办理结果", "评价等级")
    columns = [
        *(f'"{name}"' for name in words),
        *(f'TRY_CAST("{name}" AS DATE) AS "{name}"' for name in days),
        *(f'TRY_CAST("{name}" AS INTEGER) AS "{name}"' for name in numbers),
        *(f'"{name}" = \'是\' AS "{name}"' for name in marks),
    ]

    def run() -> None:
        with duckdb.connect(str(work / "raw.duckdb")) as connection:
            connection.execute(
                f"CREATE TABLE approval AS SELECT {', '.join(columns)} FROM read_csv('{files}', all_varchar = true)"
            )

    return run


def frictionless(files: Path, work: Path) -> Callable[[], object]:
    """The Table Schema standard's own tool, with the same schema, key and look-ups; writes the wrong cells it finds."""
    from benchmarks.standard_validators import frictionless_cells

    return lambda: _keep(work, frictionless_cells(files))


def pandera(files: Path, work: Path) -> Callable[[], object]:
    """Pandera over pandas, with the same rules; writes the wrong cells it finds."""
    from benchmarks.standard_validators import pandera_cells

    return lambda: _keep(work, pandera_cells(files))


def load_what_is_right(files: Path, work: Path) -> Callable[[], object]:
    """The product, leaving out refused rows; writes the wrong cells as the warehouse keeps them."""
    from etl.publishing.load import load_files
    from etl.recognising.source import Source
    from queries.warehouse import open_warehouse

    def run() -> None:
        load_files(work, [Source(files.name, files)], skip_refused=True)
        found = open_warehouse(work).rows("SELECT row_no, column_name FROM journal.refused WHERE severity = 'refuse'")
        _keep(work, set(found))

    return run


def verify(files: Path, work: Path) -> Callable[[], object]:
    """The product: hold everything that the warehouse at ``work`` keeps against its checksums."""
    from etl.publishing.verify import verify as verified

    def run() -> None:
        wrong = [finding.words for finding in verified(work) if not finding.is_right]
        assert not wrong, wrong

    return run


def _keep(work: Path, cells: set[Cell]) -> None:
    (work / "cells.json").write_text(json.dumps(sorted(cells), ensure_ascii=False), encoding="utf-8")


WAYS = {way.__name__: way for way in (load, check, raw_load, frictionless, pandera, load_what_is_right, verify)}


def main(way: str, files: str, work: str) -> None:
    """Run one way over the file ``files`` with the folder ``work``, and print its time and memory as JSON."""
    taken = stopwatch(WAYS[way](Path(files), Path(work)))()
    print(json.dumps({"milliseconds": taken, "memory_mb": peak_memory_mb()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
