"""The file of the next version: empty, or a copy of the current one, which must be there and whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from etl.database import database_settings
from etl.language import said
from etl.refusal import Refusal
from queries.version_files import is_torn, says_torn


def open_candidate(path: Path, start: Path | None) -> duckdb.DuckDBPyConnection:
    """Open the file at ``path``, empty or a copy of ``start``. Raises Refusal when that version is gone or torn."""
    if start is None:
        return duckdb.connect(str(path), config=database_settings())
    if not start.exists():
        words = "当前版本的数据文件 {file} 不在了。请运行 python -m etl rebuild，按留存的原件重建数据。"
        raise Refusal(said(words, file=start.name))
    torn = said(
        "当前版本的数据文件 {file} 已损坏。请运行 python -m etl rebuild，按留存的原件重建数据。", file=start.name
    )
    if is_torn(start):
        raise Refusal(torn)
    shutil.copyfile(start, path)
    try:
        return duckdb.connect(str(path), config=database_settings())
    except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException) as error:
        if says_torn(error):
            raise Refusal(said(torn, file=start.name)) from error
        raise
