"""Rows whose project no ledger knows: they arise when a project ledger is undone or replaced."""

from __future__ import annotations

import duckdb

from etl.language import listed, said
from etl.refusal import Refusal
from etl.types.ledgers import ledgers

NAMED = 3


def refuse_unknown_projects(connection: duckdb.DuckDBPyConnection, verb: str = "") -> None:
    """Raise Refusal when a current row refers to a project that is not current; the sentence names the batches.

    ``verb`` is what the person was about to do, in the language spoken; "" stands for loading.
    """
    parts = " UNION ALL ".join(
        f"SELECT '{ledger.title}' AS title, batch_no, project_id FROM record.{name} "
        f"WHERE project_id IS NOT NULL AND project_id NOT IN (SELECT project_id FROM record.project)"
        for name, ledger in ledgers().items()
        if ledger.refers_to_project
    )
    found = connection.execute(
        f"SELECT title, batch_no, count(*), min(project_id) FROM ({parts}) GROUP BY ALL ORDER BY batch_no"
    ).fetchall()
    if not found:
        return
    named = listed(
        [
            said("第 {n} 批（{type}，{rows} 行）", n=n, type=said(title), rows=rows)
            for title, n, rows, _ in found[:NAMED]
        ]
    )
    if len(found) > NAMED:
        named = said("{batches}等 {count} 批", batches=named, count=len(found))
    raise Refusal(
        said(
            "不能{verb}：之后 {batches} 里的项目（如 {project}）在重点项目台账中就找不到了。"
            "请先撤销这些批次，或先导入含有这些项目的台账。数据没有变化。",
            verb=verb or said("导入"),
            batches=named,
            project=found[0][3],
        )
    )
