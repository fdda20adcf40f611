"""Masking of personal columns: a keyed hash takes the value's place, so equal values still count as equal."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

import duckdb

from etl.language import said
from etl.publishing.journal import key_fingerprint
from etl.refusal import Refusal

MASK = "已脱敏·"
# 48 bits: among 300 000 people the chance that any two share a mask is below 0.02 %.
DIGITS = 12
KEY_BYTES = 32


def key_path(folder: Path) -> Path:
    """Return where the masking key lies: APPROVALS_KEY, else beside the warehouse folder, never inside it."""
    named = os.environ.get("APPROVALS_KEY")
    return Path(named) if named else folder.with_name(folder.name + ".key")


def masking_key(folder: Path) -> str:
    """Return the masking key of the warehouse at ``folder``; made on first use, readable by its owner only.

    The key must outlive the warehouse: with another key a rebuild would give other masks.
    """
    path = key_path(folder)
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link fails when another process was first: then its key is the one.
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:
        os.replace(draft, path)
    draft.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()


def fingerprint(key: str) -> str:
    """Return what tells ``key`` from any other without telling the key."""
    return hashlib.sha256(f"fingerprint of {key}".encode()).hexdigest()[:16]


def use_key(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Hand the masking key to ``connection``, as a variable that ``mask_sql`` reads; it is stored nowhere.

    The version file keeps its fingerprint. Raises Refusal when the masks there were made with another key, or the key
    is gone: with a new one the same person would count as two.
    """
    connection.execute("SET VARIABLE mask_key = $key", {"key": _key_of(connection, folder)})


def _key_of(connection: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """Return the key, and note in the version file which it is. Raises Refusal when it was another one before."""
    before = key_fingerprint(connection)
    path = key_path(folder)
    if before and not path.exists():
        words = (
            "脱敏钥匙 {path} 不在了。请从备份恢复这个文件后重试；不要新建，否则同一个人会被当成两个人。数据没有变化。"
        )
        raise Refusal(said(words, path=path))
    key = masking_key(folder)
    mine = fingerprint(key)
    if before and mine != before:
        words = (
            "脱敏钥匙 {path} 不是以前用的那一把。请从备份恢复原来的文件后重试，"
            "否则同一个人会被当成两个人。数据没有变化。"
        )
        raise Refusal(said(words, path=path))
    if not before:
        connection.execute("INSERT INTO journal.masking_key VALUES ($mine)", {"mine": mine})
    return key


def mask_sql(value: str) -> str:
    """Return the SQL that masks the SQL expression ``value``; empty stays empty. Needs ``use_key`` before.

    A mask stays as it is: it comes back in the templates that bring last month's open records along. Hashing twice,
    with the key at both times, follows HMAC's construction.
    """
    key = "getvariable('mask_key')"
    inner = f"sha256({key} || '|' || CAST({value} AS VARCHAR))"
    masked = f"'{MASK}' || left(sha256({key} || {inner}), {DIGITS})"
    is_mask = f"starts_with({value}, '{MASK}') AND regexp_full_match({value}, '{MASK}[0-9a-f]{{{DIGITS}}}')"
    return f"CASE WHEN {is_mask} THEN {value} WHEN ({value}) IS NOT NULL THEN {masked} END"
