"""How KPIs moved, as the journal of a version keeps it: as text when a batch is loaded, read back for the history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from etl.comparing.kpi_moves import Move
from queries.questions import Headline


def moves_as_text(moves: Iterable[Move]) -> str:
    """Return the moves as the journal keeps them: a small JSON text."""
    return json.dumps([move.as_json() for move in moves], ensure_ascii=False)


def moves_in_text(text: str | None) -> list[Move] | None:
    """Return the moves that ``moves_as_text`` wrote; None when none were worked out, as before they were kept."""
    if text is None:
        return None
    return [Move(entry["kpi"], _headline(entry["before"]), _known(entry["after"])) for entry in json.loads(text)]


def _headline(stored: Mapping[str, Any] | None) -> Headline | None:
    return None if stored is None else _known(stored)


def _known(stored: Mapping[str, Any]) -> Headline:
    return Headline(stored["numerator"], stored["denominator"], stored["value"], {})
