"""Faults kind by kind: each once, with its rows as Excel counts them, and what puts all of them right."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from etl.checking.check import Stage
from etl.checking.check_alone import check_files
from etl.checking.fault_kinds import FaultKind, kinds_of, rows_of
from etl.checking.people import HIDDEN
from etl.checking.sorted_faults import SAME_ROW, WORDS_APART
from etl.recognising.mends import Mend
from etl.recognising.source import Source
from tests.etl.files import PROJECTS, VISITS, load, project, projects, source

LISTING = "项目代码,计划年度,项目级别,重点类型,是否续建"


@contextmanager
def staged(*files: Source) -> Iterator[Stage]:
    with check_files(files) as found:
        yield found


def kinds(*files: Source) -> list[FaultKind]:
    with staged(*files) as found:
        return kinds_of(found, found.files[-1])


def visits_with(*lines: str) -> str:
    return "\n".join([VISITS, *lines])


def test_each_kind_stands_once_with_count_and_rows(tmp_path: Path) -> None:
    lines = [f"ZF{n},P1,2025-06-03,{'到现场' if n in (1, 3, 4, 5, 9) else '现场'},施工许可" for n in range(12)]
    lines[7] = "ZF7,P1,2025-02-30,现场,"
    found = {(kind.rule, kind.header): kind for kind in kinds(source(tmp_path, "走访.csv", visits_with(*lines)))}
    words = found["enum", "走访方式"]
    assert (words.count, words.spans, words.values) == (5, ((3, 3), (5, 7), (11, 11)), ("到现场",))
    assert (words.near, words.fix) == ("现场", (Mend("visit_mode", "现场", written="到现场"),))
    assert found["type", "走访日期"].values == ("2025-02-30",)
    assert found["required", "走访专班"].spans == ((9, 9),)
    assert len(found) == 3


def test_a_kind_shows_only_its_rows_each_with_all_of_its_cells(tmp_path: Path) -> None:
    lines = [f"ZF{n},P1,2025-06-03,{'到现场' if n % 2 else '现场'},施工许可" for n in range(100)]
    file = source(tmp_path, "走访.csv", visits_with(*lines))
    with staged(file) as found:
        (check,) = found.files
        (kind,) = kinds_of(found, check)
        assert [row.row for row in kind.rows] == list(range(3, 43, 2))
        assert kind.rows[0].cells[:5] == ("ZF1", "P1", "2025-06-03", "到现场", "施工许可")
        assert [row.row for row in rows_of(found, check, kind, 40)] == list(range(83, 102, 2))


def test_words_are_kinds_of_their_own_but_not_without_end(tmp_path: Path) -> None:
    lines = [f"ZF{n},P1,2025-06-03,{'续健' if n < 3 else f'词{n}'},施工许可" for n in range(60)]
    found = kinds(source(tmp_path, "走访.csv", visits_with(*lines)))
    assert found[1].word == "续健"
    assert len([kind for kind in found if kind.word]) == WORDS_APART
    (rest,) = [kind for kind in found if kind.word is None]
    assert rest.count == 60 - 3 - (WORDS_APART - 1)
    assert not rest.fix


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("2025,省级,建设,新建", "建设类"), ("2025,省级,建设类,续健", "续建"), ("2025,省及,建设类,新建", "省级")],
)
def test_the_nearest_word_is_offered_for_yes_and_no_too(tmp_path: Path, wrong: str, near: str) -> None:
    (kind,) = kinds(source(tmp_path, "名单.csv", f"{LISTING}\nP1,{wrong}\n"))
    assert kind.near == near
    check = Source("名单.csv", tmp_path / "名单.csv", mends=kind.fix)
    assert not kinds(check)


def test_rows_that_say_the_same_twice_are_told_from_those_that_do_not(tmp_path: Path) -> None:
    once, other = "ZF1,P1,2025-06-03,现场,施工许可", "ZF1,P1,2025-06-04,现场,施工许可"
    wrong = "ZF2,P1,2025-06-03,去,施工许可"
    file = source(tmp_path, "走访.csv", visits_with(once, once, other, wrong, wrong, once))
    found = {(kind.rule, kind.word): kind for kind in kinds(file)}
    same = found["primaryKey", SAME_ROW]
    assert same.fix == (Mend(row=3), Mend(row=7))
    assert found["primaryKey", None].spans == ((4, 4), (6, 6))
    assert not found["primaryKey", None].fix
    left = kinds(Source(file.name, file.path, mends=same.fix))
    assert [kind.count for kind in left if kind.rule == "primaryKey"] == [2]


def test_what_no_one_meant_to_write_is_taken_away_at_once(tmp_path: Path) -> None:
    line = project("P 1", name="楼") + "\n" + project("P2", name="楼\x07台") + "\n" + project("P3")
    remark = "身份证370212199001011234号"
    text = f"{PROJECTS},备注\n" + "\n".join(f"{row},{remark}" for row in line.split("\n"))
    file = source(tmp_path, "台账.csv", text)
    found = {kind.rule: kind for kind in kinds(file)}
    assert found["pattern"].fix == (Mend("project_id", "P1", row=2),)
    assert found["control"].fix == (Mend("project_name", "楼台", row=3),)
    assert [mend.value for mend in found["identityNumber"].fix] == ["身份证号"] * 3
    assert not kinds(Source(file.name, file.path, mends=tuple(mend for kind in found.values() for mend in kind.fix)))


def test_what_is_nobodys_business_is_hidden(tmp_path: Path) -> None:
    people = "王五,13800001111,找13912345678，370212199001011234"
    text = f"{PROJECTS},联系人,联系电话,备注\n{project('P1', status='好')},{people}\n"
    found = kinds(source(tmp_path, "台账.csv", text))
    said = repr([replace(kind, fix=()) for kind in found])
    assert not [secret for secret in ("王五", "13800001111", "13912345678", "370212199001011234") if secret in said]
    row = found[0].rows[0]
    assert row.cells[-3:-1] == (HIDDEN, HIDDEN)
    assert "139****5678" in row.cells[-1]


def test_notices_show_their_rows_as_well(tmp_path: Path) -> None:
    wide = "ＺＦ１,P1,2025-06-03,现场,施工许可"
    found = {kind.rule: kind for kind in kinds(source(tmp_path, "走访.csv", visits_with(wide, "合计,,,,", ",,,,")))}
    assert (found["narrowed"].header, found["narrowed"].count) == ("服务编号", 1)
    assert found["narrowed"].rows[0].cells[0] == "ＺＦ１"
    assert [row.row for row in found["totalRow"].rows] == [3]


def test_what_was_let_through_is_of_few_kinds_and_asks_for_nothing_more(tmp_path: Path) -> None:
    lines = [f"ZF{n},P{n},2025-06-03,{'到现场' if n > 8 else '现场'},施工许可" for n in range(10)]
    folder = tmp_path / "warehouse"
    known = source(tmp_path, "重点项目台账2025-05.csv", projects(*(f"P{n}" for n in range(20))))
    load(folder, known, source(tmp_path, "走访2025-06.csv", visits_with(*lines[:8])))
    moved = [line.replace(",P", ",P1") for line in lines]
    file = source(tmp_path, "走访2025-07.csv", visits_with(*moved))
    with check_files([file], folder=folder, reason="合并了项目") as found:
        wrong, through = kinds_of(found, found.files[0])
    assert (wrong.rule, wrong.count) == ("enum", 1)
    assert (through.rule, through.severity, through.count) == ("moved_project", "notice", 8)
    assert (through.spans, through.fix) == (((2, 9),), ())
    assert through.message.endswith("（P0 → P10）。已写明理由放行。")


def test_what_stops_a_whole_file_is_a_kind_without_rows(tmp_path: Path) -> None:
    (kind,) = kinds(
        source(tmp_path, "走访.csv", "服务编号,走访日期\nZF1,2025-06-03\n".replace("走访日期", "项目代码"))
    )[:1]
    assert kind.severity == "stop"
    assert not kind.rows


def test_a_thousand_faults_among_a_hundred_thousand_rows_are_sorted_at_once(tmp_path: Path) -> None:
    rows = [f"ZF{n:06d},P{n % 40},2025-06-03,现场,施工许可" for n in range(100_000)]
    for n in range(0, 100_000, 100):
        rows[n] = rows[n].replace("现场", "到现场") if n % 200 else rows[n].replace("2025-06-03", "2025-06-31")
    ledger = source(tmp_path, "台账.csv", projects(*(f"P{n}" for n in range(40))))
    with staged(ledger, source(tmp_path, "走访.csv", visits_with(*rows))) as found:
        begun = time.perf_counter()
        sorted_out = kinds_of(found, found.files[1])
        took = time.perf_counter() - begun
    assert sum(kind.count for kind in sorted_out) == 1_000
    assert {kind.rule: kind.count for kind in sorted_out} == {"enum": 500, "type": 500}
    assert took < 1
