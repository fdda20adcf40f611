"""How a column is called in a sentence: by the header to write for it, and in English also by what that means."""

from __future__ import annotations

from etl.language import quoted, said, spoken
from etl.types.table_schema import Column


def titled(column: Column) -> str:
    """Return the header of ``column``; where English is spoken between quotation marks, with its meaning behind."""
    if spoken() == "zh":
        return column.title
    meaning = said(column.title)
    return quoted(column.title) if meaning == column.title else f"{quoted(column.title)} ({meaning})"
