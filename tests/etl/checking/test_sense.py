"""What goes against what was known before is in doubt, each kind with its row, its cell, before and now; no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.faults import Fault, is_doubt
from tests.etl.files import check, load, project, projects, source

LEDGER = "项目代码,项目名称,项目类别,投资类型,所属街道,项目状态,计划开工时间,实际开工时间,实际竣工时间,备注"
BLOCKERS = "问题编号,项目代码,发现日期,来源渠道,所处阶段,问题类别,牵头团队,实际解决日期,销号日期,退回日期,备注"
APPROVALS = "受理编号,项目代码,事项编码,受理时间,补正次数,跑动次数,办结时间,办理结果"
ACCEPTANCES = "受理编号,项目代码,验收方式,申请日期,意见书日期,整改次数"
MILESTONES = "项目代码,节点,计划日期,原计划日期,实际日期,调整原因"


def ledger(
    code: str = "P1",
    status: str = "在建",
    planned: str = "2025-02-01",
    start: str = "2025-03-01",
    done: str = "",
    remark: str = "",
) -> str:
    return f"{project(code, status=status)},{planned},{start},{done},{remark}"


def blocker(
    code: str = "D1",
    project: str = "P1",
    resolved: str = "2025-05-02",
    verified: str = "2025-05-09",
    reopened: str = "",
    remark: str = "",
) -> str:
    return f"{code},{project},2025-04-01,走访,施工许可,用地,金牌团队,{resolved},{verified},{reopened},{remark}"


def approval(
    supplements: str = "2", trips: str = "1", decided: str = "2025-03-09", outcome: str = "准予", project: str = "P1"
) -> str:
    return f"A1,{project},A01,2025-03-05,{supplements},{trips},{decided},{outcome}"


def acceptance(passed: str = "2025-05-09", rectified: str = "1") -> str:
    return f"Y1,P1,联合验收,2025-05-01,{passed},{rectified}"


def milestone(
    planned: str = "2025-06-01", baseline: str = "2025-05-01", actual: str = "2025-06-03", reason: str = "征迁延后"
) -> str:
    return f"P1,X00,{planned},{baseline},{actual},{reason}"


# Table, header, the row as it was, the row as it is now, then column and rule of every doubt.
CASES = [
    (
        "un-started",
        "重点项目台账",
        LEDGER,
        ledger(),
        ledger(status="前期", start=""),
        [("项目状态", "stepped_back"), ("实际开工时间", "undone")],
    ),
    (
        "completed and then not",
        "重点项目台账",
        LEDGER,
        ledger(status="竣工", done="2025-06-01"),
        ledger(),
        [("项目状态", "stepped_back"), ("实际竣工时间", "undone")],
    ),
    ("stopped for a while", "重点项目台账", LEDGER, ledger(), ledger(status="停工"), []),
    ("given up", "重点项目台账", LEDGER, ledger(), ledger(status="终止", planned="2026-01-01"), []),
    ("start corrected", "重点项目台账", LEDGER, ledger(), ledger(start="2025-03-02"), []),
    (
        "planned start moved in silence",
        "重点项目台账",
        LEDGER,
        ledger(),
        ledger(planned="2025-04-01"),
        [("计划开工时间", "moved_date")],
    ),
    (
        "planned start moved with the old reason",
        "重点项目台账",
        LEDGER,
        ledger(remark="征迁"),
        ledger(planned="2025-04-01", remark="征迁"),
        [("计划开工时间", "moved_date")],
    ),
    (
        "planned start moved with a reason",
        "重点项目台账",
        LEDGER,
        ledger(),
        ledger(planned="2025-04-01", remark="征迁延后"),
        [],
    ),
    ("signed off and then not", "堵点台账", BLOCKERS, blocker(), blocker(verified=""), [("销号日期", "undone")]),
    ("reopened", "堵点台账", BLOCKERS, blocker(), blocker(resolved="", verified="", reopened="2025-06-01"), []),
    ("open and then signed off", "堵点台账", BLOCKERS, blocker(resolved="", verified=""), blocker(), []),
    ("of another project", "堵点台账", BLOCKERS, blocker(), blocker(project="P2"), [("项目代码", "moved_project")]),
    (
        "decided and then not",
        "审批办件",
        APPROVALS,
        approval(),
        approval(decided="", outcome=""),
        [("办结时间", "undone"), ("办理结果", "undone")],
    ),
    (
        "fewer supplements and trips",
        "审批办件",
        APPROVALS,
        approval(),
        approval("1", ""),
        [("补正次数", "fallen"), ("跑动次数", "fallen")],
    ),
    ("more supplements", "审批办件", APPROVALS, approval(), approval("3", "2"), []),
    (
        "passed and then not",
        "联合验收台账",
        ACCEPTANCES,
        acceptance(),
        acceptance("", "0"),
        [("意见书日期", "undone"), ("整改次数", "fallen")],
    ),
    (
        "milestone moved in silence",
        "倒排工期节点",
        MILESTONES,
        milestone(),
        milestone(planned="2025-07-01"),
        [("计划日期", "moved_date")],
    ),
    (
        "baseline moved, reached and then not",
        "倒排工期节点",
        MILESTONES,
        milestone(),
        milestone(baseline="2025-06-01", actual=""),
        [("原计划日期", "moved_baseline"), ("实际日期", "undone")],
    ),
    (
        "milestone moved with a new reason",
        "倒排工期节点",
        MILESTONES,
        milestone(),
        milestone(planned="2025-07-01", reason="雨季"),
        [],
    ),
]


def doubts(faults: list[Fault]) -> list[tuple[str, str]]:
    return [(fault.column, fault.rule) for fault in faults if is_doubt(fault)]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_what_a_record_became_is_held_against_what_it_was(tmp_path: Path, case: tuple[object, ...]) -> None:
    _, title, header, before, now, expected = case
    folder = tmp_path / "warehouse"
    known = source(tmp_path, "重点项目台账2025-04.csv", projects("P1", "P2"))
    first = source(tmp_path, f"{title}2025-05.csv", f"{header}\n{before}\n")
    assert load(folder, *((first,) if "台账2025" in first.name and title[0] == "重" else (known, first))).version == 1
    later = source(tmp_path, f"{title}2025-06.csv", f"{header}\n{now}\n")
    (verdict,) = check(later, folder=folder)
    assert doubts(verdict.faults) == expected
    assert [(fault.row, fault.severity) for fault in verdict.faults if is_doubt(fault)] == [(2, "refuse")] * len(
        expected  # type: ignore[arg-type]
    )
    assert load(folder, later).is_refused == bool(expected)


def test_a_doubt_says_before_and_now_and_shows_the_cell_as_written(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "重点项目台账2025-05.csv", f"{LEDGER}\n{ledger()}\n"))
    now = source(tmp_path, "重点项目台账2025-06.csv", f"{LEDGER}\n{ledger('P2')}\n{ledger(planned='2025年4月1日')}\n")
    (fault,) = [fault for fault in check(now, folder=folder)[0].faults if is_doubt(fault)]
    assert (fault.row, fault.column, fault.value) == (3, "计划开工时间", "2025年4月1日")
    assert "2025-02-01 → 2025-04-01" in fault.message
    assert "备注" in fault.message
    assert "写明理由" in fault.message


def test_files_of_one_load_are_held_against_one_another(tmp_path: Path) -> None:
    months = [ledger(), ledger(status="前期", start=""), ledger()]
    files = [source(tmp_path, f"重点项目台账2025-0{n}.csv", f"{LEDGER}\n{row}\n") for n, row in enumerate(months, 4)]
    result = load(tmp_path / "warehouse", *files)
    assert result.is_refused
    assert [doubts(file.check.faults) for file in result.files] == [
        [],
        [("项目状态", "stepped_back"), ("实际开工时间", "undone")],
        [],
    ]


def test_a_row_wrong_in_form_is_not_in_doubt_besides(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "重点项目台账2025-05.csv", f"{LEDGER}\n{ledger()}\n"))
    now = source(tmp_path, "重点项目台账2025-06.csv", f"{LEDGER}\n{ledger(start='待定')}\n")
    faults = check(now, folder=folder)[0].faults
    assert [(fault.column, fault.rule) for fault in faults if fault.severity == "refuse"] == [("实际开工时间", "type")]
