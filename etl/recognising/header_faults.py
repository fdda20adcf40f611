"""What is wrong with a header: no header at all, columns nobody knows, columns given twice, columns missing."""

from __future__ import annotations

from etl.faults import Fault, notice, stop
from etl.language import said
from etl.recognising.recognised import Recognised
from etl.types.table_schema import Column, TableSchema
from etl.types.wordmatch import nearest, normalised

# Columns that number the lines: nobody needs them, nobody should have to delete them.
LINE_NUMBERS = frozenset(normalised(word) for word in ("序号", "编号(序号)", "No.", "行号"))
# Our own column in a workbook of faults: it says what was wrong, and nothing about the record.
FAULT_WORDS = frozenset(normalised(word) for word in ("错误说明", "What is wrong"))


def no_header(heads: list[list[list[str]]], schema: TableSchema | None) -> Fault:
    """Return what stops a file in whose first rows (``heads``, per table) no header was found."""
    widest = max((len(cells) for head in heads for cells in head), default=0)
    wanted = "、".join(column.title for column in schema.columns if column.required) if schema else ""
    if widest == 0:
        return stop("empty_file", "文件里没有内容。请检查是否导出失败，重新导出后上传。")
    if widest == 1 and (schema is None or len(schema.columns) > 1):
        return stop(
            "not_a_table",
            "内容不是表格：没有用逗号、制表符、分号或竖线隔开的列。"
            "请用 Excel 或 WPS 打开原表，另存为 .xlsx 或 CSV 后重新上传。",
        )
    if schema:
        return stop("no_header", f"前 40 行里找不到“{schema.title}”的表头。表头至少要有：{wanted}。可下载模板对照。")
    return stop(
        "unknown_type",
        "前 40 行里找不到认得的表头，看不出是哪一种记录。请对照模板改表头，或说明类型（上传页上选择，或 --type）。",
    )


def judge_header(found: Recognised) -> Recognised:
    """Add to ``found`` everything that is wrong with its header, and return it."""
    names = found.schema.headers
    taken = set(found.positions.values())
    absent = [column for column in found.schema.columns if column.name not in found.positions]
    for position, cell in enumerate(found.header):
        if position in taken or position in {*found.aside, *found.nameless, *found.told}:
            continue
        column = names.get(normalised(cell))
        if column is not None:
            found.faults.append(_twice(found, column, cell))
        elif normalised(cell) in LINE_NUMBERS and not found.schema.is_standard:
            found.aside.append(position)
            found.faults.append(
                notice("left_out_column", f"“{cell}”列只是行号，没有导入。", found.header_row, cell, cell)
            )
        else:
            found.faults.append(_other_unit(found, cell, absent) or _unknown(found, cell, absent))
    for column in absent:
        if column.required or found.schema.is_standard:
            found.faults.append(_missing(found, column))
    found.faults += [_remembered(found, header, column) for header, column in found.remembered.items()]
    if found.told:
        words = said("“{h}”列是上次核对写进去的说明，没有导入。", h=found.header[found.told[0]])
        found.faults.append(notice("left_out_column", words, found.header_row, found.header[found.told[0]]))
    return found


def _remembered(found: Recognised, header: str, column: str) -> Fault:
    words = said("“{h}”列按上次的选择，没有导入。", h=header)
    if column:
        words = said("“{h}”按上次的对应读作“{column}”。", h=header, column=found.schema.column(column).title)
    return notice("remembered", words, found.header_row, header, header)


def _twice(found: Recognised, column: Column, cell: str) -> Fault:
    first = found.header[found.positions[column.name]]
    return stop(
        "duplicate_header",
        f"“{first}”和“{cell}”都是“{column.title}”这一列，不知道该用哪一列。请删去一列，"
        f'或用 --map "{cell}=" 说明这一列不导入。',
        found.header_row,
        cell,
        cell,
    )


def _other_unit(found: Recognised, cell: str, absent: list[Column]) -> Fault | None:
    """A known column in another unit: taken for the known one, every figure in it would be wrong."""
    name, bracket, unit = normalised(cell).partition("(")
    for column in absent:
        if bracket and column.unit and name == normalised(column.title).partition("(")[0]:
            words = said(
                "“{h}”以“{theirs}”为单位，“{title}”要以“{ours}”为单位。请把这一列换算好，表头写成“{title}”。",
                h=cell,
                theirs=unit.rstrip(")"),
                title=column.title,
                ours=column.unit,
            )
            return stop("otherUnit", words, found.header_row, cell, cell)
    return None


def _unknown(found: Recognised, cell: str, absent: list[Column]) -> Fault:
    near = nearest(cell, [column.title for column in absent])
    hint = f"是不是“{near}”？" if near else ""
    return stop(
        "unknown_header",
        f"“{found.schema.title}”没有“{cell}”这一列。{hint}请改成模板里的列名，或删去这一列；"
        f'也可以在上传页上对应，或用 --map "{cell}={near or "列名"}"（不导入就写 --map "{cell}="）。',
        found.header_row,
        cell,
        cell,
    )


def _missing(found: Recognised, column: Column) -> Fault:
    others = "、".join(column.names[2:4])
    also = f"（也可以叫{others}）" if others else ""
    return stop(
        "missing_column",
        f"缺少必填列“{column.title}”{also}。请补上这一列；如果它在文件里叫别的名字，请在上传页上对应，"
        f'或用 --map "文件里的列名={column.title}"。',
        found.header_row,
        column.title,
    )
