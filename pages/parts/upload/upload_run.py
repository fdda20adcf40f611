"""The intake as the page asks for it: preview, publish, undo, redo; what is refused becomes a sentence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from etl.publishing.history import SAMPLE, redo, undo
from etl.publishing.load import LoadResult, load_files
from etl.refusal import Refusal, WrongUsage
from pages.parts.upload.draft import Draft, Outcome, Preview, Told, laid_out
from pages.parts.words import _
from queries.warehouse import current_version, warehouse_folder

Progress = Callable[[float, str], None]


def refresh(draft: Draft) -> bool:
    """Make the preview of ``draft`` anew when files, choices or the warehouse changed; return whether it was.

    What a person confirms is then what was last shown: a preview made in this very run was not seen yet.
    """
    key = question(draft)
    if draft.preview is not None and draft.preview.key == key:
        return False
    place = st.empty()
    with place:
        draft.preview = Preview(key, *_attempt(draft, dry_run=True, progress=bar(_("正在核对，还没有入库"))))
    place.empty()
    return True


def question(draft: Draft) -> tuple[object, ...]:
    """Return everything a preview depends on."""
    files = tuple((file.file_id, draft.told_of(file)) for file in draft.files)
    return files, draft.is_on("replace"), draft.is_on("skip"), current_version(warehouse_folder())


def publish(draft: Draft, by: str, note: str) -> None:
    """Load the draft. When it is done the draft is closed with its outcome; when it is refused, it stays."""
    place = st.empty()
    with place:
        result, refusal = _attempt(draft, dry_run=False, progress=bar(_("正在入库")), by=by, note=note)
    if result is None or result.is_refused:
        # The files are as they were; what is wrong with them now is what the next preview says.
        draft.preview, draft.outcome = None, Outcome("load", refusal=refusal) if refusal else None
        return
    draft.close(
        Outcome(
            "load",
            version=result.version,
            batches=tuple(file.batch_no for file in result.files if file.batch_no),
            refused=sum(file.check.refused for file in result.files),
            moves=tuple(result.kpis),
        )
    )


def restate(draft: Draft, batch: int | str, action: str, by: str = "") -> None:
    """Undo or redo a batch (or 'sample'); what became of it is the draft's outcome, refused or done."""
    try:
        done = (redo if action == "redo" else undo)(warehouse_folder(), batch, by=by)
    except (Refusal, WrongUsage) as refused:
        draft.outcome = Outcome(action, refusal=str(refused))
        return
    # Without the sample another window holds: what the KPIs were in it before would be no comparison.
    moves = () if batch == SAMPLE else tuple(done.kpis)
    draft.outcome = Outcome(action, done.version, tuple(done.batches), moves=moves, is_sample=batch == SAMPLE)


def tell(draft: Draft, file_id: str, type: str | None, mapping: dict[str, str]) -> None:
    """Note what the person said about one file; the preview follows."""
    draft.told[file_id] = Told(type, tuple(mapping.items()))


def bar(words: str) -> Progress:
    """Return a progress bar for steps that each say how far they are."""
    drawn = st.progress(0.0, words)

    def show(share: float, step: str) -> None:
        # Drawing is where a run may be broken off. Once a version is published, it must get to its outcome.
        if share < 1:
            drawn.progress(max(share, 0.0), f"{words}：{step_name(step)}")

    return show


def step_name(step: str) -> str:
    """Return a step of the way in, as it calls itself, in the language of the page."""
    known = {
        "核对文件": _("核对文件"),
        "写入台账": _("写入台账"),
        "整理与检查": _("整理与检查"),
        "计算指标变化": _("计算指标变化"),
    }
    return known.get(step, step)


def _attempt(
    draft: Draft, *, dry_run: bool, progress: Progress, by: str = "", note: str = ""
) -> tuple[LoadResult | None, str]:
    try:
        with laid_out(draft) as sources:
            result = load_files(
                warehouse_folder(),
                sources,
                replace=draft.is_on("replace"),
                skip_refused=draft.is_on("skip"),
                by=by.strip(),
                note=note.strip(),
                dry_run=dry_run,
                progress=progress,
            )
    except (Refusal, WrongUsage) as refused:
        return None, str(refused)
    return result, ""
