"""The files of the intake benchmark: a project ledger, a clean approval file of any length, and one full of faults."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
PROJECTS = 20_000
# Every so many rows one fault, of a kind that the Table Schema standard knows, so that any validator must find it.
FAULTY_EVERY = 15

APPROVALS = """
SELECT
    'BJ' || lpad(CAST(i AS VARCHAR), 8, '0') AS "受理编号",
    'XM-' || lpad(CAST(hash(i, 1) % {projects} AS VARCHAR), 6, '0') AS "项目代码",
    list_extract({items}, 1 + CAST(hash(i, 2) % len({items}) AS INTEGER)) AS "事项编码",
    list_extract({departments}, 1 + CAST(hash(i, 3) % 5 AS INTEGER)) AS "办理部门",
    CAST(accepted AS VARCHAR) AS "受理时间",
    CASE WHEN hash(i, 5) % 20 > 0 THEN CAST(1 + hash(i, 6) % 20 AS VARCHAR) END AS "承诺时限(工作日)",
    CASE WHEN hash(i, 7) % 10 = 0 THEN CAST(hash(i, 8) % 12 AS VARCHAR) END AS "暂停天数",
    CAST(hash(i, 9) % 3 AS VARCHAR) AS "补正次数",
    CASE WHEN hash(i, 10) % 12 > 0 THEN CAST(accepted + CAST(hash(i, 11) % 25 AS INTEGER) AS VARCHAR) END AS "办结时间",
    CASE WHEN hash(i, 10) % 12 > 0 THEN
        list_extract(['准予', '准予', '准予', '准予', '不予', '撤件', '退件'], 1 + CAST(hash(i, 12) % 7 AS INTEGER))
    END AS "办理结果",
    CASE WHEN hash(i, 13) % 8 = 0 THEN '是' ELSE '否' END AS "是否容缺",
    CASE WHEN hash(i, 14) % 6 = 0 THEN '是' ELSE '否' END AS "是否告知承诺",
    CAST(hash(i, 15) % 4 AS VARCHAR) AS "跑动次数",
    list_extract(
        ['非常满意', '满意', '基本满意', '不满意', NULL, NULL], 1 + CAST(hash(i, 16) % 6 AS INTEGER)
    ) AS "评价等级"
FROM (SELECT i, DATE '2023-07-01' + CAST(hash(i, 4) % 700 AS INTEGER) AS accepted FROM range({rows}) AS t(i))
"""

# Column → what is written there instead, in turn.
FAULTS = {
    "受理编号": ["", "BJ00000003", "BJ 0000009", "B" * 65],
    "项目代码": ["", "XM-999999", "XM 000001"],
    "事项编码": ["", "Z99"],
    "受理时间": ["", "2025-02-30", "待定", "2203-01-05"],
    "承诺时限(工作日)": ["十个", "-3", "2.5"],
    "暂停天数": ["-1", "无"],
    "补正次数": ["若干"],
    "办结时间": ["2025-13-01", "2036-01-01"],
    "办理结果": ["同意", "通过了"],
    "是否容缺": ["也许"],
    "跑动次数": ["-2"],
    "评价等级": ["还行"],
}


def write_projects(path: Path) -> Path:
    """Write a project ledger of PROJECTS invented projects to ``path``, and return it."""
    _copy(
        "SELECT 'XM-' || lpad(CAST(i AS VARCHAR), 6, '0') AS \"项目代码\", '示例项目' || i AS \"项目名称\", "
        "'城市更新' AS \"项目类别\", '社会投资' AS \"投资类型\", '中韩街道' AS \"所属街道\", '在建' AS \"项目状态\" "
        f"FROM range({PROJECTS}) AS t(i)",
        path,
    )
    return path


def write_approvals(path: Path, rows: int) -> Path:
    """Write ``rows`` approvals without any fault to ``path``, the same every time, and return it."""
    items = [row["item_id"] for row in _rows(ROOT / "data" / "reference" / "item.csv")]
    departments = ["区行政审批服务局", "区自然资源局", "区住建局", "区发改局", "区城管局"]
    _copy(APPROVALS.format(rows=rows, projects=PROJECTS, items=_list(items), departments=_list(departments)), path)
    return path


def write_faulty_approvals(path: Path, rows: int, every: int = FAULTY_EVERY) -> int:
    """Write ``rows`` approvals to ``path``, one in ``every`` wrong in one cell; returns how many are."""
    clean = write_approvals(path.with_suffix(".clean"), rows)
    wrong = [(column, value) for column, values in FAULTS.items() for value in values]
    faults = 0
    with clean.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8", newline="") as target:
        reader = csv.DictReader(source)
        writer = csv.DictWriter(target, reader.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(reader):
            if number % every == every - 1:
                column, value = wrong[faults % len(wrong)]
                # A decision is never before its acceptance here: that rule is the bureau's, not the standard's.
                later = {"办结时间": ""} if column == "受理时间" else {}
                row |= {**later, column: value}
                faults += 1
            writer.writerow(row)
    clean.unlink()
    return faults


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _list(words: list[str]) -> str:
    return "[" + ", ".join(f"'{word}'" for word in words) + "]"


def _copy(select: str, path: Path) -> None:
    # One thread: rows are written in their order, and the file is the same every time.
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"COPY ({select}) TO '{path}' (HEADER, DELIMITER ',')")
