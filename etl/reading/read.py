"""The first step of the way in: bytes become tables of text cells, or a sentence that says why they cannot."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.faults import Fault, stop
from etl.reading.delimited import Delimited, candidates
from etl.reading.encoding import Survey, Undecodable, as_utf8, survey
from etl.reading.workbook import Sheet, Unreadable, open_workbook

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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "请用 Excel 或 WPS 打开原表，另存为 .xlsx 或“CSV UTF-8”后重新上传。"


@dataclass
class Received:
    """A file as received: what its bytes tell, and the tables that may be in it (one per delimiter or sheet)."""

    survey: Survey
    texts: list[Delimited] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    fault: Fault | None = None


def receive(path: Path, folder: Path) -> Received:
    """Read the bytes at ``path``; a UTF-8 copy, where needed, goes to ``folder``. A stop is returned as ``fault``."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip(b" \t\r\n\xef\xbb\xbf\0") and path.stat().st_size <= len(start):
        words = "文件是空的，一个字也没有。请检查是否导出失败，重新导出后上传。"
        return Received(Survey(path.stat().st_size, encoding=""), fault=stop("empty_file", words))
    try:
        if start.startswith((b"PK\x03\x04", _OLE)):
            return _received_workbook(path, start)
        return _received_text(path, start, folder)
    except Undecodable as wrong:
        return Received(Survey(path.stat().st_size, encoding=""), fault=stop(wrong.rule, wrong.message, row=wrong.line))
    except Unreadable as wrong:
        return Received(Survey(path.stat().st_size, encoding=""), fault=stop("not_a_table", str(wrong)))


def _received_workbook(path: Path, start: bytes) -> Received:
    if start.startswith(b"PK") and not _is_workbook(path):
        raise Unreadable(f"这是压缩包或 Word、PPT 文档，不是表格。压缩包请先解压；{SAVE_AS}")
    sheets = open_workbook(path)
    return Received(Survey(path.stat().st_size, "xlsx" if start.startswith(b"PK") else "xls"), sheets=sheets)


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError):
        raise Unreadable(f"工作簿打不开，文件可能不完整或已损坏。{SAVE_AS}") from None
    return any(name.startswith("xl/workbook.") or name == "content.xml" for name in names)


def _received_text(path: Path, start: bytes, folder: Path) -> Received:
    kind = next((words for mark, words in _ANOTHER_KIND if start.startswith(mark)), None)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")):
        kind = "网页（HTML 或 XML），只是换了后缀名"
    if kind:
        raise Unreadable(f"这是{kind}，不是表格。{SAVE_AS}")
    found = survey(path)
    text = as_utf8(path, found.encoding, folder)
    if found.encoding in ("utf-16", "utf-32"):
        # Only in UTF-8, and in GB18030, does every byte that looks like a line end or a quotation mark mean it.
        found = replace(survey(text), encoding=found.encoding)
    if found.has_nul:
        raise Unreadable(f"文件里有二进制内容，不是文本表格。{SAVE_AS}")
    return Received(found, texts=candidates(text))
