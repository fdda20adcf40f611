"""How a whole file is read at once: in the order of its rows, and as carefully as cell by cell."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import duckdb
import pytest

from etl.checking.bureau_cells import bureau_rules
from etl.checking.cell_rules import CellRules
from etl.checking.quick_reading import reading_sql
from etl.checking.stack import Stack
from etl.checking.text_table import read_direct
from etl.reading.delimited import Delimited
from etl.reading.dialect import Dialect
from etl.reading.encoding import Survey
from etl.recognising.recognise import recognise
from etl.recognising.recognised import Recognised, TextFile
from etl.recognising.source import Source
from etl.types.reference_words import reference_words
from etl.types.table_schema import TableSchema, record_types

SCHEMAS = list(record_types().values())


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_no_join_disturbs_the_order_of_the_rows(schema: TableSchema, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(column.title for column in schema.columns) + "\n", encoding="utf-8")
    found = recognise([Delimited(path, Dialect(","))], Source("a.csv", path), schema)
    assert isinstance(found, Recognised)
    rules = bureau_rules(schema, reference_words(schema))
    file = TextFile(1, found, Survey())
    stack = Stack(0, schema, [file], rules, read_direct(file))
    plan = duckdb.connect().execute(f"EXPLAIN {reading_sql(stack)}").fetchall()[0][1]
    assert "READ_CSV" in plan
    assert "join" not in plan.lower()


def kinds() -> dict[str, CellRules]:
    """One column of every kind of rules there are."""
    found = {}
    for schema in SCHEMAS:
        for column, rule in zip(schema.columns, bureau_rules(schema, reference_words(schema)), strict=True):
            found.setdefault((column.type, rule.required, bool(rule.accepted), column.unit), (schema, column, rule))
    return {f"{schema.name}.{column.name}": rule for schema, column, rule in found.values()}


KINDS = kinds()
WORDS = """0 1 5 03 12 30 2025 1999 2203 年 月 日 号 年度 - -- / . , ， : ： % E e + X ' # #N/A 是 否 √ 准予 满意 万元
亿 ￥ ㎡ m2 ； ; 、 施工许可 审批会客厅 金牌团队 合计 A01 城市更新 ２ ０ 〇 二 十 00:00:00 08:30 1.0E+17 ( )"""
BLANKS = [" ", "\t", "\n", "\u3000", "\u200b", "\xa0", "\x01"]
DAYS = product(
    ["2025", "25", "99999", "1850", "２０２５", "二〇二五", " 2025"],
    ["-", "/", ".", " ", "\\", "", "--", "- ", "年"],
    ["3", "13", "十二"],
    ["-", "/", ".", " ", "\\", "", "月"],
    ["5", "31", ""],
    ["", "日", " ", " 00:00", "T08:30:00", "Z"],
)
NUMBERS = product(
    ["", "-", "+", " ", "￥", "0", "'"],
    ["0", "7", "12", "1,234", "12,34", "2147483648", "９", ".", "1e3", "0x1F", "1_000", "NaN", "inf"],
    ["", ".0", ".5", ".", "%"],
    ["", " ", "万元", "㎡", "年"],
)


def cells() -> list[str]:
    """Every shape of days and numbers there is, and anything else at random."""
    chance = random.Random(5)
    anything = [chance.choices([*WORDS.split(), *BLANKS], k=chance.randint(1, 5)) for _ in range(6_000)]
    return ["".join(parts) for parts in (*DAYS, *NUMBERS, *anything)]


CELLS = cells()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_surely_right_reads_the_same_carefully_and_has_nothing_to_be_said(kind: str) -> None:
    rule = KINDS[kind]
    clean, value = rule.cleaned("t"), rule.read_carefully("c")
    found = duckdb.connect().execute(
        f"SELECT t, {rule.read_quickly('t')}, v, {rule.fault('t', 'c', 'v')}, {rule.notice('t', 'c', 'v')} "
        f"FROM (SELECT t, c, CAST({value} AS {rule.stored}) AS v FROM (SELECT t, {clean} AS c FROM "
        f"(SELECT unnest($cells) AS t))) WHERE {rule.is_sure('t')}",
        {"cells": CELLS},
    )
    sure = found.fetchall()
    assert sure
    for cell, quick, careful, fault, notice in sure:
        assert (quick, fault, notice) == (careful, None, None), cell
