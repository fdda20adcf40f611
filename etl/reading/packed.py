"""The parts of a packed workbook (a zip): looked at in its directory first, then unpacked no further than declared."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from etl.reading.marks import Refused

MOST_PARTS = 5_000
# Something packed more tightly than this, and big, is a bomb or a sheet of nothing.
LARGEST_RATIO = 250
CHUNK = 1 << 20
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']""")
_LOCAL_HEADER = 30


class Packed:
    """An open packed workbook whose directory holds nothing odd."""

    def __init__(self, path: Path, most: int) -> None:
        """Look at the directory of the zip at ``path``, which may unpack to ``most`` bytes. Raises Refused."""
        self.file: BinaryIO = path.open("rb")
        try:
            with zipfile.ZipFile(self.file) as directory:
                entries = directory.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
            raise Refused("broken") from None
        self.parts = {entry.filename: entry for entry in entries}
        self.size = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_PARTS:
            raise Refused("too_many_parts", parts=len(entries), most=MOST_PARTS)
        size = path.stat().st_size
        if self.size > most or (self.size > most // 6 and self.size > LARGEST_RATIO * size):
            raise Refused("too_big_unpacked", size=self.size >> 20, most=most >> 20)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused("password")
        if len(self.parts) != len(entries) or _overlap(entries):
            raise Refused("broken")

    def unpack(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of an XML part piece by piece. Raises Refused when it is not what the directory says.

        A reader that trusts the data instead of the directory would unpack gigabytes from a part said to be small; a
        document type could define names that unfold without end, and the standard forbids it (ECMA-376, part 2).
        """
        entry = self.parts[name]
        if entry.compress_type not in (_STORED, _DEFLATED):
            raise Refused("broken")
        size, check = 0, 0
        for piece in self._raw(entry):
            if not size:
                _must_be_plain_xml(piece)
            size += len(piece)
            check = zlib.crc32(piece, check)
            if size > entry.file_size:
                raise Refused("lies_about_size", part=name)
            yield piece
        if size != entry.file_size or check != entry.CRC:
            raise Refused("broken")

    def read(self, name: str) -> bytes:
        """Return a part as a whole. Raises Refused when there is none."""
        if name not in self.parts:
            raise Refused("broken")
        return b"".join(self.unpack(name))

    def _raw(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        self.file.seek(entry.header_offset)
        header = self.file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
            raise Refused("broken")
        self.file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
        left = entry.compress_size
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == _DEFLATED else None
        while left > 0:
            place = self.file.tell()
            raw = self.file.read(min(left, CHUNK))
            if not raw:
                raise Refused("broken")
            left -= len(raw)
            if unpacker is None:
                yield raw
                continue
            # The consumer may look elsewhere in the file between two pieces.
            place += len(raw)
            try:
                while raw and not unpacker.eof:
                    if piece := unpacker.decompress(raw, CHUNK):
                        yield piece
                    raw = unpacker.unconsumed_tail
            except zlib.error:
                raise Refused("broken") from None
            self.file.seek(place)


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            return True
        ends = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    return False


def _must_be_plain_xml(start: bytes) -> None:
    encoding = _ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")) or (
        encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
    ):
        raise Refused("broken")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Refused("doctype")
