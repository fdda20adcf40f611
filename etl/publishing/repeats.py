"""Files that were already loaded: the same bytes as the same record type, in the journal or twice in one load."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from etl.faults import FileCheck, stop
from etl.language import said


def stop_repeats(connection: duckdb.DuckDBPyConnection, checks: Sequence[FileCheck]) -> None:
    """Add a stop to each file that a standing batch already holds byte for byte, or that was given twice.

    Files without a row are left alone: two empty months are the same bytes, and both are true.
    """
    # The same file, but put right in other places, is another upload.
    standing = {
        (name, sha256, mends or ""): (number, file_name, at)
        for name, sha256, mends, number, file_name, at in connection.execute(
            "SELECT type, sha256, json_extract_string(mends, '$.sha256'), batch_no, file_name, loaded_at "
            "FROM journal.batch WHERE stands ORDER BY batch_no"
        ).fetchall()
    }
    seen = set()
    for check in checks:
        key = (check.type, check.sha256)
        if not check.rows:
            continue
        if (*key, check.mends_sha256) in standing:
            number, file_name, at = standing[*key, check.mends_sha256]
            words = said(
                "这个文件已经导入过：第 {n} 批（{file}，{at}），内容一字不差。"
                "不必再导入；确要重来，请先撤销第 {n} 批。",
                n=number,
                file=file_name,
                at=f"{at:%Y-%m-%d %H:%M}",
            )
            check.add(stop("already_loaded", words))
        elif key in seen:
            check.add(stop("given_twice", said("这次给了两个内容一字不差的文件，请去掉一个。")))
        seen.add(key)
