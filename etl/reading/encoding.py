"""What the bytes of a file are: its encoding, proven over the whole file, and the layout of its lines."""

from __future__ import annotations

import codecs
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl.reading.decoding import CHUNK, chunks, decodes, encoding_of, must_decode

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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
        must_decode(path, found.encoding)
    elif not _look(path, found):
        if found.encoding:
            must_decode(path, found.encoding)
        found.encoding = encoding_of(path)
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
    return is_utf8 and (is_by_line or decodes(path, "utf-8"))


def nul_line(path: Path) -> int:
    """Return the number of the first line with a NUL byte, in a file that has one."""
    line = 1
    for chunk in chunks(path):
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
