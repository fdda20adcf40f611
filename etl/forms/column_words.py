"""How a column is explained to the person who fills it in: how to write it, which words it takes, an example."""

from __future__ import annotations

from collections.abc import Mapping

from etl.types.reference_words import reference_words
from etl.types.table_schema import Column, TableSchema

_HOW = {
    "date": "日期，如 2025-03-05",
    "yearmonth": "月份，如 2025-03",
    "year": "四位年份，如 2025",
    "integer": "整数",
    "number": "数字",
    "boolean": "“是”或“否”",
    "list": "可以写几个，用“；”隔开",
}
_BOUNDS = {"minimum": "不小于 {}", "maximum": "不大于 {}"}
_DAY_BOUNDS = {"minimum": "不早于 {}", "maximum": "不晚于 {}"}


def how_to_write(schema: TableSchema, column: Column) -> str:
    """Return in a few words what a cell of the column must look like."""
    if column.type == "string" and words_to_choose(schema, column):
        return "从可选的词里选一个"
    how = "编号，按文本填写，不能有空格" if column.is_id else _HOW.get(column.type, "文字")
    if column.unit:
        how += f"，单位{column.unit}"
    is_day = column.type in ("date", "yearmonth")
    for name, words in (_DAY_BOUNDS if is_day else _BOUNDS).items():
        if name in column.constraints:
            how += "，" + words.format(column.constraints[name])
    if "maxLength" in column.constraints:
        how += f"，最多 {column.constraints['maxLength']} 个字"
    return how


def words_to_choose(schema: TableSchema, column: Column) -> list[str]:
    """Return the words the column takes, in the order in which they are offered; [] when it is free."""
    if "enum" in column.constraints:
        return [str(word) for word in column.constraints["enum"]]
    if column.item_enum:
        return list(column.item_enum)
    if column.type == "boolean":
        return ["是", "否"]
    found: Mapping[str, str] | None = reference_words(schema).get((schema.name, column.name))
    if not found:
        return []
    # Where a code and its name mean the same, the name is what a person would choose.
    by_stored = {stored: word for word, stored in found.items()}
    return list(by_stored.values()) if column.accept_by else list(found)
