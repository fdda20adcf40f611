"""How a column is explained to the person who fills it in: how to write it, which words it takes, an example."""

from __future__ import annotations

from collections.abc import Mapping

from etl.language import clauses, said
from etl.types.reference_words import reference_words
from etl.types.table_schema import Column, TableSchema


def how_to_write(schema: TableSchema, column: Column) -> str:
    """Return in a few words what a cell of the column must look like."""
    if column.type == "string" and words_to_choose(schema, column):
        return said("从可选的词里选一个")
    parts = [said("编号，按文本填写，不能有空格") if column.is_id else _form(column)]
    if column.unit:
        parts.append(said("单位{unit}", unit=said(column.unit)))
    is_day = column.type in ("date", "yearmonth")
    for name, value in column.constraints.items():
        if name == "minimum":
            parts.append(said("不早于 {value}", value=value) if is_day else said("不小于 {value}", value=value))
        if name == "maximum":
            parts.append(said("不晚于 {value}", value=value) if is_day else said("不大于 {value}", value=value))
    if "maxLength" in column.constraints:
        parts.append(said("最多 {n} 个字", n=column.constraints["maxLength"]))
    return clauses(parts)


def _form(column: Column) -> str:
    forms = {
        "date": said("日期，如 2025-03-05"),
        "yearmonth": said("月份，如 2025-03"),
        "year": said("四位年份，如 2025"),
        "integer": said("整数"),
        "number": said("数字"),
        "boolean": said("“是”或“否”"),
        "list": said("可以写几个，用“；”隔开"),
    }
    return forms.get(column.type, said("文字"))


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
