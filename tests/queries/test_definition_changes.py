"""Changes of a definition are read from the file that the bureau edits, oldest first, and at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from queries.catalogue import Words, kpis
from queries.reference_rows import reference_rows
from queries.surroundings import Event, definition_changes


def test_the_changes_of_one_kpi_come_oldest_first_and_follow_the_file(tmp_path: Path) -> None:
    file = tmp_path / "definition_change.csv"
    assert definition_changes("start_rate", tmp_path) == []
    lines = ["start_rate,2025-03-01,新,new", "site_visits,2025-01-01,别的,other", "start_rate,2024-02-29,旧,"]
    file.write_text("\n".join(["kpi,changed_on,words_zh,words_en", *lines]), encoding="utf-8")
    assert definition_changes("start_rate", tmp_path) == [
        Event(date(2024, 2, 29), Words("旧", "旧")),
        Event(date(2025, 3, 1), Words("新", "new")),
    ]
    file.write_bytes("kpi,changed_on,words_zh,words_en\nstart_rate,2025年3月,不明,\n".encode("gb18030"))
    assert definition_changes("start_rate", tmp_path) == []


def test_every_line_that_ships_names_a_kpi_and_a_day() -> None:
    rows = [cells for _row, cells in reference_rows("definition_change")]
    assert {cells["kpi"] for cells in rows} <= set(kpis())
    assert sum(len(definition_changes(name)) for name in kpis()) == len(rows) > 0
