"""The first step of the way in: bytes become tables of text cells, or a sentence that says why they cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.faults import Fault, stop
from etl.language import said
from etl.limits import MEBIBYTE, limits
from etl.reading.decoding import Undecodable
from etl.reading.delimited import Delimited, candidates
from etl.reading.encoding import Survey, as_utf8, nul_line, survey
from etl.reading.html_sheets import is_page
from etl.reading.workbook import Opened, Sheet, open_workbooks

_ANOTHER_KIND = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "Word 文档"),
    (b"SQLite format", "数据库文件"),
)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What may stand before the first tag of a page: blanks, and the marks of encodings.
_BEFORE_TAGS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
SAVE_AS = "请用 Excel 或 WPS 打开原表，另存为 .xlsx 或“CSV UTF-8”后重新上传。"


class Unreadable(Exception):
    """A file that is no table we read, with the sentence that says why and what to do, and the rule it breaks."""

    def __init__(self, message: str, rule: str = "not_a_table") -> None:
        super().__init__(message)
        self.rule = rule


@dataclass
class Received:
    """A file as received: what its bytes tell, and the tables that may be in it (one per delimiter or sheet)."""

    survey: Survey
    texts: list[Delimited] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    fault: Fault | None = None


def open_all(paths: Sequence[Path], folder: Path) -> dict[Path, Opened]:
    """Open the workbooks among ``paths``, and the web pages that go under the name of one.

    All in one go: starting a process for each would take longer than reading it.
    Returns them by path; their rows go to files in ``folder``. Raises OSError when the disk refuses.
    """
    return open_workbooks([path for path in paths if _is_workbook(path)], folder)


def _is_workbook(path: Path) -> bool:
    try:
        if path.stat().st_size > limits().bytes:
            return False
        with path.open("rb") as file:
            start = file.read(4096)
        return start.startswith((_ZIP, _OLE)) or (start.lstrip(_BEFORE_TAGS).startswith(b"<") and is_page(start))
    except OSError:
        return False


def receive(path: Path, folder: Path, opened: Mapping[Path, Opened]) -> Received:
    """Read the bytes at ``path``; a UTF-8 copy, where needed, goes to ``folder``. A stop is returned as ``fault``.

    ``opened`` are the workbooks (see ``open_all``).
    """
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip(b" \t\r\n\xef\xbb\xbf\0") and path.stat().st_size <= len(start):
        words = said("文件是空的，一个字也没有。请检查是否导出失败，重新导出后上传。")
        return Received(Survey(path.stat().st_size, encoding=""), fault=stop("empty_file", words))
    if path.stat().st_size > limits().bytes:
        return Received(Survey(path.stat().st_size, encoding=""), fault=stop("tooLarge", _too_large(path)))
    try:
        if path in opened:
            return _received_workbook(path, opened[path])
        return _received_text(path, start, folder)
    except Undecodable as wrong:
        return Received(Survey(path.stat().st_size, encoding=""), fault=stop(wrong.rule, wrong.message, row=wrong.line))
    except Unreadable as wrong:
        return Received(Survey(path.stat().st_size, encoding=""), fault=stop(wrong.rule, str(wrong)))


def _received_workbook(path: Path, opened: Opened) -> Received:
    if opened.refused:
        raise Unreadable(opened.refused, opened.rule)
    return Received(Survey(path.stat().st_size, opened.kind), sheets=opened.sheets)


def _received_text(path: Path, start: bytes, folder: Path) -> Received:
    kind = next((words for mark, words in _ANOTHER_KIND if start.startswith(mark)), None)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")):
        kind = "网页（HTML 或 XML），只是换了后缀名"
    if kind:
        raise Unreadable(said("这是{kind}，不是表格。{what_to_do}", kind=said(kind), what_to_do=said(SAVE_AS)))
    found = survey(path)
    text = as_utf8(path, found.encoding, folder)
    if found.encoding in ("utf-16", "utf-32"):
        # Only in UTF-8, and in GB18030, does every byte that looks like a line end or a quotation mark mean it.
        found = replace(survey(text), encoding=found.encoding)
    if found.has_nul:
        raise Undecodable("not_a_table", nul_line(text), _binary(nul_line(text)))
    return Received(found, texts=candidates(text))


def _binary(line: int) -> str:
    return said("第 {line} 行有二进制内容（NUL），不是文本表格。{what_to_do}", line=line, what_to_do=said(SAVE_AS))


def _too_large(path: Path) -> str:
    return said(
        "文件有 {size} MB，超过 {most} MB 的上限（设置 APPROVALS_MOST_MB）。请拆成几个文件，分别上传。",
        size=path.stat().st_size // MEBIBYTE,
        most=limits().bytes // MEBIBYTE,
    )
