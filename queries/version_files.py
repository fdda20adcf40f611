"""The versions of a warehouse as files: where each is kept, which one counts, and whether a file is all there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb

DEFAULT_FOLDER = Path(__file__).parent.parent / "data" / "warehouse"


class NoWarehouse(LookupError):
    """There is no published version yet."""


class VersionGone(LookupError):
    """The version asked for was never published, or is no longer kept."""


class VersionTorn(VersionGone):
    """The file of the version asked for is there, but cannot be read."""


def warehouse_folder() -> Path:
    """Return the folder of the warehouse: APPROVALS_WAREHOUSE, else data/warehouse beside the code."""
    return Path(os.environ.get("APPROVALS_WAREHOUSE") or DEFAULT_FOLDER)


def version_path(folder: Path, number: int) -> Path:
    """Return where version ``number`` is kept."""
    return folder / "versions" / f"{number:06d}.duckdb"


def version_numbers(folder: Path) -> list[int]:
    """Return the numbers of the versions still kept, oldest first."""
    return sorted(int(path.stem) for path in (folder / "versions").glob("*.duckdb") if path.stem.isdecimal())


def pointed_version(folder: Path) -> int | None:
    """Return the number that the pointer names; None when the pointer is gone or cannot be read."""
    try:
        text = (folder / "current").read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return int(text) if text.isdigit() else None


def current_version(folder: Path) -> int | None:
    """Return the number of the version that counts now, or None when nothing was ever published.

    Without its pointer it is the newest there is: a file gets its number only when it is whole and safe on disk.
    """
    pointed = pointed_version(folder)
    return pointed if pointed is not None else max(version_numbers(folder), default=None)


def is_torn(path: Path) -> bool:
    """Return whether a version file is not as long as its manifest says; without a manifest nobody knows."""
    try:
        written = json.loads(path.with_suffix(".json").read_text(encoding="utf-8")).get("bytes")
        return written is not None and path.stat().st_size != written
    except (OSError, ValueError, AttributeError):
        return False


def says_torn(error: duckdb.Error) -> bool:
    """Return whether the database says of a file that its content is damaged, and not that it may not be opened."""
    signs = ("not a valid DuckDB", "Could not read enough bytes", "checksum", "Corrupt")
    return not isinstance(error, duckdb.IOException) or any(sign in str(error) for sign in signs)
