"""What is asked of blockers is asked in the SQL that both engines run."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from queries.blockers.movements import movements
from queries.blockers.overdue import count_late, overdue
from queries.blockers.parts_in import found_by, teams
from queries.blockers.standing import ages, stages, waiting
from queries.blockers.time_to_resolve import followed
from queries.windows import Window
from tests.queries.conftest import Opener
from tests.queries.test_sql_subset import FORBIDDEN, OF_QUESTIONS, WORDS


def test_every_question_keeps_to_the_subset(warehouse_of: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"blocker_id": "B1", "project_id": "P1", "found_on": date(2025, 1, 1), "owner_team": "金牌团队"}
    warehouse = warehouse_of({"project": [{"project_id": "P1", "category": "城市更新"}], "blocker": [row]})
    sent: list[str] = []
    ask = warehouse.rows

    def noted(text: str, given: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        sent.append(text)
        return ask(text, given)

    monkeypatch.setattr(warehouse, "rows", noted)
    days, where = Window(date(2025, 1, 1), date(2025, 6, 30)), {"category": ("城市更新", None)}
    for question in (movements, waiting, ages, followed, count_late):
        question(warehouse, days, where)
    overdue(warehouse, days, where, 5, 5)
    teams(warehouse, days, where, "open")
    found_by(warehouse, days, where, "channel")
    stages(warehouse)
    assert len(sent) == 9
    for text in sent:
        code = re.sub(r"'[^']*'", "''", text)
        for pattern, instead in FORBIDDEN.items():
            found = re.search(pattern, code, re.IGNORECASE)
            assert not found, f"{found and found.group()!r} is not in the subset; write {instead}: {text}"
        assert set(re.findall(r"\b([A-Za-z_]\w*)\s*\(", code)) - WORDS <= OF_QUESTIONS, text
