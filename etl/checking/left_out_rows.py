"""Rows that are no records: blank ones, totals, notes, repeated headers, examples. Left out, and said so."""

from __future__ import annotations

from etl.checking.cell_rules import words
from etl.forms.example_row import MARK, MARK_PATTERN
from etl.language import listed, said
from etl.types.roll_forward import roll_forward_of
from etl.types.table_schema import TableSchema

_TOTAL = "(合计|小计|总计|共计|累计|总和)"
_NOTE = (
    "(填报人|填表人|填报单位|填报部门|填报日期|填表日期|填报时间|制表人?|制表日期|审核人?|复核人?|负责人|单位负责人|"
    "分管领导|经办人|联系人|联系电话|注|备注|说明|附注|单位|报送单位|报送日期|数据来源)[:：].*"
)


# Kind → sentence; {rows} are the row numbers.
KINDS = {
    "blankRow": "第 {rows} 行是空行，没有导入。",
    "totalRow": "第 {rows} 行是合计、小计一类的行，不是记录，没有导入。",
    "noteRow": "第 {rows} 行是填报人、说明一类的行，不是记录，没有导入。",
    "headerRow": "第 {rows} 行又是一遍表头，没有导入。",
    "exampleRow": "第 {rows} 行是模板里的示例，没有导入。要报这一行，请把“{mark}”换成真实的内容。",
    "waitingRow": "第 {rows} 行只有模板带好的内容，其余都空着，没有导入。填好后再上传。",
}


def said_of(kind: str, rows: list[int]) -> str:
    """Return what is said of the rows of one kind that were left out."""
    return said(KINDS[kind], rows=ranges(rows), mark=MARK, n=len(rows))


def kind_sql(schema: TableSchema) -> str:
    """SQL over a row of text cells: why the row is no record, or NULL. Only rows with something wrong are asked."""
    cells = [f"t{i}" for i in range(len(schema.columns))]
    blank = f"trim(coalesce(aside, {', '.join(cells)}, ''), ' \t　') = ''"
    nothing = " AND ".join(f"trim(coalesce({cell}, ''), ' \t　') = ''" for cell in ("aside", *cells))
    blank = f"({blank} AND {nothing})"
    if schema.is_standard:
        return "NULL"
    filled = " + ".join(f"CASE WHEN trim(coalesce({cell}, ''), ' \t　') <> '' THEN 1 ELSE 0 END" for cell in cells)
    tight = [f"regexp_replace({cell}, '[\\s\\x{{3000}}\\x{{00A0}}]+', '', 'g')" for cell in ("aside", *cells)]
    filled_cells = ", ".join(f"nullif({cell}, '')" for cell in tight)
    first = f"coalesce({filled_cells})"
    keys = [f"t{schema.position(name)}" for name in schema.key] or ["t0"]
    no_key = " OR ".join(f"trim(coalesce({key}, ''), ' \t　') = ''" for key in keys)
    key_is_total = " OR ".join(f"regexp_full_match({_tight(key)}, '.{{0,12}}{_TOTAL}[:：]?')" for key in keys)
    any_total = " OR ".join(f"regexp_full_match({cell}, '{_TOTAL}[:：]?')" for cell in tight)
    header = " + ".join(
        f"CASE WHEN list_position([{words(column.names)}], {tight[i + 1]}) > 0 THEN 1 ELSE 0 END"
        for i, column in enumerate(schema.columns)
    )
    missing = " OR ".join(
        f"trim(coalesce(t{i}, ''), ' \t　') = ''" for i, column in enumerate(schema.columns) if column.required
    )
    again = " OR ".join(
        f"list_position([{words(column.names)}], replace(t{i}, ' ', '')) > 0"
        for i, column in enumerate(schema.columns)
        if column.required
    )
    is_example = " OR ".join(f"regexp_full_match({_tight(key)}, '{MARK_PATTERN}')" for key in keys)
    # A row with every required cell filled in, none of them with the header's words, is a record: most rows are.
    return (
        f"CASE WHEN coalesce({is_example}, false) THEN 'exampleRow' "
        f"WHEN NOT coalesce(({missing}) OR ({again}), true) THEN NULL WHEN {blank} THEN 'blankRow' "
        f"WHEN {_is_waiting(schema)} THEN 'waitingRow' "
        f"WHEN ({header}) >= 2 AND ({header}) >= ({filled}) - 1 THEN 'headerRow' "
        f"WHEN coalesce({key_is_total}, false) AND ({missing}) THEN 'totalRow' "
        f"WHEN ({no_key}) AND (coalesce(regexp_full_match({first}, '.{{0,12}}{_TOTAL}[:：]?'), false) "
        f"OR coalesce({any_total}, false)) THEN 'totalRow' "
        f"WHEN ({filled}) <= 4 AND ({missing}) AND regexp_full_match({first}, '{_NOTE}') THEN 'noteRow' END"
    )


def _is_waiting(schema: TableSchema) -> str:
    """SQL: nothing is filled in but the words that every month's template of the type brings along."""
    rolled = roll_forward_of(schema)
    if rolled is None or not rolled.each:
        return "false"
    brought = {schema.position(rolled.each), schema.position(rolled.month)}
    empty = [f"trim(coalesce(t{i}, ''), ' \t　') = ''" for i in range(len(schema.columns)) if i not in brought]
    filled = [f"coalesce(t{i}, '') <> ''" for i in sorted(brought)]
    return f"({' AND '.join([*filled, *empty])})"


def _tight(cell: str) -> str:
    return f"regexp_replace({cell}, '[\\s\\x{{3000}}\\x{{00A0}}]+', '', 'g')"


def ranges(rows: list[int], most: int = 8) -> str:
    """Return row numbers the short way: 3、5–9 等 12 行."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = listed([str(a) if a == b else f"{a}–{b}" for a, b in spans[:most]])
    return shown if len(spans) <= most else said("{rows} 等 {count}", rows=shown, count=len(rows))
