"""The product's check finds the very cells that a slow check in plain Python finds, and no others."""

from __future__ import annotations

from pathlib import Path

from benchmarks.approvals_file import ROOT, write_faulty_approvals, write_projects
from benchmarks.faults import column, found_by_the_product
from benchmarks.plain_check import wrong_cells


def test_every_faulty_cell_is_found_and_none_invented(tmp_path: Path) -> None:
    approvals, ledger = tmp_path / "approvals.csv", write_projects(tmp_path / "projects.csv")
    made = write_faulty_approvals(approvals, 6_000, every=50)
    right = wrong_cells(
        approvals, column(ledger, "项目代码"), column(ROOT / "data" / "reference" / "item.csv", "item_id")
    )
    assert len(right) >= made == 120
    assert found_by_the_product(approvals, ledger) == right
