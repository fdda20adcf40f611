"""The words a column may hold because reference data knows them, and the word that is stored for each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from etl.language import said
from etl.refusal import Refusal
from etl.types.reference_data import read_reference, reference_files
from etl.types.table_schema import TableSchema


def reference_words(schema: TableSchema, folder: Path | None = None) -> dict[tuple[str, str], Mapping[str, str]]:
    """Return (type, column) → accepted word → stored word, for the columns of ``schema`` that refer to reference data.

    A column with ``accept_by`` also takes the words of that reference column; what they stand for is stored. A word
    used twice means its first row. Projects are no reference data. Raises Refusal when a reference file is broken.
    """
    files = reference_files(folder)
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for key in schema.foreign_keys:
        if key.resource not in files:
            continue
        header, rows = read_reference(files[key.resource])
        also = schema.column(key.column).accept_by
        for name in (key.reference, also or key.reference):
            if name not in header:
                file = files[key.resource].name
                raise Refusal(said("参考数据 {file} 缺少“{column}”列，请恢复它的表头。", file=file, column=name))
        stored = header.index(key.reference)
        words = {row[stored]: row[stored] for row in rows}
        if also:
            for row in rows:
                words.setdefault(row[header.index(also)], row[stored])
        found[schema.name, key.column] = words
    return found
