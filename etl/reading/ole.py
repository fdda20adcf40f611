"""An OLE container, the file format behind .xls, .doc and password-protected workbooks: its streams by name."""

from __future__ import annotations

import struct
from pathlib import Path

from etl.reading.marks import Refused

_HEADER = 512
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_ENTRY = 128
_STREAM, _ROOT = 2, 5
# A container larger than this is no table of a sheet that ends at row 65 536.
_LARGEST = 256 << 20


class Ole:
    """An open container. Source of the layout: [MS-CFB]."""

    def __init__(self, path: Path) -> None:
        """Read the directory of the container at ``path``. Raises Refused when it is broken."""
        if path.stat().st_size > _LARGEST:
            raise Refused("too_big_unpacked", size=path.stat().st_size >> 20, most=_LARGEST >> 20)
        self._bytes = path.read_bytes()
        try:
            self._open()
        except (struct.error, IndexError):
            raise Refused("broken") from None

    def _open(self) -> None:
        head = self._bytes[:_HEADER]
        self._sector = 1 << struct.unpack_from("<H", head, 30)[0]
        self._mini = 1 << struct.unpack_from("<H", head, 32)[0]
        if self._sector not in (512, 4096) or self._mini != 64:
            raise Refused("broken")
        directory, self._cutoff, mini_fat, _, extra, extras = struct.unpack_from("<I4xIIIII", head, 48)
        places = list(struct.unpack_from("<109I", head, 76))
        for _ in range(min(extras, len(self._bytes) // self._sector)):
            block = struct.unpack(f"<{self._sector // 4}I", self._sector_at(extra))
            places += block[:-1]
            extra = block[-1]
        table = b"".join(self._sector_at(place) for place in places if place < _END)
        self._next = struct.unpack(f"<{len(table) // 4}I", table)
        self.streams: dict[str, tuple[int, int]] = {}
        root = 0
        entries = self._chain(directory)
        for place in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, place + 64)
            first, size = struct.unpack_from("<II", entries, place + 116)
            name = entries[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == _STREAM:
                self.streams.setdefault(name, (first, size))
            elif kind == _ROOT:
                root = first
        self._small = self._chain(root) if root < _END else b""
        mini = self._chain(mini_fat) if mini_fat < _END else b""
        self._next_small = struct.unpack(f"<{len(mini) // 4}I", mini)

    def read(self, name: str) -> bytes:
        """Return the stream ``name``. Raises Refused when the container is broken, KeyError when there is none."""
        first, size = self.streams[name]
        try:
            if size >= self._cutoff:
                return self._chain(first)[:size]
            pieces = []
            for place in _follow(self._next_small, first):
                pieces.append(self._small[place * self._mini : (place + 1) * self._mini])
            return b"".join(pieces)[:size]
        except (struct.error, IndexError):
            raise Refused("broken") from None

    def _sector_at(self, place: int) -> bytes:
        start = (place + 1) * self._sector
        piece = self._bytes[start : start + self._sector]
        if not piece:
            raise Refused("broken")
        return piece.ljust(self._sector, b"\0")

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector_at(place) for place in _follow(self._next, first))


def _follow(table: tuple[int, ...], first: int) -> list[int]:
    """The places of a chain. Raises Refused when it runs in a circle."""
    found = []
    while first < _END:
        found.append(first)
        if len(found) > len(table):
            raise Refused("broken")
        first = table[first]
    return found
