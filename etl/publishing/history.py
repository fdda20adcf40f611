"""The history of a warehouse: which batches there are, and taking one back, or letting it stand again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.comparing.kpi_moves import Move
from etl.language import said
from etl.publishing.current_rows import restate
from etl.publishing.journal import ranges
from etl.publishing.publish import Candidate, next_version
from etl.publishing.unknown_projects import refuse_unknown_projects
from etl.publishing.version_moves import moves_with
from etl.publishing.waiting_line import Progress
from etl.refusal import Refusal
from etl.types.ledgers import ledgers
from queries.warehouse import NoWarehouse, Warehouse, current_version, open_warehouse

SAMPLE = "sample"


def nothing_yet() -> str:
    """Return the sentence for a warehouse without any data."""
    return said("还没有导入过任何数据。")


@dataclass
class Restated:
    """What an undo or a redo did: the version it made, the batches it meant, and the KPIs that moved."""

    version: int
    batches: list[int]
    kpis: list[Move] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the result as the command line writes it."""
        return {"version": self.version, "batches": self.batches, "kpis": [move.as_json() for move in self.kpis]}


def history(folder: Path) -> list[dict[str, Any]]:
    """Return every batch ever loaded, the newest first, as dicts of journal.batch's columns; [] when there is none."""
    return _journal(folder, "SELECT * FROM journal.batch ORDER BY batch_no DESC")


def versions(folder: Path) -> list[dict[str, Any]]:
    """Return every version ever published, the newest first, as dicts of journal.version's columns."""
    return _journal(folder, "SELECT * FROM journal.version ORDER BY version_no DESC")


def refused_rows(folder: Path, batch_no: int) -> list[dict[str, Any]]:
    """Return the rows of a batch that were refused when its other rows were loaded."""
    return _journal(
        folder,
        "SELECT * FROM journal.refused WHERE batch_no = $batch_no ORDER BY row_no, column_name",
        {"batch_no": batch_no},
    )


def _journal(folder: Path, query: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    try:
        warehouse: Warehouse = open_warehouse(folder)
    except NoWarehouse:
        return []
    rows: list[dict[str, Any]] = warehouse.sql(query, parameters).to_pylist()
    return rows


def undo(folder: Path, batch: int | str, *, by: str = "", note: str = "", progress: Progress | None = None) -> Restated:
    """Let a batch (or all sample batches: 'sample') stand no longer, in a new version; its rows and original stay.

    ``progress`` is told how many others are in front. Raises Refusal when there is no such batch, it is undone already,
    or what remains would refer to unknown projects.
    """
    return _restate(folder, batch, stands=False, by=by, note=note, progress=progress)


def redo(folder: Path, batch: int | str, *, by: str = "", note: str = "", progress: Progress | None = None) -> Restated:
    """Let an undone batch (or all sample batches) stand again, in a new version. Raises Refusal as ``undo`` does."""
    return _restate(folder, batch, stands=True, by=by, note=note, progress=progress)


def _restate(
    folder: Path, batch: int | str, *, stands: bool, by: str, note: str, progress: Progress | None
) -> Restated:
    action, verb = ("redo", said("恢复")) if stands else ("undo", said("撤销"))
    if current_version(folder) is None:
        raise Refusal(nothing_yet())
    with next_version(folder, waiting=progress) as candidate:
        candidate.discard = True
        numbers = _batches_meant(candidate, batch, stands, verb)
        set_standing(candidate, numbers, stands)
        refuse_unknown_projects(candidate.connection, verb)
        candidate.note_version(action, ranges(numbers), by, note)
        candidate.finish()
        moves = moves_with(candidate, keep=True)
        candidate.discard = False
    return Restated(candidate.version_no, numbers, moves)


def set_standing(candidate: Candidate, numbers: list[int], stands: bool) -> None:
    """Let the batches ``numbers`` stand or not, and find the current rows of their types anew."""
    connection = candidate.connection
    connection.execute(
        "UPDATE journal.batch SET stands = $stands WHERE batch_no IN (SELECT unnest($numbers))",
        {"stands": stands, "numbers": numbers},
    )
    types = connection.execute(
        "SELECT DISTINCT type FROM journal.batch WHERE batch_no IN (SELECT unnest($numbers))", {"numbers": numbers}
    ).fetchall()
    for (name,) in types:
        restate(connection, ledgers()[name])
        candidate.changed.add(name)


def _batches_meant(candidate: Candidate, batch: int | str, stands: bool, verb: str) -> list[int]:
    """Return the batch numbers meant; those of the sample are all that are not yet as wanted."""
    known = dict(candidate.connection.execute("SELECT batch_no, stands FROM journal.batch").fetchall())
    if batch == SAMPLE:
        sample = candidate.connection.execute(
            "SELECT batch_no FROM journal.batch WHERE is_sample AND stands <> $stands ORDER BY batch_no",
            {"stands": stands},
        ).fetchall()
        if not sample:
            raise Refusal(said("没有可{verb}的示例数据。", verb=verb))
        return [number for (number,) in sample]
    number = int(batch)
    if number not in known:
        raise Refusal(said("没有第 {n} 批。用 python -m etl history 看有哪些批次。", n=number))
    if known[number] == stands:
        if stands:
            raise Refusal(said("第 {n} 批现在就是有效的，不必再恢复。", n=number))
        raise Refusal(said("第 {n} 批已经撤销了，不必再撤销。", n=number))
    return [number]
