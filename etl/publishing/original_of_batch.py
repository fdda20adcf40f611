"""The original of a batch, given back as it came: the same bytes under the name it was uploaded with."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from etl.language import said
from etl.publishing.history import history
from etl.publishing.originals import CHUNK_BYTES, original_path
from etl.refusal import Refusal


def batch_numbered(folder: Path, number: int) -> dict[str, Any]:
    """Return the journal's entry of batch ``number``. Raises Refusal when there is no such batch."""
    found = next((batch for batch in history(folder) if batch["batch_no"] == number), None)
    if found is None:
        raise Refusal(said("没有第 {n} 批。用 python -m etl history 看有哪些批次。", n=number))
    return found


def uploaded_name(batch: dict[str, Any]) -> str:
    """Return the name of a batch's file as it was uploaded, without the folders it came in."""
    return PurePosixPath(str(batch["file_name"]).replace("\\", "/")).name or str(batch["sha256"])


def size_of_original(folder: Path, batch: dict[str, Any]) -> int | None:
    """Return how many bytes the original of a batch has; None when it is no longer there."""
    try:
        return original_path(folder, batch["sha256"]).stat().st_size
    except (Refusal, OSError):
        return None


def give_back(folder: Path, batch: dict[str, Any], out: BinaryIO) -> None:
    """Write the original of a batch to ``out``, byte for byte. Raises Refusal when it is gone or is not what it was."""
    path = original_path(folder, batch["sha256"])
    with path.open("rb") as kept:
        digest = hashlib.file_digest(kept, "sha256").hexdigest()
        if digest != batch["sha256"]:
            raise Refusal(
                said(
                    "第 {n} 批的原件（originals/{name}…）内容变了，和入库时不一样。请从备份恢复后重试。",
                    n=batch["batch_no"],
                    name=batch["sha256"][:12],
                )
            )
        kept.seek(0)
        shutil.copyfileobj(kept, out, CHUNK_BYTES)
