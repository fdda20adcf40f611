"""What only several cells, tables or months show: each is refused until somebody writes down why it is true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.language import in_language
from etl.publishing.load import LoadResult
from tests.etl.files import PROJECTS, load, project, projects, rows, source, state
from tests.etl.messes.mess import must_be_english

LEDGER = f"{PROJECTS},计划开工时间,实际开工时间,备注"
APPROVALS = "受理编号,项目代码,事项编码,受理时间,办结时间,办理结果,补正次数"
BLOCKERS = "问题编号,项目代码,发现日期,来源渠道,所处阶段,问题类别,牵头团队,实际解决日期,销号日期"
MILESTONES = "项目代码,节点,计划日期,原计划日期,调整原因"
RATES = "区市,月份,联合验收数,验收总数"
REASON = "经与建设单位核实，情况属实"


def ledger(planned: str = "2025-03-01", started: str = "2025-03-02", remark: str = "", **cells: str) -> str:
    return f"{LEDGER}\n{project('P1', **cells)},{planned},{started},{remark}\n"


def approval(accepted: str = "2025-03-05", decided: str = "2025-03-09", supplements: str = "2") -> str:
    return f"{APPROVALS}\nA1,P1,A01,{accepted},{decided},{'准予' if decided else '在办'},{supplements}\n"


def blocker(resolved: str = "2025-03-08", verified: str = "2025-03-09") -> str:
    return f"{BLOCKERS}\nB1,P1,2025-03-05,走访,施工许可,手续办理,金牌团队,{resolved},{verified}\n"


def milestone(planned: str, reason: str = "") -> str:
    return f"{MILESTONES}\nP1,X00,{planned},2025-03-01,{reason}\n"


def rates(month: str, first: int = 10) -> str:
    districts = ("崂山区", "市南区", "市北区", "李沧区", "城阳区", "即墨区")
    return f"{RATES}\n" + "".join(f"{name},{month},{first + n},{20 + n}\n" for n, name in enumerate(districts))


# What is there before (by file name), what comes then, and what is said of it.
MESSES: dict[str, tuple[dict[str, str], tuple[str, str], str]] = {
    "decided before accepted": ({}, ("审批办件.csv", approval(decided="2025-03-04")), "2025-03-04"),
    "resolved before found": ({}, ("堵点台账.csv", blocker(resolved="2025-03-01")), "2025-03-01"),
    "verified before found": ({}, ("堵点台账.csv", blocker(resolved="", verified="2025-03-01")), "2025-03-01"),
    "started and now not": (
        {"重点项目台账.csv": ledger()},
        ("2025-06重点项目台账.csv", ledger(started="", status="前期")),
        "2025-03-02",
    ),
    "a cumulative figure that falls": (
        {"审批办件.csv": approval()},
        ("6月审批办件.csv", approval(supplements="1")),
        "2",
    ),
    "every figure like last month's": (
        {"2025年5月通报.csv": rates("2025-05")},
        ("2025年6月通报.csv", rates("2025-06")),
        "",
    ),
    "a planned day moved without a reason": (
        {"倒排工期节点.csv": milestone("2025-03-01")},
        ("6月倒排工期节点.csv", milestone("2025-04-01")),
        "2025-03-01",
    ),
}


def arrive(folder: Path, name: str, text: str, **options: object) -> LoadResult:
    return load(folder / "w", source(folder, name, text), **options)


@pytest.fixture
def bureau(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    def build(before: dict[str, str]) -> Path:
        if "重点项目台账.csv" not in before:
            assert not arrive(tmp_path, "重点项目台账.csv", projects("P1")).is_refused
        for name, text in before.items():
            assert not arrive(tmp_path, name, text).is_refused, name
        return tmp_path

    return build


@pytest.mark.parametrize("name", MESSES)
def test_what_makes_no_sense_is_let_through_only_with_a_written_reason(
    name: str, bureau: Callable[[dict[str, str]], Path]
) -> None:
    before, (file, text), words = MESSES[name]
    folder = bureau(before)
    whole = state(folder / "w")
    refused = arrive(folder, file, text)
    assert refused.is_refused
    assert state(folder / "w") == whole
    messages = [fault.message for fault in refused.files[0].check.faults if fault.severity != "notice"]
    assert any(words in message for message in messages), messages
    assert all("理由" in message for message in messages), messages
    with in_language("en"):
        told = arrive(folder, file, text).files[0].check.faults
    for one in told:
        must_be_english(one)
    let = arrive(folder, file, text, reason=REASON)
    assert not let.is_refused
    assert REASON in {reason for (reason,) in rows(folder / "w", "SELECT reason FROM journal.let_through")}


def test_a_project_that_vanishes_from_the_whole_ledger_needs_a_reason(
    bureau: Callable[[dict[str, str]], Path],
) -> None:
    folder = bureau({"重点项目台账.csv": projects("P1", "P2", "P3")})
    gone = arrive(folder, "6月重点项目台账.csv", projects("P1", "P2"), replace=True)
    assert gone.is_refused
    assert "P3" in gone.files[0].check.faults[0].message
    assert not arrive(folder, "6月重点项目台账.csv", projects("P1", "P2"), replace=True, reason=REASON).is_refused


def test_a_moved_day_with_its_reason_passes(bureau: Callable[[dict[str, str]], Path]) -> None:
    folder = bureau({"倒排工期节点.csv": milestone("2025-03-01")})
    assert not arrive(folder, "6月倒排工期节点.csv", milestone("2025-04-01", "征迁未完成")).is_refused
