"""The data dictionary, docs/data-dictionary.md, from schemas and reference data: ``python -m etl.forms.dictionary``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from etl.forms.column_words import how_to_write, words_to_choose
from etl.types.reference_data import REFERENCE_FOLDER
from etl.types.table_schema import Column, TableSchema, record_types

PATH = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
OPENING = """# 数据字典

由 `etl/schemas/` 和 `data/reference/datapackage.json` 生成（`make dictionary`），请不要直接改这个文件。

表头用“表头”一栏的写法，也认“也可以叫”一栏和英文列名。
🔑 合起来唯一确定一条记录；**粗体** 必填；🔒 个人信息，入库前脱敏。
"""


def dictionary() -> str:
    """Return the text of the data dictionary."""
    parts = [OPENING, "## 记录类型\n"]
    parts += [_record_type(schema) for schema in record_types().values()]
    package = json.loads((REFERENCE_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    parts += [
        "## 参考数据\n",
        f"{package['description']}在 `data/reference/` 里用 Excel 或 WPS 就能改，下一次导入时生效。\n",
    ]
    parts += [_reference(resource) for resource in package["resources"]]
    return "\n".join(parts)


def _record_type(schema: TableSchema) -> str:
    lines = [f"### {schema.name} {schema.title}\n", f"{schema.description}\n"]
    lines += _table(
        ("列", "表头", "也可以叫", "怎么写", "说的是"), [_column(schema, column) for column in schema.columns]
    )
    lines += [f"- {rule.message}（{'退回' if rule.severity == 'refuse' else '提醒'}）。" for rule in schema.rules]
    return "\n".join(lines) + "\n"


def _column(schema: TableSchema, column: Column) -> tuple[str, ...]:
    name = f"`{column.name}`"
    if column.required:
        name = f"**{name}**"
    marks = (" 🔑" if column.name in schema.key else "") + (" 🔒" if column.personal else "")
    return (name + marks, column.title, "、".join(column.aliases), _writing(schema, column), column.description)


def _writing(schema: TableSchema, column: Column) -> str:
    reference = schema.reference_of(column.name)
    how = how_to_write(schema, column)
    if reference and reference.resource == "project":
        return f"{how}，重点项目台账里有的"
    words = words_to_choose(schema, column)
    if column.type == "boolean" or not words:
        return how
    listed = f"见参考数据 {reference.resource}" if reference else " · ".join(words)
    return listed if column.type != "list" else f"{how}：{listed}"


def _reference(resource: dict[str, Any]) -> str:
    fields = resource["schema"]["fields"]
    keys = resource["schema"].get("primaryKey", [])
    rows: list[tuple[str, ...]] = []
    for field in fields:
        asked = field.get("constraints", {})
        name = f"**`{field['name']}`**" if asked.get("required") else f"`{field['name']}`"
        words = " · ".join(str(word) for word in asked.get("enum", []))
        rows.append(
            (name + (" 🔑" if field["name"] in keys else ""), words or field["type"], field.get("description", ""))
        )
    lines = [f"### {resource['name']} {resource.get('title', '')}\n", f"文件：`data/reference/{resource['path']}`\n"]
    return "\n".join([*lines, *_table(("列", "怎么写", "说的是"), rows)]) + "\n"


def _table(heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [heading, ("---",) * len(heading), *rows]
    return ["| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines] + [""]


def write_dictionary(path: Path = PATH) -> None:
    """Write the data dictionary to ``path``."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(dictionary(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_dictionary()
