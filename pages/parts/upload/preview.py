"""What loading a draft would do, and what came of the last thing that was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.checking.faulty_rows import FaultyRow
    from etl.comparing.kpi_moves import Move
    from etl.comparing.revisions import Revision
    from etl.publishing.load import LoadResult


@dataclass(frozen=True)
class Preview:
    """What loading the draft would do, for the question ``key``; ``refusal`` is the sentence when it cannot be said."""

    key: tuple[object, ...]
    result: LoadResult | None = None
    refusal: str = ""
    # Further rows of a kind of faults, once someone turned to them.
    sheets: dict[tuple[object, ...], list[FaultyRow]] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What was last done: 'load', 'undo' or 'redo', the version it made, and the KPIs it moved; or why it was not."""

    action: str
    version: int | None = None
    batches: tuple[int, ...] = ()
    refused: int = 0
    moves: tuple[Move, ...] = ()
    # Published months that read otherwise now; None when they were not looked at.
    revisions: tuple[Revision, ...] | None = None
    refusal: str = ""
    is_sample: bool = False
