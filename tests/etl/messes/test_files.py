"""Files as they arrive: any encoding and container is read, read and said so, or refused with advice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from etl.recognising.source import Source
from tests.etl.files import load, projects, source, visits
from tests.etl.messes.mess import HEADER, READ, REFUSED, TOLD, Mess, csv, judge, table, visit

ROWS = [visit(), visit("V2")]
TEXT = table(*ROWS)
CRLF = TEXT.replace("\n", "\r\n")
AS_READ = {(0, "服务编号"): "V1", (1, "走访日期"): "2025-06-03"}


def book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """Return the bytes of a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        fill(workbook)
    return out.getvalue()


def sheet(workbook: xlsxwriter.Workbook, name: str, rows: list[list[str]]) -> xlsxwriter.worksheet.Worksheet:
    added = workbook.add_worksheet(name)
    for number, cells in enumerate(rows):
        added.write_row(number, 0, cells)
    return added


FILLED = [HEADER.split(","), *ROWS]
PLAIN = book(lambda workbook: sheet(workbook, "Sheet1", FILLED) and None)


def hidden_row(workbook: xlsxwriter.Workbook) -> None:
    sheet(workbook, "Sheet1", FILLED).set_row(2, None, None, {"hidden": True})


def hidden_column(workbook: xlsxwriter.Workbook) -> None:
    sheet(workbook, "Sheet1", FILLED).set_column(3, 3, None, None, {"hidden": True})


def second_sheet(workbook: xlsxwriter.Workbook) -> None:
    sheet(workbook, "说明", [["本工作簿由各专班填报"]])
    sheet(workbook, "6月", FILLED)


def two_sheets(workbook: xlsxwriter.Workbook) -> None:
    sheet(workbook, "5月", FILLED)
    sheet(workbook, "6月", [HEADER.split(","), visit("V3"), visit("V4")])


def bomb() -> bytes:
    """A workbook whose one sheet unpacks to far more than it may."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as plain, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in plain.infolist():
            content = plain.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content += b" " * (700 << 20)
            packed.writestr(entry.filename, content)
    return out.getvalue()


READABLE = [
    *(
        Mess(f"{encoding}", csv(CRLF, encoding=encoding), READ, cells=AS_READ)
        for encoding in ("gb18030", "utf-8", "utf-8-sig", "utf-16")
    ),
    *(Mess(f"delimited by {mark!r}", csv(table(*ROWS, delimiter=mark)), READ, cells=AS_READ) for mark in "\t;|"),
    Mess("CR", csv(TEXT.replace("\n", "\r")), READ, cells=AS_READ),
    Mess("CR, LF and CRLF mixed", csv("\r".join(CRLF.split("\r\n", 1))), READ, cells=AS_READ),
    Mess("header only", csv(table()), READ, rows=0),
    Mess("a workbook", csv(PLAIN, "走访.xlsx"), READ, cells=AS_READ),
    Mess("an .xls that is .xlsx", csv(PLAIN, "走访.xls"), READ, cells=AS_READ),
    Mess("an .xls that is CSV", csv(CRLF, "走访.xls", "gb18030"), READ, cells=AS_READ),
    Mess("data on the second sheet", csv(book(second_sheet), "走访.xlsx"), READ, cells=AS_READ),
    Mess("two sheets of records", csv(book(two_sheets), "走访.xlsx"), TOLD, "6月", "6月", rows=2),
    Mess("a hidden row", csv(book(hidden_row), "走访.xlsx"), TOLD, "隐藏", "hidden", rows=2),
    Mess("a hidden column", csv(book(hidden_column), "走访.xlsx"), TOLD, "隐藏", "hidden", cells=AS_READ),
]  # fmt: skip

# Big5 has no character for some of the words: a header of its own.
BIG5 = "服務編號,項目代碼,走訪日期,走訪方式,走訪專班\nV1,P1,2025-06-03,現場,施工許可\n"
UNREADABLE = [
    Mess("HTML", csv("<html><table><tr><td>服务编号</td></tr></table></html>", "走访.xls"), REFUSED, "网页", "HTML"),
    Mess("empty", csv(b""), REFUSED, "空", "empty"),
    Mess("nothing but a mark", csv(b"\xef\xbb\xbf\r\n"), REFUSED, "空", "empty"),
    Mess("cut off within a character", csv(TEXT.encode() + "施".encode()[:-1]), REFUSED, "读不出", "cannot be read"),
    Mess("a workbook cut off", csv(PLAIN[: len(PLAIN) // 2], "走访.xlsx"), REFUSED, "损坏", "damaged"),
    Mess("NUL bytes", csv(TEXT.encode().replace(b"V2", b"V\x002")), REFUSED, "二进制", "binary"),
    Mess("two encodings", csv(TEXT.encode() + table(visit("V3")).encode("gb18030")), REFUSED, "编码", "encodings"),
    Mess("Big5", csv(BIG5, encoding="big5"), REFUSED, "Big5", "Big5"),
    Mess("a picture", csv(b"\x89PNG\r\n\x1a\n" + bytes(100)), REFUSED, "图片", "picture"),
    Mess("ten thousand columns", csv(",".join(f"列{n}" for n in range(10_000)) + "\n"), REFUSED, "列", "column"),
    Mess("a zip bomb", csv(bomb(), "走访.xlsx"), REFUSED, "MB", "MB"),
    Mess("a letter", csv("尊敬的领导：\n本月一切正常。\n"), REFUSED, "不是表格", "no table"),
]  # fmt: skip


@pytest.mark.parametrize("mess", READABLE + UNREADABLE, ids=lambda mess: mess.name)
def test_a_file_is_read_told_or_refused(mess: Mess, tmp_path: Path) -> None:
    judge(mess, tmp_path)


def test_the_same_file_twice_is_refused_with_the_batch_it_was(tmp_path: Path) -> None:
    load(
        tmp_path / "w", source(tmp_path, "重点项目台账.csv", projects("P1")), source(tmp_path, "走访.csv", visits("V1"))
    )
    again = load(tmp_path / "w", source(tmp_path, "走访(1).csv", visits("V1")))
    assert again.is_refused
    assert "第 2 批" in again.files[0].check.faults[0].message


def test_a_final_version_supersedes_the_one_before_row_by_row(tmp_path: Path) -> None:
    load(tmp_path / "w", source(tmp_path, "3月台账.csv", projects("P1")))
    final = load(
        tmp_path / "w", source(tmp_path, "3月台账(终版2).csv", projects("P1", "P2").replace("在建", "竣工", 1))
    )
    (file,) = final.files
    assert (file.comparison.new, file.comparison.changed, file.comparison.unchanged) == (1, 1, 0)


def test_a_file_that_ends_within_a_row_is_refused_at_that_row(tmp_path: Path) -> None:
    cut = TEXT[: TEXT.rindex("施工许可") + 4]
    judge(Mess("cut", csv(cut), REFUSED, "少", "fewer", row=3), tmp_path)
    assert isinstance(csv(cut)(tmp_path), Source)
