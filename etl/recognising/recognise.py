"""The second step of the way in: which record type a file holds, where its header is, and which column is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from etl.faults import Fault, stop
from etl.language import listed, said
from etl.reading.delimited import Delimited
from etl.reading.workbook import Sheet
from etl.recognising.header_faults import FAULT_WORDS, judge_header, no_header
from etl.recognising.header_levels import Names, combine
from etl.recognising.recognised import Recognised
from etl.recognising.remembered import Memory
from etl.recognising.source import Source
from etl.types.table_schema import TableSchema, record_types
from etl.types.wordmatch import normalised

LEFT_OUT = frozenset(("", "-", "不导入"))

Rank = tuple[int, ...]


def recognise(
    tables: Iterable[Delimited | Sheet],
    source: Source,
    schema: TableSchema | None = None,
    mapping: Mapping[str, str] | None = None,
    memory: Memory | None = None,
) -> Recognised | Fault:
    """Find the table, its type and its columns. Returns what stops the file as a Fault when no header is found.

    When a person named the type, and no header was found, it is a Recognised without columns, so that they can say
    which is which.

    ``schema`` settles the type; else the header decides, then the file's name. ``mapping`` is header → column name or
    title, or → "" for a column to leave out; ``memory`` is what such choices were in earlier months.
    """
    chosen = {normalised(header): column.strip() for header, column in (mapping or {}).items()}
    schemas = [schema] if schema else list(record_types().values())
    best: tuple[tuple[bool, Rank], Recognised] | None = None
    heads = [(table, table.head()) for table in tables]
    spoken = [({} if one.is_standard else (memory or {}).get(one.name, {})) for one in schemas]
    candidates = [(one, known, Names(one, chosen, known)) for one, known in zip(schemas, spoken, strict=True)]
    like_records: dict[str, tuple[Rank, str]] = {}
    for order, (table, head) in enumerate(heads):
        for row in range(1, len(head) + 1):
            for candidate, known, names in candidates:
                header, levels = _header_at(table, head, row, candidate, names)
                if not any(names.know(cell) for cell in header):
                    continue
                found = _columns(table, candidate, row, header, chosen, known)
                found.header_rows = levels
                rank = _rank(found, source, order)
                is_header, is_visible = _is_header(found), not isinstance(table, Sheet) or table.is_visible
                if isinstance(table, Sheet) and is_visible and rank[0] and is_header:
                    likest = like_records.get(table.name, (rank, candidate.title))
                    like_records[table.name] = max(likest, (rank, candidate.title))
                # A hidden sheet is read only when no visible one has a header.
                if best is None or (is_header and is_visible, rank) > best[0]:
                    best = (is_header and is_visible, rank), found
            if schema and schema.is_standard and best:
                break  # The standard knows no banner: the first row with any of the names is the header.
    if best is None or not _is_header(best[1]):
        fault = no_header([head for _, head in heads], schema)
        return _headerless(heads, schema, fault) if schema and fault.rule == "no_header" else fault
    rival = _rival(best[1], schemas, source, chosen, memory or {})
    if rival:
        return rival
    if isinstance(best[1].table, Sheet):
        best[1].others = {name: like[1] for name, like in like_records.items() if name != best[1].table.name}
    return judge_header(best[1])


def _headerless(
    heads: list[tuple[Delimited | Sheet, list[list[str]]]], schema: TableSchema, fault: Fault
) -> Recognised:
    """Take the row with the most cells filled in for the header in which no column was known."""
    table, head = max(heads, key=lambda entry: max(map(_filled, entry[1]), default=0))
    row = max(range(len(head)), key=lambda place: _filled(head[place]))
    return Recognised(table, schema, row + 1, [cell.strip() for cell in head[row]], faults=[fault])


def _header_at(
    table: Delimited | Sheet, head: list[list[str]], row: int, schema: TableSchema, names: Names
) -> tuple[list[str], int]:
    """The cells of the row, put together with those above that belong to them, and how many rows these are."""
    merged = table.merged if isinstance(table, Sheet) else []
    combined = None if schema.is_standard else combine(head, row, merged, names)
    return combined or (head[row - 1], 1)


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _columns(
    table: Delimited | Sheet,
    schema: TableSchema,
    row: int,
    cells: list[str],
    chosen: Mapping[str, str],
    known: Mapping[str, str],
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
        elif header in FAULT_WORDS and column is None:
            found.told.append(position)
    if known:
        _remember(found, chosen, known)
    return found


def _remember(found: Recognised, chosen: Mapping[str, str], known: Mapping[str, str]) -> None:
    """Take headers that nothing else explains as they were taken before; two for one column are asked about again."""
    taken = {*found.positions.values(), *found.aside, *found.told}
    spare: dict[str, list[int]] = {}
    for position, cell in enumerate(found.header):
        header = normalised(cell)
        if position not in taken and header not in chosen and header not in found.schema.headers and header in known:
            spare.setdefault(known[header], []).append(position)
    for column, positions in spare.items():
        if not column:
            found.aside += positions
        elif len(positions) == 1 and column not in found.positions:
            found.positions[column] = positions[0]
        else:
            continue
        found.remembered |= {found.header[position]: column for position in positions}


def _rank(found: Recognised, source: Source, order: int) -> Rank:
    """Every required column, more columns, fewer unknown ones, the file's name, an earlier table, an earlier row."""
    missing = sum(column.required and column.name not in found.positions for column in found.schema.columns)
    named = sum(1 for cell in found.header if cell) - len(found.told)
    complete = int(missing == 0 and bool(found.positions))
    return (
        complete,
        len(found.positions) - (named - len(found.positions)) - missing,
        int(_is_named(found.schema, source)),
        -order,
        found.header_rows - found.header_row,
        found.header_rows,
    )


def _is_named(schema: TableSchema, source: Source) -> bool:
    name = normalised(source.name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return any(normalised(word) in name for word in (schema.name, schema.title, *schema.aliases))


def _is_header(found: Recognised) -> bool:
    return len(found.positions) >= min(2, len(found.schema.columns))


def _rival(
    best: Recognised, schemas: list[TableSchema], source: Source, chosen: Mapping[str, str], memory: Memory
) -> Fault | None:
    """Two types that the header fits equally well, and neither is named: the person decides, not a guess."""
    rank = _rank(best, source, 0)[:3]
    rivals = [
        schema
        for schema in schemas
        if schema is not best.schema
        and _rank(_again(best, schema, chosen, memory.get(schema.name, {})), source, 0)[:3] == rank
    ]
    if not rivals:
        return None
    names = listed([f"{said(schema.title)} ({schema.name})" for schema in (best.schema, *rivals)])
    return stop(
        "unknown_type",
        said(
            "从表头分不清这是哪一种记录：{names}都像。请说明类型（上传页上选择，或 --type），或在文件名里写明。",
            names=names,
        ),
        row=best.header_row,
    )


def _again(best: Recognised, schema: TableSchema, chosen: Mapping[str, str], known: Mapping[str, str]) -> Recognised:
    return _columns(best.table, schema, best.header_row, best.header, chosen, known)
