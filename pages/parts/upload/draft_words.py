"""What is said of a kept draft: how it ended, that another changed it, which files took the place of earlier ones."""

from __future__ import annotations

from etl.drafts.kept_draft import Ended, KeptDraft, KeptFile
from pages.parts.words import _, listed


def changed_elsewhere() -> str:
    """Say that someone else changed the draft meanwhile."""
    return _("这次核对刚在别处改过，下面是最新的样子。")


def ended(what: Ended) -> str:
    """Say what became of a draft."""
    if what.how == "loaded":
        batches = listed([str(n) for n in what.batches])
        return _("这次核对已经入库，成为第 {batches} 批；记录见下。", batches=batches, n=len(what.batches))
    return _("这次核对已经放弃。要上报请重新选文件。")


def replaced(before: KeptDraft, after: tuple[KeptFile, ...]) -> list[str]:
    """Say which files took the place of earlier ones, and that what was put right in those is gone."""
    said = []
    for old, new in zip(before.files, after, strict=False):
        if old.file_id != new.file_id:
            words = _("“{new}”替换了原来的“{old}”。", new=new.name, old=old.name)
            lost = _("在网页上改的 {n} 处已不再算，以新文件为准。", n=len(old.mends)) if old.mends else ""
            said.append(words + lost)
    return said
