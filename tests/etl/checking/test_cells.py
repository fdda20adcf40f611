"""Cells as people write them: read rightly, read and said so, or refused; never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from etl.checking.bureau_cells import bureau_rules
from etl.types.reference_words import reference_words
from etl.types.table_schema import record_types

DAY = date(2023, 3, 5)
# Column → cell as written → (as read, the rule it breaks, what is said all the same).
CELLS: dict[str, dict[str, tuple[Any, str | None, str | None]]] = {
    "approval.accepted_on": {
        "2023-03-05": (DAY, None, None),
        "2023.3.5": (DAY, None, None),
        "2023/3/5": (DAY, None, None),
        "2023年3月5日": (DAY, None, None),
        "2023 年 3 月 5 号": (DAY, None, None),
        "二〇二三年三月五日": (DAY, None, None),
        "二〇二三年十二月三十一日": (date(2023, 12, 31), None, None),
        "二○二三年十月二十日": (date(2023, 10, 20), None, None),
        "20230305": (DAY, None, None),
        "2023-03-05 00:00:00": (DAY, None, None),
        "2023-03-05 08:30": (DAY, None, "timeDropped"),
        "２０２３－０３－０５": (DAY, None, "narrowed"),
        "\u30002023-03-05\u200b ": (DAY, None, "blanksDropped"),
        "3/5/23": (None, "type", None),
        "2023年3月": (None, "type", None),
        "2023-02-30": (None, "type", None),
        "2023-3": (None, "type", None),
        "44990": (DAY, None, "dateSerial"),
        "40742.696": (date(2011, 7, 18), "minimum", "dateSerial"),
        "22030": (None, "type", None),
        "0": (None, "type", None),
        "已开工": (None, "type", None),
        "—": (None, "type", None),
        "#VALUE!": (None, "excelError", None),
        "2203-01-05": (date(2203, 1, 5), "maximum", None),
        " ": (None, "required", None),
    },
    "approval.decided_on": {"": (None, None, None), "无": (None, "type", None)},
    "district_month.month": {
        "2025-03": (date(2025, 3, 1), None, None),
        "2025年3月": (date(2025, 3, 1), None, None),
        "202503": (date(2025, 3, 1), None, None),
        "2025-03-01": (date(2025, 3, 1), None, None),
        "2025-03-02": (None, "type", None),
        "2025.3": (None, "type", None),
        "3月": (None, "type", None),
    },
    "project.total_investment_wan": {
        "35300": (35300.0, None, None),
        "１２３": (123.0, None, "narrowed"),
        "12,000": (12000.0, None, "narrowed"),
        "12，000": (12000.0, None, "narrowed"),
        "￥35,300.00": (35300.0, None, "narrowed"),
        "35300万元": (35300.0, None, "narrowed"),
        "3.5亿": (35000.0, None, "narrowed"),
        "3.5 亿元": (35000.0, None, "narrowed"),
        "0.5千万": (None, "type", None),
        "12,00": (None, "type", None),
        "1e5": (None, "type", None),
        "约5000": (None, "type", None),
        "-3": (-3.0, "minimum", None),
    },
    "district_month.published_rate": {
        "0.711": (0.711, None, None),
        "71.1%": (0.711, None, None),
        "71.1 %": (0.711, None, None),
        "71.1": (0.711, None, "narrowed"),
        "171.1": (171.1, "maximum", None),
    },
    "approval.promised_days": {
        "5": (5, None, None),
        "05": (5, None, None),
        "5.0": (None, "type", None),
        "5.5": (None, "type", None),
        "五": (None, "type", None),
        "-1": (-1, "minimum", None),
    },
    "listing.list_year": {"2025": (2025, None, None), "2025年": (2025, None, "narrowed"), "25": (25, "minimum", None)},
    "listing.carried_over": {
        "续建": (True, None, None),
        "新建": (False, None, None),
        "√": (True, None, None),
        "Y": (True, None, None),
        "１": (True, None, None),
        "续健": (None, "type", None),
    },
    "approval.outcome": {
        "准予": ("准予", None, None),
        "准 予": ("准予", None, "blanksDropped"),
        "在办": (None, None, None),
        "办理中": (None, "enum", None),
    },
    "approval.approval_id": {
        "BJ-2025/001": ("BJ-2025/001", None, None),
        "00012": ("00012", None, None),
        "E07": ("E07", None, None),
        "Ａ１２": ("A12", None, "narrowed"),
        "'0012": ("0012", None, "narrowed"),
        "受理001": ("受理001", None, None),
        "2.30E+17": ("2.30E+17", "scientific", None),
        "A1 A2": ("A1 A2", "pattern", None),
        "A1\nA2": ("A1\nA2", "twoCodes", None),
        "A1、A2": ("A1、A2", "twoCodes", None),
        "A\u200b1": ("A1", None, "blanksDropped"),
        "A" * 65: ("A" * 65, "maxLength", None),
    },
    "project.street": {
        "中韩街道": ("中韩街道", None, None),
        " 中韩 街道": ("中韩街道", None, "blanksDropped"),
        "中韩街道办事处": (None, "foreignKey", None),
    },
    "meeting.departments": {
        "住建局、发改局;规划局": ("住建局；发改局；规划局", None, None),
        "住建局\n发改局": ("住建局；发改局", None, None),
    },
    "blocker.helper_teams": {
        "金牌团队，审批会客厅": ("金牌团队；审批会客厅", None, None),
        "金牌团队；别的队": ("金牌团队；别的队", "item", None),
    },
    "visit.finding": {
        "<script>alert(1)</script>": ("<script>alert(1)</script>", None, None),
        '=HYPERLINK("x")': ('=HYPERLINK("x")', None, None),
        "37021219800101123X": ("••••", "identityNumber", None),
        "电话13800001234、13900001234": ("电话138****1234、139****1234", None, "phoneNumber"),
        "文号202500001234567": ("文号202500001234567", None, None),
        "椤圭洰宸插紑宸�": ("椤圭洰宸插紑宸�", "garbled", None),
        "×××路·甲方": ("×××路·甲方", None, None),
        "锟斤拷锟斤拷": ("锟斤拷锟斤拷", "garbled", None),
        "ÏîÄ¿ÒÑ¿ª¹¤": ("ÏîÄ¿ÒÑ¿ª¹¤", "garbled", None),
        "一\x01二": ("一\x01二", "control", None),
        "#NAME?": ("#NAME?", "excelError", None),
    },
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_read_rightly_or_refused(name: str) -> None:
    schema = record_types()[name.partition(".")[0]]
    place = schema.position(name.partition(".")[2])
    rule = bureau_rules(schema, reference_words(schema))[place]
    found = duckdb.connect().execute(
        f"SELECT t, v, {rule.fault('t', 'c', 'v')}, {rule.notice('t', 'c', 'v')} FROM "
        f"(SELECT *, {rule.read_carefully('c')} AS v FROM (SELECT t, {rule.cleaned('t')} AS c FROM "
        f"(SELECT unnest($cells) AS t)))",
        {"cells": list(CELLS[name])},
    )
    assert {cell: tuple(rest) for cell, *rest in found.fetchall()} == CELLS[name]
