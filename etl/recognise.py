"""The second step of the way in: which record type a file holds, where its header is, and which column is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from etl.delimited import Delimited
from etl.faults import Fault, notice, stop
from etl.source import Source
from etl.table_schema import Column, TableSchema, record_types
from etl.wordmatch import nearest, normalised
from etl.workbook import Sheet

# Columns that number the lines: nobody needs them, nobody should have to delete them.
LINE_NUMBERS = frozenset(normalised(word) for word in ("序号", "编号(序号)", "No.", "行号"))
LEFT_OUT = frozenset(("", "-", "不导入"))


@dataclass
class Recognised:
    """A table in a file: its type, its header, and the cell position of each column."""

    table: Delimited | Sheet
    schema: TableSchema
    header_row: int
    header: list[str]
    positions: dict[str, int] = field(default_factory=dict)
    # Cells of columns that are left out on purpose, and of columns without a header, which must be empty.
    aside: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    # Other tables in the same workbook that look like records too.
    others: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def sheet(self) -> str | None:
        """The name of the sheet, when the file is a workbook."""
        return self.table.name if isinstance(self.table, Sheet) else None

    @property
    def mapping(self) -> dict[str, str]:
        """Header as in the file → column, or → "" where it is left out; with it the file is read the same again."""
        aside = {self.header[position]: "" for position in self.aside}
        return aside | {self.header[position]: name for name, position in self.positions.items()}


def recognise(
    tables: Iterable[Delimited | Sheet],
    source: Source,
    schema: TableSchema | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Recognised | Fault:
    """Find the table, its type and its columns. Returns what stops the file as a Fault when no header is found.

    ``schema`` settles the type; else the header decides, then the file's name. ``mapping`` is header → column name or
    title, or → "" for a column to leave out.
    """
    chosen = {normalised(header): column.strip() for header, column in (mapping or {}).items()}
    schemas = [schema] if schema else list(record_types().values())
    best: tuple[tuple[int, int, int, int, int], Recognised] | None = None
    heads = [(table, table.head()) for table in tables]
    like_records: list[str] = []
    for order, (table, head) in enumerate(heads):
        for row, cells in enumerate(head, start=1):
            headers = {normalised(cell) for cell in cells}
            for candidate in schemas:
                if headers.isdisjoint(candidate.headers) and headers.isdisjoint(chosen):
                    continue
                found = _columns(table, candidate, row, cells, chosen)
                rank = _rank(found, source, order)
                if isinstance(table, Sheet) and table.is_visible and rank[0] and _is_header(found):
                    like_records.append(table.name)
                if best is None or rank > best[0]:
                    best = rank, found
            if schema and schema.is_standard and any(cell.strip() for cell in cells):
                break  # The standard knows no banner: the first row that is not blank is the header.
    if best is None or not _is_header(best[1]):
        return _no_header([head for _, head in heads], schema)
    rival = _rival(best[1], schemas, source, chosen)
    if rival:
        return rival
    if isinstance(best[1].table, Sheet):
        best[1].others = [name for name in dict.fromkeys(like_records) if name != best[1].table.name]
    return _judged(best[1])


def _columns(
    table: Delimited | Sheet, schema: TableSchema, row: int, cells: list[str], chosen: Mapping[str, str]
) -> Recognised:
    """Take ``cells`` as the header of ``schema``, and see which columns are found."""
    names = schema.headers
    found = Recognised(table, schema, row, [cell.strip() for cell in cells])
    for position, cell in enumerate(found.header):
        header = normalised(cell)
        asked = chosen.get(header)
        if asked is not None:
            column = names.get(normalised(asked))
            if column is None and asked not in LEFT_OUT:
                column = names.get(header)
            elif column is None:
                found.aside.append(position)
                continue
        else:
            column = names.get(header)
        if not header:
            found.nameless.append(position)
        elif column is not None and column.name not in found.positions:
            found.positions[column.name] = position
    return found


def _rank(found: Recognised, source: Source, order: int) -> tuple[int, int, int, int, int]:
    """More required columns complete, more columns, fewer unknown ones, the file's name, an earlier table and row."""
    missing = sum(column.required and column.name not in found.positions for column in found.schema.columns)
    named = sum(1 for cell in found.header if cell)
    complete = int(missing == 0 and bool(found.positions))
    return (
        complete,
        len(found.positions) - (named - len(found.positions)) - missing,
        int(_is_named(found.schema, source)),
        -order,
        -found.header_row,
    )


def _is_named(schema: TableSchema, source: Source) -> bool:
    name = normalised(source.name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return any(normalised(word) in name for word in (schema.name, schema.title, *schema.aliases))


def _is_header(found: Recognised) -> bool:
    return len(found.positions) >= min(2, len(found.schema.columns))


def _rival(best: Recognised, schemas: list[TableSchema], source: Source, chosen: Mapping[str, str]) -> Fault | None:
    """Two types that the header fits equally well, and neither is named: the person decides, not a guess."""
    rank = _rank(best, source, 0)[:3]
    rivals = [
        schema
        for schema in schemas
        if schema is not best.schema
        and _rank(_columns(best.table, schema, best.header_row, best.header, chosen), source, 0)[:3] == rank
    ]
    if not rivals:
        return None
    names = "、".join(f"{schema.title}（{schema.name}）" for schema in (best.schema, *rivals))
    return stop(
        "unknown_type",
        f"从表头分不清这是哪一种记录：{names}都像。请说明类型（上传页上选择，或 --type），或在文件名里写明。",
        row=best.header_row,
    )


def _no_header(heads: list[list[list[str]]], schema: TableSchema | None) -> Fault:
    widest = max((len(cells) for head in heads for cells in head), default=0)
    wanted = "、".join(column.title for column in schema.columns if column.required) if schema else ""
    if widest == 0:
        return stop("empty_file", "文件里没有内容。请检查是否导出失败，重新导出后上传。")
    if widest == 1 and (schema is None or len(schema.columns) > 1):
        return stop(
            "not_a_table",
            "内容不是表格：没有用逗号、制表符、分号或竖线隔开的列。请用 Excel 或 WPS 打开原表，另存为 .xlsx 或 CSV 后重新上传。",
        )
    if schema:
        return stop("no_header", f"前 40 行里找不到“{schema.title}”的表头。表头至少要有：{wanted}。可下载模板对照。")
    return stop(
        "unknown_type",
        "前 40 行里找不到认得的表头，看不出是哪一种记录。请对照模板改表头，或说明类型（上传页上选择，或 --type）。",
    )


def _judged(found: Recognised) -> Recognised:
    """Say everything that is wrong with the header at once."""
    names = found.schema.headers
    taken = set(found.positions.values())
    absent = [column for column in found.schema.columns if column.name not in found.positions]
    match = found.schema.columns and str(found.schema.is_standard)
    for position, cell in enumerate(found.header):
        if position in taken or position in found.aside or position in found.nameless:
            continue
        column = names.get(normalised(cell))
        if column is not None:
            found.faults.append(_twice(found, column, cell))
        elif normalised(cell) in LINE_NUMBERS and match == "False":
            found.aside.append(position)
            found.faults.append(
                notice("left_out_column", f"“{cell}”列只是行号，没有导入。", found.header_row, cell, cell)
            )
        else:
            found.faults.append(_unknown(found, cell, absent))
    for column in absent:
        if column.required or found.schema.is_standard:
            found.faults.append(_missing(found, column))
    return found


def _twice(found: Recognised, column: Column, cell: str) -> Fault:
    first = found.header[found.positions[column.name]]
    return stop(
        "duplicate_header",
        f'“{first}”和“{cell}”都是“{column.title}”这一列，不知道该用哪一列。请删去一列，或用 --map "{cell}=" 说明这一列不导入。',
        found.header_row,
        cell,
        cell,
    )


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
        f'缺少必填列“{column.title}”{also}。请补上这一列；如果它在文件里叫别的名字，请在上传页上对应，或用 --map "文件里的列名={column.title}"。',
        found.header_row,
        column.title,
    )
