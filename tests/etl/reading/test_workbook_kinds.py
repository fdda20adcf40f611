"""Files under the name of a workbook: read whatever the name says, or refused with what the file is and what to do."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from etl.language import in_language
from etl.recognising.source import Source
from tests.etl.files import check, wrong
from tests.etl.messes.mess import must_be_english
from tests.etl.reading.parts import VISIT, VISITS, data, ods_parts, ole, texts, write, xlsx_parts
from tests.etl.recognising.sheets import column, drawn, judge

ROWS = data(texts(1, VISITS), texts(2, VISIT))
NAME = "走访服务记录.xls"


def put(folder: Path, content: bytes, name: str = NAME) -> Source:
    path = folder / "file"
    path.write_bytes(content)
    return Source(name, path)


def xls(folder: Path, *rows: list[object], sheet: str = "走访") -> Source:
    book = xlwt.Workbook()
    written = book.add_sheet(sheet)
    for row, cells in enumerate([list(VISITS), *rows]):
        for place, cell in enumerate(cells):
            written.write(row, place, cell)
    book.save(folder / "file")
    return Source(NAME, folder / "file")


def encrypted_xls(folder: Path) -> Source:
    """The record that says how the rest is encrypted stands behind the first one."""
    plain = xls(folder, list(VISIT)).path.read_bytes()
    at = plain.index(bytes.fromhex("090810000006"))
    stream = plain[at : at + 20] + b"\x2f\x00\x06\x00\x00\x00\x59\xb3\x0a\x9a" + plain[at + 20 : at + 4000]
    return put(folder, ole({"Workbook": stream}))


def encrypted_ods(folder: Path) -> Source:
    parts = ods_parts("")
    parts["META-INF/manifest.xml"] = parts["META-INF/manifest.xml"].replace("/></", "><manifest:encryption-data/></", 1)
    return write(folder / "file", parts, "走访.ods")


HALF = ("不完整", "incomplete")
PASSWORD = ("去掉密码", "Remove the password")
REFUSED: list[tuple[str, Callable[[Path], Source], tuple[str, str]]] = [
    ("password xlsx", lambda to: put(to, ole({"EncryptionInfo": b"\4", "EncryptedPackage": b"x"})), PASSWORD),
    ("password xls", encrypted_xls, PASSWORD),
    ("password ods", encrypted_ods, PASSWORD),
    ("word", lambda to: put(to, ole({"WordDocument": b"x"})), ("Word", "Word")),
    ("docx", lambda to: write(to / "file", {"word/document.xml": "<a/>"}, NAME), ("Word", "Word")),
    ("zip", lambda to: write(to / "file", {"走访.csv": "a,b"}, NAME), ("请先解压", "Unpack it first")),
    ("xlsb", lambda to: write(to / "file", {"xl/workbook.bin": "x"}, NAME), (".xlsb", ".xlsb")),
    ("excel 95", lambda to: put(to, ole({"Book": b"x"})), ("Excel 95", "Excel 95")),
    ("half", lambda to: put(to, xls(to, list(VISIT)).path.read_bytes()[:2000]), HALF),
    ("nothing but a beginning", lambda to: put(to, b"PK\3\4"), HALF),
    ("html", lambda to: put(to, "<html><table><tr><td>服务编号</td></tr></table></html>".encode()), ("HTML", "HTML")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "make", "words"), REFUSED, ids=[what for what, _, _ in REFUSED])
def test_what_is_no_workbook_that_can_be_read_says_so(
    what: str, make: Callable[[Path], Source], words: tuple[str, str], tmp_path: Path
) -> None:
    for language, said in zip(("zh", "en"), words, strict=True):
        with in_language(language):
            (verdict,) = check(make(tmp_path))
        rule = {PASSWORD: "password", HALF: "brokenWorkbook"}.get(words, "not_a_table")
        assert [(fault.rule, fault.severity) for fault in verdict.faults] == [(rule, "stop")]
        assert said in verdict.faults[0].message
        if language == "en":
            must_be_english(verdict.faults[0])


@pytest.mark.parametrize("kind", ["xls", "xlsx", "xlsm", "ods", "csv", "gb18030"])
@pytest.mark.parametrize("name", ["走访.xls", "走访.csv"])
def test_a_file_is_read_for_what_it_is_whatever_its_name(kind: str, name: str, tmp_path: Path) -> None:
    lines = "\n".join([",".join(VISITS), ",".join(VISIT)])
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>" for row in (VISITS, VISIT)
    )
    made = {
        "xls": lambda: xls(tmp_path, list(VISIT)),
        "xlsx": lambda: write(tmp_path / "file", xlsx_parts({"走访": ROWS})),
        "xlsm": lambda: write(tmp_path / "file", {**xlsx_parts({"走访": ROWS}), "xl/vbaProject.bin": "x"}),
        "ods": lambda: write(tmp_path / "file", ods_parts(f'<table:table table:name="走访">{rows}</table:table>')),
        "csv": lambda: put(tmp_path, lines.encode()),
        "gb18030": lambda: put(tmp_path, lines.encode("gb18030")),
    }
    (verdict,) = check(Source(name, made[kind]().path))
    assert (verdict.ok, verdict.rows, verdict.type) == (True, 1, "visit")
    assert verdict.encoding == {"csv": "utf-8", "xlsm": "xlsx"}.get(kind, kind)
    assert verdict.preview[0]["走访方式"] == "现场"


DAY = VISITS.index("走访日期")


def with_day(folder: Path, cell: str, styles: tuple[str, ...] = (), head: str = "") -> Source:
    row = texts(2, VISIT).replace(texts(2, VISIT[: DAY + 1])[len(texts(2, VISIT[:DAY])) :], cell)
    return write(folder / "file", xlsx_parts({"走访": data(texts(1, VISITS), row)}, styles=styles, head=head))


def test_a_day_shown_as_a_month_is_no_day(tmp_path: Path) -> None:
    source = with_day(tmp_path, '<c r="C2" s="1"><v>45717</v></c>', styles=('yyyy"年"m"月"',))
    verdict = judge(source, "type", "“2025年3月”不是一个确定的日期", "2025年3月", row=2)
    assert wrong(verdict) == [(2, "走访日期", "2025年3月", "type")]


def test_a_day_shown_without_its_year_is_read_and_said(tmp_path: Path) -> None:
    source = with_day(tmp_path, '<c r="C2" s="1"><v>45721</v></c>', styles=('m"月"d"日"',))
    verdict = judge(source, "withoutYear", "“走访日期”有 1 格在表里只显示月和日", "shows only month and day", row=2)
    assert (verdict.ok, column(verdict, "走访日期")) == (True, ["2025-03-05"])


def test_a_formula_without_a_result_is_refused_and_said(tmp_path: Path) -> None:
    verdict = judge(
        with_day(tmp_path, '<c r="C2"><f>TODAY()</f></c>'),
        "uncalculated",
        "1 格公式没有算出结果",
        "1 formula of",
        row=2,
    )
    assert wrong(verdict) == [(2, "走访日期", "#CALC!", "excelError")]


def test_a_bare_number_of_a_day_is_read_as_the_workbook_counts(tmp_path: Path) -> None:
    source = with_day(tmp_path, '<c r="C2"><v>44268</v></c>', head='<workbookPr date1904="1"/>')
    verdict = judge(source, "dateSerial", "日期序列号", "serial")
    assert column(verdict, "走访日期") == ["2025-03-14"]
    source = with_day(tmp_path, '<c r="C2"><v>45730.5</v></c>')
    verdict = judge(source, "dateSerial", "日期序列号", "serial", row=2)
    assert column(verdict, "走访日期") == ["2025-03-14"]


def test_error_cells_codes_and_apostrophes_of_an_xls_are_judged_like_those_of_a_csv(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [370212202500001234, *VISIT[1:]],
        ["'V2", *VISIT[1:]],
        ["V3", "P1", "2025-02-30", *VISIT[3:]],
    ]
    verdict = check(xls(tmp_path, *rows))[0]
    assert wrong(verdict) == [(2, "服务编号", "3.70E+17", "scientific"), (4, "走访日期", "2025-02-30", "type")]
    assert verdict.preview[1]["服务编号"] == "V2"


def test_a_rate_shown_in_percent_is_that_rate(tmp_path: Path) -> None:
    header = ["区市", "月份", "联合验收数", "验收总数", "通报联合验收率"]

    source = drawn(
        tmp_path, ("通报", [header, ["崂山区", "2025-06", 64, 90, 0.711]], None), name="区市联合验收通报.xlsx"
    )
    assert check(source)[0].preview[0]["通报联合验收率"] == "0.711"
    rows = data(texts(1, header), texts(2, ["崂山区", "2025-06", "64", "90"]) + '<c r="E2" s="1"><v>0.711</v></c>')
    source = write(tmp_path / "file", xlsx_parts({"通报": rows}, styles=["0.0%"]), "区市联合验收通报.xlsx")
    (verdict,) = check(source)
    assert (verdict.faults, verdict.preview[0]["通报联合验收率"]) == ([], "0.711")


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_workbook_ends_in_a_verdict(seed: int, tmp_path: Path) -> None:
    """Bytes turned over and cut off anywhere: never a trace, never a hang."""
    dice = random.Random(seed)
    made = [
        xls(tmp_path, list(VISIT)).path.read_bytes(),
        write(tmp_path / "x", xlsx_parts({"走访": ROWS})).path.read_bytes(),
        write(
            tmp_path / "o", ods_parts('<table:table table:name="a"><table:table-row/></table:table>')
        ).path.read_bytes(),
    ]
    sources = []
    for number in range(60):
        content = bytearray(dice.choice(made))
        for _ in range(dice.choice((1, 3, 30))):
            content[dice.randrange(len(content))] = dice.randrange(256)
        path = tmp_path / f"{number}"
        path.write_bytes(bytes(content[: dice.randrange(len(content))] if dice.random() < 0.2 else content))
        sources.append(Source("走访.xls", path))
    for verdict in check(*sources):
        assert verdict.type or verdict.faults
