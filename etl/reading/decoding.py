"""Whether bytes are text in an encoding, proven to the last of them; if not, the line where they stop to be."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from etl.language import said
from etl.reading.likely_encoding import likely_encoding

CHUNK = 1 << 22
# Real GB18030 text practically never begins with this many characters that are also valid UTF-8.
SURELY_UTF8 = 8

SAVE_AGAIN = "请用 WPS 或 Excel 打开原表，另存为“CSV UTF-8”后重新上传。"

# Four Chinese characters in UTF-8.
_UTF8_WITHIN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")


class Undecodable(Exception):
    """The bytes are no text in any encoding we accept; carries the rule, the line and the sentence."""

    def __init__(self, rule: str, line: int, message: str) -> None:
        super().__init__(message)
        self.rule, self.line, self.message = rule, line, message


def chunks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces of bounded size."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def encoding_of(path: Path) -> str:
    """Return the encoding of a file that is not UTF-8: GB18030 if all of it is; never a guess that cannot fail.

    Raises Undecodable.
    """
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
    if decodes(path, "gb18030"):
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
    for chunk in chunks(path):
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


def must_decode(path: Path, encoding: str) -> None:
    """Make sure that the file is in the encoding it says it is in. Raises Undecodable."""
    if not decodes(path, encoding):
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


def decodes(path: Path, encoding: str) -> bool:
    """Return whether every byte of the file is text in ``encoding``."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for chunk in chunks(path):
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
