"""What the bytes of a file are: its encoding, proven over the whole file, and the layout of its lines."""

from __future__ import annotations

import codecs
import hashlib
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 22
# Real GB18030 text practically never begins with this many characters that are also valid UTF-8.
SURELY_UTF8 = 8

SAVE_AGAIN = "请用 WPS 或 Excel 打开原表，另存为“CSV UTF-8”后重新上传。"

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
    sha256: str = ""
    encoding: str = "utf-8"
    has_nul: bool = False
    has_quote: bool = False
    line_feeds: int = 0
    carriage_returns: int = 0
    line_ends: int = 0
    has_blank_line: bool = False

    @property
    def has_one_line_ending(self) -> bool:
        """Whether every line ends alike, in LF or in CRLF."""
        return self.carriage_returns in (0, self.line_feeds) and self.line_ends == self.carriage_returns


def survey(path: Path) -> Survey:
    """Look at every byte of ``path`` once. Raises Undecodable; the hash is taken meanwhile on another core."""
    with ThreadPoolExecutor(1) as aside:
        digest = aside.submit(_sha256, path)
        found = Survey(size=path.stat().st_size)
        with path.open("rb") as file:
            start = file.read(4)
        found.encoding = next((name for bom, name in _BOMS if start.startswith(bom)), "")
        if found.encoding in ("utf-16", "utf-32"):
            _must_decode(path, found.encoding)
        else:
            _look(path, found)
            if not found.encoding:
                found.encoding = _encoding_of(path)
            elif found.encoding == "utf-8-sig":
                _must_decode(path, "utf-8-sig")
        found.sha256 = digest.result()
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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _look(path: Path, found: Survey) -> None:
    """Count line ends and look for what the fast reader must not meet; a chunk is looked at with the end of the last."""
    before = b"\n"
    for chunk in _chunks(path):
        seam = before[-3:] + chunk[:3]
        found.has_nul = found.has_nul or b"\0" in chunk
        found.has_quote = found.has_quote or b'"' in chunk
        found.line_feeds += chunk.count(b"\n")
        if b"\r" in chunk or before.endswith(b"\r"):
            found.carriage_returns += chunk.count(b"\r")
            found.line_ends += chunk.count(b"\r\n") + (before.endswith(b"\r") and chunk.startswith(b"\n"))
            found.has_blank_line = found.has_blank_line or b"\n\r\n" in chunk or b"\n\r\n" in seam
        found.has_blank_line = found.has_blank_line or b"\n\n" in chunk or b"\n\n" in seam
        before = chunk


def _encoding_of(path: Path) -> str:
    """UTF-8 if the whole file is; else GB18030 if the whole file is; never a single-byte guess, which cannot fail."""
    if _decodes(path, "utf-8"):
        return "utf-8"
    characters, line = _first_wrong(path, "utf-8")
    if characters >= SURELY_UTF8:
        raise Undecodable(
            "encoding",
            line,
            f"第 {line} 行起有读不出的字节：前面是 UTF-8，到这里不是了。文件可能传输中断，或由两种编码的内容拼成；{SAVE_AGAIN}",
        )
    if _decodes(path, "gb18030"):
        return "gb18030"
    _, line = _first_wrong(path, "gb18030")
    raise Undecodable(
        "encoding", line, f"第 {line} 行有读不出的字节：文件既不是 UTF-8，也不是 GB18030。{SAVE_AGAIN}"
    )


def _must_decode(path: Path, encoding: str) -> None:
    if not _decodes(path, encoding):
        _, line = _first_wrong(path, encoding)
        named = encoding.removesuffix("-sig").upper()
        raise Undecodable(
            "encoding",
            line,
            f"文件开头标明是 {named}，但第 {line} 行有读不出的字节，文件可能损坏或不完整。{SAVE_AGAIN}",
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
    """Find the first wrong line of a file that has one; return how many non-ASCII characters precede it, and the line."""
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
