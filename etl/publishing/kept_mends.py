"""What was put right in a file: kept beside its original, and as private, for it may hold what the original holds."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.faults import FileCheck
from etl.language import said
from etl.publishing.originals import INCOMING, Arrival, original_path, originals_folder
from etl.recognising.mends import Mend, mends_as_text, mends_in_text
from etl.refusal import Refusal


def mends_hash(mends: Sequence[Mend]) -> str:
    """Return the content hash under which mends are kept; "" for none."""
    return hashlib.sha256(mends_as_text(mends).encode()).hexdigest() if mends else ""


def receive_mends(folder: Path, mends: Sequence[Sequence[Mend]], owner: str) -> list[Arrival]:
    """Write the mends of each file among the originals, as a file that arrived for the candidate ``owner``."""
    return [_received(folder, of_file, owner) for of_file in mends if of_file]


def _received(folder: Path, mends: Sequence[Mend], owner: str) -> Arrival:
    draft = originals_folder(folder) / f"{INCOMING}{owner}.{secrets.token_hex(6)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(mends_as_text(mends))
    return Arrival(draft, mends_hash(mends))


def mends_note(check: FileCheck) -> str | None:
    """Return what the journal says of the mends of a file: where they are kept, and how many cells and rows changed."""
    if not check.mends_sha256:
        return None
    return json.dumps({"sha256": check.mends_sha256, "cells": check.mended, "rows": check.dropped})


def mends_of_batch(batch: Mapping[str, Any]) -> dict[str, Any]:
    """Return that note of a batch as a dict (sha256, cells, rows); empty when nothing was put right in its file."""
    note: dict[str, Any] = json.loads(batch.get("mends") or "{}")
    return note


def kept_mends(folder: Path, batch: Mapping[str, Any]) -> tuple[Mend, ...]:
    """Return the mends of a batch. Raises Refusal when they are gone or can no longer be read."""
    note = mends_of_batch(batch)
    if not note:
        return ()
    path = original_path(folder, note["sha256"])
    try:
        return mends_in_text(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError):
        words = "第 {n} 批的修改记录（originals/{name}…）读不出来，请从备份恢复后重试。"
        raise Refusal(said(words, n=batch["batch_no"], name=note["sha256"][:12])) from None
