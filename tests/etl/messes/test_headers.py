"""Headers as offices write them: each column is found, found and said so, or the file is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.messes.mess import HEADER, READ, REFUSED, TOLD, Mess, csv, judge, table, visit

NAMES = HEADER.split(",")
LEDGER = "项目代码,项目名称,项目类别,投资类型,所属街道,项目状态"
LOOSE = HEADER.replace("走访日期", '"走访\n日期"').replace("服务编号", " 服务 编号 ")
PROJECT = ["P1", "甲", "城市更新", "社会投资", "中韩街道", "在建"]


def headed(*names: str, rows: tuple[list[str], ...] = (visit(),), above: str = "") -> object:
    return csv(above + table(*rows, header=",".join(names)))


def ledger(last: str, cell: str):
    return csv(table([*PROJECT, cell], header=f"{LEDGER},{last}"), "重点项目台账.csv")


def swapped() -> object:
    order = [3, 1, 0, 2, 7, 6, 5, 4]
    return csv(table([visit()[i] for i in order], header=",".join(NAMES[i] for i in order)))


MESSES = [
    Mess("a banner above", headed(*NAMES, above=f"某区2025年6月走访台账{',' * 7}\n"), READ, rows=1),
    Mess("banner, unit and a blank line", headed(*NAMES, above="走访台账\n单位：次\n\n"), READ, rows=1),
    Mess("another order", swapped(), READ, cells={(0, "服务编号"): "V1", (0, "走访日期"): "2025-06-03"}),
    Mess("an alias", headed(*("走访时间" if n == "走访日期" else n for n in NAMES)), READ, rows=1),
    Mess(
        "a name that changed since last month", headed(*("到访时间点" if n == "走访日期" else n for n in NAMES)),
        REFUSED, "到访时间点", "到访时间点", row=1,
    ),
    Mess("an extra column", headed(*NAMES, "天气", rows=([*visit(), "晴"],)), REFUSED, "天气", "天气", row=1),
    Mess("line numbers", headed("序号", *NAMES, rows=(["1", *visit()],)), TOLD, "序号", "序号", rows=1),
    Mess(
        "a missing column", headed(*NAMES[:3], *NAMES[4:], rows=([*visit()[:3], *visit()[4:]],)),
        REFUSED, "走访方式", "走访方式",
    ),
    Mess("no header at all", csv(table(visit(), header=",".join(visit("V0")))), REFUSED, "表头", "header"),
    Mess("a name twice", headed(*NAMES, "走访方式", rows=([*visit(), "线上"],)), REFUSED, "走访方式", "走访方式"),
    Mess("full-width brackets", ledger("总投资（万元）", "100"), READ, cells={(0, "总投资(万元)"): "100.0"}),
    Mess("blanks and line breaks in names", csv(table(visit(), header=LOOSE)), READ, rows=1),
    Mess("another unit in the header", ledger("总投资(亿元)", "1.5"), REFUSED, "亿元", "亿元", row=1),
    Mess("no unit in the header", ledger("总投资", "100"), READ, cells={(0, "总投资(万元)"): "100.0"}),
    Mess(
        "a header over two lines",
        csv("服务编号,项目代码,走访,,,服务事项,了解情况,当场解决\n,,日期,方式,专班,,,\n" + ",".join(visit()) + "\n"),
        TOLD, "两行", "two", rows=1, cells={(0, "走访日期"): "2025-06-03"},
    ),
]  # fmt: skip


@pytest.mark.parametrize("mess", MESSES, ids=lambda mess: mess.name)
def test_a_header_is_found_found_and_told_or_refused(mess: Mess, tmp_path: Path) -> None:
    judge(mess, tmp_path)
