"""Rows as they stand in real files: each is a record, left out and said so (totals, notes, blanks), or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.files import check, load, project, projects, source, visits, wrong
from tests.etl.messes.mess import HEADER, READ, REFUSED, TOLD, Mess, csv, judge, table, visit

WIDTH = len(HEADER.split(","))
LEDGER = "项目代码,项目名称,项目类别,投资类型,所属街道,项目状态,总投资(万元)"


def line(*cells: str) -> list[str]:
    """Return a row of the file's width with these first cells."""
    return [*cells, *[""] * (WIDTH - len(cells))]


def ledger(*totals: list[str]):
    rows = [["P1", "甲", "城市更新", "社会投资", "中韩街道", "在建", "100"],
            ["P2", "乙", "城市更新", "社会投资", "北宅街道", "在建", "200.5"]]  # fmt: skip
    return csv(table(*rows, *totals, header=LEDGER), "重点项目台账.csv")


MESSES = [
    Mess("total at the end", csv(table(visit(), line("合计", "", "1"))), TOLD, "合计", "total", row=3, rows=1),
    Mess(
        "totals per street",
        ledger(["中韩街道小计", "", "", "", "", "", "100"], ["总计", "", "", "", "", "", "300.5"]),
        TOLD, "小计", "total", rows=2,
    ),
    Mess(
        "a subtotal that does not add up",
        ledger(["北宅街道小计", "", "", "", "", "", "200"], ["总计", "", "", "", "", "", "300.5"]),
        TOLD, "300.5", "300.5", row=4, rows=2,
    ),
    Mess("a total that does not add up", ledger(["合计", *[""] * 5, "301"]), TOLD, "300.5", "300.5", row=4, rows=2),
    *(
        Mess(f"a note: {words}", csv(table(visit(), line(words))), TOLD, "填报人", "note", row=3, rows=1)
        for words in ("填报人：王敏", "填报日期：2025-07-02", "注：本表为6月数据", "备注: 另有两次在外地")
    ),
    Mess("blank rows at the end", csv(table(visit(), line(), line())), TOLD, "空行", "blank", rows=1),
    Mess("lines of commas only", csv(table(visit()) + ",,,,,,,\n\n\n"), TOLD, "空行", "blank", rows=1),
    Mess("blank columns at the end", csv(table([*visit(), "", ""], header=f"{HEADER},,")), READ, rows=1),
    Mess("exactly the same row twice", csv(table(visit(), visit())), REFUSED, "第 2 行", "row 2", row=3),
    Mess("the same key with other values", csv(table(visit(), visit(mode="线上"))), REFUSED, "V1", "V1", row=3),
    Mess("the header again", csv(table(visit(), HEADER.split(","))), TOLD, "表头", "header", row=3, rows=1),
    Mess("one cell too many", csv(table([*visit(), "多"], visit("V2"))), REFUSED, "多出", "more", row=2),
    Mess("one cell too few", csv(table(visit()[:-1], visit("V2"))), REFUSED, "少", "fewer", row=2),
    Mess("a quotation mark open", csv(table(visit(topic='"开工'), visit("V2"))), REFUSED, "引号", "quotation", row=2),
    Mess(
        "text behind a closing quotation mark", csv(table(visit(topic='"开工"手续'), visit("V2"))),
        REFUSED, "引号", "quotation", row=2,
    ),
    Mess(
        "quotes and line breaks in cells", csv(table(visit(topic='"甲说""好""\n乙说不"'), visit("V2"))), READ, rows=2,
        cells={(0, "服务事项"): '甲说"好"\n乙说不', (1, "服务编号"): "V2"},
    ),
    Mess("a second table further down", csv(table(visit()) + "\n区市,月份\n崂山区,2025-06\n"), REFUSED, row=4),
    Mess("merged cells", csv(table(visit(), visit("V2", day="", mode=""))), REFUSED, "走访日期", "走访日期", row=3),
]  # fmt: skip


@pytest.mark.parametrize("mess", MESSES, ids=lambda mess: mess.name)
def test_a_row_is_a_record_left_out_and_said_so_or_refused(mess: Mess, tmp_path: Path) -> None:
    judge(mess, tmp_path)


def test_a_thing_on_several_rows_is_one_record_a_row_where_the_key_says_so(tmp_path: Path) -> None:
    header = "会议编号,项目代码,会议日期,会议类型"
    rows = [["M1", "P1", "2025-06-03", "调度会"], ["M1", "P2", "2025-06-03", "调度会"]]
    judge(Mess("meeting", csv(table(*rows, header=header), "调度会议记录.csv"), READ, rows=2), tmp_path)


def test_the_same_record_in_two_months_is_one_record_as_last_told(tmp_path: Path) -> None:
    load(tmp_path / "w", source(tmp_path, "2025-05/重点项目台账.csv", projects("P1")))
    newer = projects("P1").replace("在建", "竣工")
    result = load(tmp_path / "w", source(tmp_path, "2025-06/重点项目台账.csv", newer))
    (file,) = result.files
    assert (file.comparison.new, file.comparison.changed) == (0, 1)


def test_a_project_nobody_knows_is_refused_by_its_row(tmp_path: Path) -> None:
    load(tmp_path / "w", source(tmp_path, "重点项目台账.csv", projects("P1")))
    (verdict,) = check(source(tmp_path, "走访.csv", visits("V1", project="P9")), folder=tmp_path / "w")
    assert wrong(verdict) == [(2, "项目代码", "P9", "foreignKey")]
    assert project("P9") not in projects("P1")


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(("written", "is_told"), [("200", False), ("201", True)])
def test_subtotals_are_held_against_their_own_rows(above: bool, written: str, is_told: bool, tmp_path: Path) -> None:
    def row(code: str, amount: str) -> list[str]:
        return [code, "楼", "城市更新", "社会投资", "中韩街道", "在建", amount]

    def subtotal(amount: str) -> list[str]:
        return ["小计", "", "", "", "", "", amount]

    one, other = [row("P1", "50"), row("P2", "50")], [row("P3", "120"), row("P4", "80")]
    rows = [subtotal("100"), *one, subtotal(written), *other] if above else [
        *one, subtotal("100"), *other, subtotal(written)
    ]  # fmt: skip
    (verdict,) = check(csv(table(*rows, header=LEDGER), "重点项目台账.csv")(tmp_path))
    told = [fault.value for fault in verdict.faults if fault.rule == "controlTotal"]
    assert told == (["201"] if is_told else [])
