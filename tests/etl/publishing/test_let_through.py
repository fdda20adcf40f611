"""What is in doubt is loaded with a written reason only; the reason stays with the record until it is put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.publishing.history import history, undo
from etl.publishing.rebuild import rebuild
from etl.refusal import WrongUsage
from tests.etl.files import approval, approvals, load, projects, rows, source

BLOCKERS = "问题编号,项目代码,发现日期,来源渠道,所处阶段,问题类别,牵头团队,实际解决日期,备注"
THROUGH = "SELECT batch_no, row_no, record_id, rule, column_name, value, reason, since_batch FROM journal.let_through"
REASON = "发现前已先行解决，补登记"


def blockers(*lines: str) -> str:
    return "\n".join([BLOCKERS, *lines]) + "\n"


def blocker(code: str = "D1", resolved: str = "2025-03-01", remark: str = "") -> str:
    return f"{code},P1,2025-04-01,走访,施工许可,用地,金牌团队,{resolved},{remark}"


def month(folder: Path, number: int, *lines: str, **options: object) -> bool:
    """Load a month's ledger of blockers; returns whether it was taken."""
    return not load(
        folder, source(folder.parent, f"堵点台账2025-0{number}.csv", blockers(*lines)), **options
    ).is_refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "重点项目台账2025-04.csv", projects("P1", "P2")))
    return folder


def test_a_row_in_doubt_is_refused_skipped_or_let_through_with_its_reason(folder: Path, tmp_path: Path) -> None:
    file = source(tmp_path, "审批办件.csv", approvals(approval("A1"), approval("A2", decided="2025-03-01")))
    assert load(folder, file).is_refused
    loaded = load(folder, file, reason=f"  {REASON} ")
    assert [(fault.rule, fault.severity) for fault in loaded.files[0].check.faults] == [
        ("decided_not_before_accepted", "notice")
    ]
    assert "放行" in loaded.files[0].check.faults[0].message
    assert (loaded.files[0].check.refused, loaded.files[0].check.accepted) == (0, 2)
    assert rows(folder, THROUGH) == [(2, 3, "A2", "decided_not_before_accepted", "decided_on", "2025-03-01", REASON, 2)]
    assert rows(folder, "SELECT count(*) FROM record.approval") == [(2,)]
    assert [batch["reason"] for batch in history(folder)] == [REASON, ""]
    undo(folder, 2)
    assert not load(folder, file, skip_refused=True).is_refused
    assert rows(folder, "SELECT approval_id FROM record.approval") == [("A1",)]


@pytest.mark.parametrize("reason", ["。", "属实", " 是 的 ", "\u200b\u200b\u200b\u200b"])
def test_a_reason_must_say_something(folder: Path, tmp_path: Path, reason: str) -> None:
    with pytest.raises(WrongUsage, match="理由太短"):
        load(folder, source(tmp_path, "审批办件.csv", approvals(approval())), reason=reason)


def test_a_reason_lets_nothing_through_that_is_wrong(folder: Path, tmp_path: Path) -> None:
    lines = approval("A1", decided="2025-03-01"), approval("A2", outcome="通过")
    file = source(tmp_path, "审批办件.csv", approvals(*lines))
    assert load(folder, file, reason=REASON).is_refused
    assert not load(folder, file, reason=REASON, skip_refused=True).is_refused
    assert rows(folder, "SELECT approval_id FROM record.approval") == [("A1",)]
    assert rows(folder, "SELECT row_no, rule FROM journal.refused") == [(3, "enum")]


def test_nobody_is_asked_twice_and_the_mark_goes_once_the_cell_is_put_right(folder: Path) -> None:
    assert not month(folder, 4, blocker())
    assert month(folder, 4, blocker(), reason=REASON)
    assert month(folder, 5, blocker(remark="又报一次"), blocker("D2", ""))
    assert [row[:2] + row[-2:] for row in rows(folder, f"{THROUGH} ORDER BY 1, 2")] == [
        (2, 2, REASON, 2),
        (3, 2, REASON, 2),
    ]
    assert not month(folder, 6, blocker(resolved="2025-03-02"))
    assert month(folder, 6, blocker(resolved="2025-04-02"))
    current = "SELECT l.reason FROM record.blocker AS r JOIN journal.let_through AS l USING (batch_no, row_no)"
    assert rows(folder, current) == []
    undo(folder, 4)
    assert rows(folder, current) == [(REASON,)]


def test_a_rebuild_gives_the_same_rows_refusals_and_reasons(folder: Path, tmp_path: Path) -> None:
    month(folder, 4, blocker(), blocker("D2", "2025-04-09"), reason=REASON)
    month(folder, 5, blocker(), blocker("D2", ""), blocker("D3", ""), reason="D2 当时报错了，没有解决")
    month(folder, 6, blocker(), blocker("D2", "2025-04-09"), blocker("D3", "2025-03-09"), skip_refused=True)
    fewer = source(tmp_path, "重点项目台账2025-06.csv", projects("P1"))
    assert not load(folder, fewer, replace=True, reason="P2 并入 P1").is_refused
    undo(folder, 3)
    told = {
        what: rows(folder, f"SELECT * FROM {what} ORDER BY ALL")
        for what in ("journal.let_through", "journal.refused", "journal.batch", "ledger.blocker", "ledger.project")
    }
    assert len(told["journal.let_through"]) >= 5
    assert told["journal.refused"] != []
    rebuild(folder)
    assert {what: rows(folder, f"SELECT * FROM {what} ORDER BY ALL") for what in told} == told
