"""The sample comes in as a bureau's files would: nothing refused, nothing to remark, all at once or month by month."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from etl.publishing.load import LoadResult, load_files
from etl.recognising.source import Source
from queries.checks import checks, wrong_rows
from queries.warehouse import Warehouse, open_warehouse


def load(folder: Path, paths: list[Path]) -> LoadResult:
    """Load files under the names of their months."""
    return load_files(folder, [Source(f"{path.parent.name}/{path.name}", path) for path in paths], ask_kpis=False)


def faults(result: LoadResult) -> list[str]:
    """Return everything that was said about the files of a load."""
    return [f"{file.check.file}: {fault.message}" for file in result.files for fault in file.check.faults]


def ledger_counts(warehouse: Warehouse) -> list[tuple[str, int]]:
    """Return how many current records each type has."""
    return warehouse.rows(
        "SELECT record_type, count(*) FROM fact.kept_row WHERE is_current GROUP BY record_type ORDER BY record_type"
    )


def test_all_files_at_once_bring_no_fault_and_no_notice(files: list[Path], tmp_path: Path) -> None:
    result = load(tmp_path / "warehouse", files)
    assert not result.is_refused
    assert faults(result) == []
    assert sum(file.check.accepted for file in result.files) == sum(
        path.read_bytes().count(b"\n") - 1 for path in files
    )


def test_months_one_after_the_other_end_where_all_at_once_does(
    files: list[Path], started: Warehouse, tmp_path: Path
) -> None:
    for month, paths in groupby(files, lambda path: path.parent.name):
        result = load(tmp_path / "warehouse", list(paths))
        assert not result.is_refused, month
        assert faults(result) == [], month
        # A line that changes nothing would be a month reported twice.
        changed = [file.comparison.unchanged for file in result.files if file.comparison]
        assert sum(changed) == 0, month
    warehouse = open_warehouse(tmp_path / "warehouse")
    assert ledger_counts(warehouse) == ledger_counts(started)
    for relation in ("record.project", "record.blocker", "record.approval", "record.milestone"):
        columns = [
            name
            for (name,) in started.rows(
                "SELECT column_name FROM information_schema.columns WHERE table_schema || '.' || table_name = $name",
                {"name": relation},
            )
            if name not in ("batch_no", "row_no", "is_current", "contact_name", "contact_phone")
        ]
        listed = f"SELECT {', '.join(columns)} FROM {relation} ORDER BY ALL"
        assert warehouse.rows(listed) == started.rows(listed), relation
    warehouse.close()


def test_no_check_finds_a_wrong_row(started: Warehouse) -> None:
    assert {check.name: rows for check in checks() if (rows := wrong_rows(started, check, 3))} == {}


def test_every_month_has_a_file_of_every_type_with_a_byte_order_mark(files: list[Path]) -> None:
    months = {path.parent.name for path in files}
    assert (min(months), max(months), len(months)) == ("2023-07", "2025-06", 24)
    assert len(files) == 24 * 10
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in files)


def test_days_are_written_the_way_each_office_writes_them(files: list[Path]) -> None:
    text = {path.parent.name + path.stem: path.read_text(encoding="utf-8-sig") for path in files}
    assert "2024/3/5" in text["2024-03咨询登记"]
    assert "2024年3月" in text["2024-03调度会议记录"]
    assert "2024-03-" in text["2024-03走访服务记录"]
