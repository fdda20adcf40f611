"""What the bytes of a file are: its encoding, proven over the whole file, and the layout of its lines."""

from __future__ import annotations

import codecs
import re
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl.language import said
from etl.reading.likely_encoding import likely_encoding

CHUNK = 1 << 22
# Real GB18030 text practically never begins with this many characters that are also valid UTF-8.
SURELY_UTF8 = 8

SAVE_AGAIN = "请用 WPS 或 Excel 打开原表，另存为“CSV UTF-8”后重新上传。"

# Four Chinese characters in UTF-8.
_UTF8_WITHIN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Undecodable(Exception):
    """The bytes are no text in any encoding we accept; carries the rule, the line and the sentence."""

    def __init__(self, rule: str, line: int, message: str) -> None:
        super().__init__(message)
        self.rule, self.line, self.message = rule, line, message


@dataclass
class Survey:
    """What one look at all the bytes tells."""

    size: int = 0
    encoding: str = "utf-8"
    has_nul: bool = False
    has_quote: bool = False
    # What may stand for a quotation mark, or escape one.
    has_apostrophe: bool = False
    has_backslash: bool = False
    has_one_line_ending: bool = True
    # As many as there are line feeds, and one more where the last line ends without.
    lines: int = 0


def survey(path: Path) -> Survey:
    """Look at every byte of ``path`` once. Raises Undecodable."""
    found = Survey(size=path.stat().st_size)
    with path.open("rb") as file:
        start = file.read(4)
    found.encoding = next((name for bom, name in _BOMS if start.startswith(bom)), "")
    if found.encoding in ("utf-16", "utf-32"):
        _must_decode(path, found.encoding)
    elif not _look(path, found):
        if found.encoding:
            _must_decode(path, found.encoding)
        found.encoding = _encoding_of(path)
    elif not found.encoding:
        found.encoding = "utf-8"
    return found


def as_utf8(path: Path, encoding: str, folder: Path) -> Path:
    """Return ``path`` itself if it is UTF-8, else a UTF-8 copy in ``folder``, made in bounded chunks."""
    if encoding in ("utf-8", "utf-8-sig"):
        return path
    with (
        tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv", dir=folder, delete=False) as copy,
        path.open("r", encoding=encoding, newline="") as text,
    ):
        while chunk := text.read(CHUNK):
            copy.write(chunk)
    return Path(copy.name)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _look(path: Path, found: Survey) -> bool:
    """Note what the fast reader must not meet; returns whether all of it is UTF-8."""
    is_utf8 = is_by_line = True
    last, returns, ends, feeds = b"\n", 0, 0, 0
    with path.open("rb") as file:
        # No character of UTF-8 has a line feed within it: a piece of whole lines is a piece of whole characters.
        while piece := file.read(CHUNK):
            rest = file.readline(CHUNK)
            piece += rest
            found.has_nul = found.has_nul or b"\0" in piece
            found.has_quote = found.has_quote or b'"' in piece
            found.has_apostrophe = found.has_apostrophe or b"'" in piece
            found.has_backslash = found.has_backslash or b"\\" in piece
            feeds += piece.count(b"\n")
            if b"\r" in piece or last == b"\r":
                returns += piece.count(b"\r")
                ends += piece.count(b"\r\n") + (last == b"\r" and piece.startswith(b"\n"))
            last = piece[-1:]
            is_whole = last == b"\n" or len(rest) < CHUNK
            is_by_line = is_by_line and is_whole
            is_utf8 = is_utf8 and (not is_by_line or _is_utf8(piece))
    found.lines = feeds + (last != b"\n")
    # A last line without its end has none of either kind.
    found.has_one_line_ending = not returns or returns == ends == feeds
    return is_utf8 and (is_by_line or _decodes(path, "utf-8"))


def nul_line(path: Path) -> int:
    """Return the number of the first line with a NUL byte, in a file that has one."""
    line = 1
    for chunk in _chunks(path):
        place = chunk.find(b"\0")
        if place >= 0:
            return line + chunk.count(b"\n", 0, place)
        line += chunk.count(b"\n")
    return line


def _is_utf8(piece: bytes) -> bool:
    """Arrow proves it several times faster than decoding does."""
    offsets = pa.py_buffer(struct.pack("<qq", 0, len(piece)))
    try:
        pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(piece)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _encoding_of(path: Path) -> str:
    """The encoding of a file that is not UTF-8: GB18030 if all of it is; never a guess that cannot fail."""
    characters, line = _first_wrong(path, "utf-8")
    if characters >= SURELY_UTF8:
        raise Undecodable(
            "encoding",
            line,
            said(
                "第 {line} 行起有读不出的字节：前面是 UTF-8，到这里不是了。"
                "文件可能传输中断，或由两种编码的内容拼成；{what_to_do}",
                line=line,
                what_to_do=said(SAVE_AGAIN),
            ),
        )
    if _decodes(path, "gb18030"):
        _must_be_one_encoding(path)
        return "gb18030"
    _, line = _first_wrong(path, "gb18030")
    raise Undecodable(
        "encoding",
        line,
        _named(path)
        or said(
            "第 {line} 行有读不出的字节：文件既不是 UTF-8，也不是 GB18030。{what_to_do}",
            line=line,
            what_to_do=said(SAVE_AGAIN),
        ),
    )


def _named(path: Path) -> str:
    likely = likely_encoding(path)
    return likely.sentence() if likely else ""


def _must_be_one_encoding(path: Path) -> None:
    """In text of GB18030 several Chinese characters of UTF-8 in a row can only be a piece of another file."""
    line, tail = 1, b""
    for chunk in _chunks(path):
        piece = tail + chunk
        found = _UTF8_WITHIN.search(piece)
        if found:
            line += piece.count(b"\n", 0, found.start())
            raise Undecodable(
                "encoding",
                line,
                said(
                    "第 {line} 行是 UTF-8 编码，别的行是 GB18030：文件由两种编码的内容拼成，或这一行已经是乱码。"
                    "{what_to_do}",
                    line=line,
                    what_to_do=said(SAVE_AGAIN),
                ),
            )
        tail = piece[-16:]
        line += piece.count(b"\n", 0, len(piece) - len(tail))


def _must_decode(path: Path, encoding: str) -> None:
    if not _decodes(path, encoding):
        _, line = _first_wrong(path, encoding)
        raise Undecodable(
            "encoding",
            line,
            said(
                "文件开头标明是 {named}，但第 {line} 行有读不出的字节，文件可能损坏或不完整。{what_to_do}",
                named=encoding.removesuffix("-sig").upper(),
                line=line,
                what_to_do=said(SAVE_AGAIN),
            ),
        )


def _decodes(path: Path, encoding: str) -> bool:
    """Whether every byte of the file is text in ``encoding``."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _first_wrong(path: Path, encoding: str) -> tuple[int, int]:
    """Find the first wrong line of a file that has one; return the non-ASCII characters before it, and its number."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    characters, line = 0, 1
    for piece in (*_pieces(path), b""):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as wrong:
            text = wrong.object[: wrong.start].decode(encoding, "ignore")
            return characters + sum(c > "\x7f" for c in text), line + text.count("\n")
        characters += sum(c > "\x7f" for c in text)
        line += text.count("\n")
    return characters, line


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 16):
            yield piece
