"""Values as people type them: each is read as what it says, read with a notice, or refused with advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.mess import READ, REFUSED, TOLD, Mess, csv, judge, table, visit, with_cell

DAY, MODE, TOPIC, SOLVED = "走访日期", "走访方式", "服务事项", "当场解决"
LEDGER = "项目代码,项目名称,项目类别,投资类型,所属街道,项目状态,总投资(万元)"
RATES = "区市,月份,联合验收数,验收总数,通报联合验收率"


def ledger(**other: str):
    cells = {"code": "P1", "name": "某楼", "category": "城市更新", "type": "社会投资", "street": "中韩街道",
             "status": "在建", "wan": "100"}  # fmt: skip
    row = [f'"{cell}"' if "," in cell else cell for cell in (cells | other).values()]
    return csv(table(row, header=LEDGER), "重点项目台账.csv")


def rate(value: str):
    return csv(table(["崂山区", "2025-06", "64", "90", value], header=RATES), "通报.csv")


def read_day(written: str, ending: str = READ, zh: str = "", en: str = "", day: str = "2023-03-05") -> Mess:
    return Mess(f"day {written}", with_cell(DAY, written), ending, zh, en, cells={(0, DAY): day})


def no_day(written: str) -> Mess:
    return Mess(f"no day {written}", with_cell(DAY, written), REFUSED, written, written, row=2)


DAYS = [
    *(read_day(w) for w in ("2023.3.5", "2023/3/5", "2023年3月5日", "二〇二三年三月五日", "20230305")),
    *(read_day(w) for w in ("2023-03-05", "2023-3-5", "2023-03-05 00:00:00")),
    *(read_day(w, TOLD, w, w) for w in ("２０２３-０３-０５", "2023．3．5", "２０２３年３月５日")),
    read_day("44990", TOLD, "44990", "44990"),
    read_day("40742.696", TOLD, "40742.696", "40742.696", day="2011-07-18"),
    *(no_day(w) for w in ("3/5/23", "2023年3月", "2023-02-30", "2203", "已开工", "待定", "#NAME?", "0", "5/3/2023")),
    *(no_day(w) for w in ("无", "/", "—")),
]

NUMBERS = [
    Mess("full-width digits", ledger(wan="１２３"), TOLD, "１２３", "１２３", cells={(0, "总投资(万元)"): "123.0"}),
    Mess("full-width comma", ledger(wan="12，000"), TOLD, "12，000", "12，000", cells={(0, "总投资(万元)"): "12000.0"}),
    Mess("thousands", ledger(wan="12,000"), TOLD, "12,000", "12,000", cells={(0, "总投资(万元)"): "12000.0"}),
    Mess("yuan", ledger(wan="￥35,300.00"), TOLD, "￥35,300.00", "￥35,300.00", cells={(0, "总投资(万元)"): "35300.0"}),
    Mess("yi", ledger(wan="3.5亿"), TOLD, "3.5亿", "3.5亿", cells={(0, "总投资(万元)"): "35000.0"}),
    *(
        Mess(f"no number {w}", ledger(wan=w), REFUSED, w, w, row=2)
        for w in ("0x10", "1_0", "NaN", "inf", "1e3", "约3000", "3000-4000", "#REF!")
    ),
    Mess("share as a number below one", rate("0.711"), READ, cells={(0, "通报联合验收率"): "0.711"}),
    Mess("share as percent points", rate("71.1"), TOLD, "71.1", "71.1", cells={(0, "通报联合验收率"): "0.711"}),
    Mess("share with its sign", rate("71.1 %"), READ, cells={(0, "通报联合验收率"): "0.711"}),
    Mess("share above all", rate("171.1"), REFUSED, "171.1", "171.1", row=2),
]

CODES = [
    Mess("leading apostrophe", with_cell("服务编号", "'V1"), TOLD, "'V1", "'V1", cells={(0, "服务编号"): "V1"}),
    Mess("scientific", with_cell("项目代码", "2.30E+17"), REFUSED, "科学计数", "scientific", row=2),
    Mess("two in one cell", with_cell("项目代码", "P1、P2"), REFUSED, "P1、P2", "P1、P2", row=2),
    Mess("edge spaces", with_cell(MODE, " 现场 "), TOLD, "空格", "blanks", cells={(0, MODE): "现场"}),
    Mess("no-break space", with_cell(MODE, "现场\u00a0"), TOLD, "空格", "blanks", cells={(0, MODE): "现场"}),
    Mess("ideographic space", with_cell(MODE, "\u3000现场"), TOLD, "空格", "blanks", cells={(0, MODE): "现场"}),
    Mess("zero width", with_cell("服务编号", "V\u200b1"), TOLD, "看不见", "invisible", cells={(0, "服务编号"): "V1"}),
]

WORDS = [
    *(Mess(f"yes {w}", with_cell(SOLVED, w), READ, cells={(0, SOLVED): "true"}) for w in ("√", "Y", "1", "是")),
    Mess("neither yes nor no", with_cell(SOLVED, "也许"), REFUSED, "也许", "也许", row=2),
    Mess("near word", with_cell(MODE, "现厂"), REFUSED, "现场", "现场", row=2),
    Mess("street office", ledger(street="中韩街道办事处"), REFUSED, "中韩街道", "中韩街道", row=2),
    Mess("error value", with_cell("项目代码", "#REF!"), REFUSED, "#REF!", "#REF!", row=2),
    Mess("hyperlink", with_cell(TOPIC, '=HYPERLINK(""http://a.cn"",""看"")'), READ),
    Mess(
        "script", with_cell(TOPIC, "<script>alert(1)</script>"), READ, cells={(0, TOPIC): "<script>alert(1)</script>"}
    ),
    Mess("mojibake", with_cell(TOPIC, "锟斤拷锟斤拷"), REFUSED, "乱码", "锟斤拷", row=2),
    Mess("garbled GBK", with_cell(TOPIC, "椤圭洰寮€宸"), REFUSED, "乱码", "椤圭洰", row=2),
    Mess("identity number", with_cell(TOPIC, "甲 110101199003074514"), REFUSED, "身份证", "ID", row=2),
    Mess("mobile number", with_cell(TOPIC, "电话13812345678"), TOLD, "电话号码", "phone number"),
    Mess("name after its label", with_cell(TOPIC, "联系人：王小明，下周答复"), TOLD, "姓名", "name"),
]


@pytest.mark.parametrize("mess", DAYS + NUMBERS + CODES + WORDS, ids=lambda mess: mess.name)
def test_a_value_is_read_told_or_refused(mess: Mess, tmp_path: Path) -> None:
    judge(mess, tmp_path)


def test_a_month_is_a_month_only_where_the_column_allows_one(tmp_path: Path) -> None:
    judge(Mess("month", rate("0.711"), READ, cells={(0, "月份"): "2025-06-01"}), tmp_path)


def test_a_month_in_full_width_figures_is_told(tmp_path: Path) -> None:
    text = table(["崂山区", "２０２５年６月", "64", "90", "0.711"], header=RATES)
    judge(Mess("month", csv(text, "通报.csv"), TOLD, "２０２５年６月", "２０２５年６月"), tmp_path)


@pytest.mark.parametrize(("written", "ending"), [("在办", READ), ("办理中", REFUSED)])
def test_pending_is_pending_and_its_near_words_are_named(written: str, ending: str, tmp_path: Path) -> None:
    header = "受理编号,项目代码,事项编码,受理时间,办结时间,办理结果"
    text = table(["A1", "P1", "A01", "2025-03-05", "", written], header=header)
    judge(Mess("pending", csv(text, "审批办件.csv"), ending, "是不是“在办”", "在办"), tmp_path)


def test_a_record_is_a_record_whatever_order_its_cells_come_in(tmp_path: Path) -> None:
    judge(Mess("order", csv(table(visit(), visit("V2"))), READ, rows=2), tmp_path)
