"""What is wrong with a header: no header at all, columns nobody knows, columns given twice, columns missing."""

from __future__ import annotations

from etl.faults import Fault, notice, stop
from etl.language import listed, quoted, said
from etl.reading.delimited import HEAD_ROWS
from etl.recognising.recognised import Recognised
from etl.types.table_schema import Column, TableSchema
from etl.types.titles import titled
from etl.types.wordmatch import nearest, normalised

# Columns that number the lines: nobody needs them, nobody should have to delete them.
LINE_NUMBERS = frozenset(normalised(word) for word in ("序号", "编号(序号)", "No.", "行号"))
# Our own column in a workbook of faults: it says what was wrong, and nothing about the record.
FAULT_WORDS = frozenset(normalised(word) for word in ("错误说明", "What is wrong"))


def no_header(heads: list[list[list[str]]], schema: TableSchema | None) -> Fault:
    """Return what stops a file in whose first rows (``heads``, per table) no header was found."""
    widest = max((len(cells) for head in heads for cells in head), default=0)
    wanted = listed([titled(column) for column in schema.columns if column.required]) if schema else ""
    if widest == 0:
        return stop("empty_file", said("文件里没有内容。请检查是否导出失败，重新导出后上传。"))
    if widest == 1 and (schema is None or len(schema.columns) > 1):
        return stop(
            "not_a_table",
            said(
                "内容不是表格：没有用逗号、制表符、分号或竖线隔开的列。"
                "请用 Excel 或 WPS 打开原表，另存为 .xlsx 或 CSV 后重新上传。"
            ),
        )
    if schema:
        words = said(
            "前 {rows} 行里找不到“{type}”的表头。表头至少要有：{wanted}。可下载模板对照。",
            rows=HEAD_ROWS,
            type=said(schema.title),
            wanted=wanted,
        )
        return stop("no_header", words)
    return stop(
        "unknown_type",
        said(
            "前 {rows} 行里找不到认得的表头，看不出是哪一种记录。"
            "请对照模板改表头，或说明类型（上传页上选择，或 --type）。",
            rows=HEAD_ROWS,
        ),
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
            words = said("“{h}”列只是行号，没有导入。", h=cell)
            found.faults.append(notice("left_out_column", words, found.header_row, cell, cell))
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
        words = said("“{h}”按上次的对应读作“{column}”。", h=header, column=titled(found.schema.column(column)))
    return notice("remembered", words, found.header_row, header, header)


def _twice(found: Recognised, column: Column, cell: str) -> Fault:
    first = found.header[found.positions[column.name]]
    return stop(
        "duplicate_header",
        said(
            '“{first}”和“{h}”都是“{column}”这一列，不知道该用哪一列。请删去一列，或用 --map "{h}=" 说明这一列不导入。',
            first=first,
            h=cell,
            column=titled(column),
        ),
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
    hint = said("是不是“{near}”？", near=near) if near else ""
    return stop(
        "unknown_header",
        said(
            "“{type}”没有“{h}”这一列。{near}请改成模板里的列名，或删去这一列；"
            '也可以在上传页上对应，或用 --map "{h}={column}"（不导入就写 --map "{h}="）。',
            type=said(found.schema.title),
            h=cell,
            near=hint,
            column=near or said("列名"),
        ),
        found.header_row,
        cell,
        cell,
    )


def _missing(found: Recognised, column: Column) -> Fault:
    others = listed([quoted(name) for name in column.names[2:4]])
    also = said("（也可以叫{others}）", others=others) if others else ""
    return stop(
        "missing_column",
        said(
            "缺少必填列“{h}”{also}。请补上这一列；如果它在文件里叫别的名字，请在上传页上对应，"
            '或用 --map "文件里的列名={h}"。',
            h=column.title,
            also=also,
        ),
        found.header_row,
        column.title,
    )
