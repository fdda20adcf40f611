"""Web pages under the name of a workbook, as many systems export them: their tables are read as they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.recognising.source import Source
from tests.etl.files import check
from tests.etl.recognising.sheets import VISITS, column, judge, visit


def line(cells: list[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def page(folder: Path, body: str, encoding: str = "utf-8", charset: str = "utf-8") -> Source:
    path = folder / "file"
    text = (
        f'<html xmlns:x="urn:x"><head><meta charset={charset}><style>td {{}}</style></head><body>{body}</body></html>'
    )
    path.write_bytes(text.encode(encoding))
    return Source("走访服务记录.xls", path)


ROWS = line(VISITS, "th") + line(visit("V1", "手续", "一")) + line(visit("V2", "图审", "二"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_table_of_a_page_is_read_in_any_encoding_whatever_the_page_says_of_it(
    encoding: str, tmp_path: Path
) -> None:
    source = page(tmp_path, f"<table>{ROWS}</table>", encoding, "gb2312")
    verdict = judge(source, "webPage", "其实是网页", "in fact a web page")
    assert (verdict.ok, verdict.encoding, verdict.rows) == (True, "html", 2)
    assert column(verdict, "服务事项") == ["手续", "图审"]


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    shown = [
        " 一\n  二 ", "一<br>二<br/>", "&lt;script&gt;&amp;&nbsp;", "<b>粗</b><a href=x>体</a>", "&nbsp;",
        "<style>x</style>三<script>四</script>", "<p>五</p><p>六</p>",
    ]  # fmt: skip
    rows = "".join(line(visit(f"V{n}", cell)) for n, cell in enumerate(shown))
    # Neither rows nor cells need an end.
    rows = line(VISITS) + rows.replace("</td>", "").replace("</tr>", "\n")
    (verdict,) = check(page(tmp_path, f"<table>{rows}</table>"))
    assert column(verdict, "服务事项") == ["一 二", "一\n二", "<script>&", "粗体", None, "三", "五\n六"]


def test_spanning_cells_are_merged_cells(tmp_path: Path) -> None:
    rows = f"<tr><td colspan=7>走访服务记录</td></tr>{line(VISITS)}"
    rows += line(visit("V1", "手续", "一")).replace("<td>手续", "<td rowspan=2>手续")
    rows += line(visit("V2", "二"))
    verdict = judge(page(tmp_path, f"<table>{rows}</table>"), "mergedFilled", "第 4 行", "row 4", row=4)
    assert (verdict.ok, verdict.header_row) == (True, 2)
    assert (column(verdict, "服务事项"), column(verdict, "了解情况")) == (["手续", "手续"], ["一", "二"])


def test_the_table_with_the_records_is_found_among_others_and_within_them(tmp_path: Path) -> None:
    body = (
        f"<table><tr><td>首页</td><td>退出<table>{ROWS}</table></td></tr></table><table><tr><td>页脚</td></tr></table>"
    )
    (verdict,) = check(page(tmp_path, body))
    assert (verdict.ok, verdict.rows, verdict.sheet) == (True, 2, "网页表格 2")


@pytest.mark.parametrize("body", ["<p>请重新登录</p>", "<table><tr><td>请重新登录</td></tr></table>", "<table>", ""])
def test_a_page_without_a_table_says_so(body: str, tmp_path: Path) -> None:
    judge(page(tmp_path, body), "not_a_table", "网页（HTML 或 XML），只是换了后缀名", "web page (HTML or XML)")


def test_a_page_of_other_letters_or_of_endless_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"<html><table>" + ROWS.encode() + "é".encode("latin-1") + b"\xff</table>")
    judge(Source("走访.xls", path), "brokenWorkbook", "既不是 UTF-8，也不是 GB18030", "neither UTF-8 nor GB18030")
    wide = page(tmp_path, f"<table><tr><td colspan=60000>x</td></tr>{ROWS}</table>")
    judge(wide, "tooLarge", "60000 列，超过 1000 列", "60000 columns")
