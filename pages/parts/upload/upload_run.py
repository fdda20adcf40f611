"""The intake as the page asks for it: preview, publish, undo, redo; what is refused becomes a sentence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from etl.checking.check_alone import check_files
from etl.checking.fault_kinds import FaultKind, rows_of
from etl.checking.faulty_rows import FaultyRow
from etl.drafts.draft_folder import loading, open_draft
from etl.drafts.kept_draft import Ended, told
from etl.language import in_language
from etl.publishing.history import SAMPLE, redo, undo
from etl.publishing.let_through import is_reason
from etl.publishing.load import LoadResult, load_files
from etl.refusal import Refusal, WrongUsage
from pages.parts.upload.draft import Draft, laid_out
from pages.parts.upload.preview import Outcome, Preview
from pages.parts.words import _, language
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
    choices = draft.is_on("replace"), draft.is_on("skip"), reason_of(draft)
    return draft.files, choices, current_version(warehouse_folder()), language()


def reason_of(draft: Draft) -> str:
    """Return the reason given for what is in doubt, once it is one; "" while it is too short to say anything."""
    reason = str(draft.said("reason")).strip()
    return reason if is_reason(reason) else ""


def publish(draft: Draft, by: str, note: str) -> None:
    """Load the draft. When it is done the draft ends with its outcome; when it is refused, it stays."""
    kept, folder = draft.kept, warehouse_folder()
    if kept is None:
        return
    place = st.empty()
    try:
        with in_language(language()), loading(folder, kept.id):
            if open_draft(folder, kept.id).revision != kept.revision:
                # Another changed it this very moment: what would be loaded is not what was shown.
                return
            with place:
                result, refusal = _attempt(draft, dry_run=False, progress=bar(_("正在入库")), by=by, note=note)
            if result is not None and not result.is_refused:
                done = outcome_of(result)
                draft.end(Ended("loaded", done.batches), done)
                return
    except Refusal as refused:
        refusal = str(refused)
    # The files are as they were; what is wrong with them now is what the next preview says.
    draft.preview, draft.outcome = None, Outcome("load", refusal=refusal) if refusal else None


def outcome_of(result: LoadResult) -> Outcome:
    """Return what a load that was done did."""
    return Outcome(
        "load",
        version=result.version,
        batches=tuple(file.batch_no for file in result.files if file.batch_no),
        refused=sum(file.check.refused for file in result.files),
        moves=tuple(result.kpis),
        revisions=None if result.revisions is None else tuple(result.revisions),
    )


def more_rows(draft: Draft, file_no: int, kind: FaultKind, first: int) -> list[FaultyRow]:
    """Return further rows of a kind of faults, from the ``first`` on; the files are checked again for them, once."""
    if draft.preview is None:
        return []
    asked = (file_no, kind.position, kind.rule, kind.severity, kind.word, first)
    if asked not in draft.preview.sheets:
        with (
            in_language(language()),
            laid_out(draft) as sources,
            check_files(sources, folder=warehouse_folder()) as staged,
        ):
            draft.preview.sheets[asked] = rows_of(staged, staged.files[file_no - 1], kind, first)
    return draft.preview.sheets[asked]


def restate(draft: Draft, batch: int | str, action: str, by: str = "") -> None:
    """Undo or redo a batch (or 'sample'); what became of it is the draft's outcome, refused or done."""
    place = st.empty()
    try:
        with in_language(language()):
            act = redo if action == "redo" else undo
            done = act(warehouse_folder(), batch, by=by, progress=place.progress)
    except (Refusal, WrongUsage) as refused:
        draft.outcome = Outcome(action, refusal=str(refused))
        return
    finally:
        place.empty()
    # Without the sample another window holds: what the KPIs were in it before would be no comparison.
    moves = () if batch == SAMPLE else tuple(done.kpis)
    draft.outcome = Outcome(action, done.version, tuple(done.batches), moves=moves, is_sample=batch == SAMPLE)


def tell(draft: Draft, file_id: str, type: str | None, mapping: dict[str, str]) -> None:
    """Keep what the person said about one file; the preview follows."""
    draft.edit(lambda now: told(now, file_id, type, mapping))


def bar(words: str) -> Progress:
    """Return a progress bar for steps that each say how far they are."""
    drawn = st.progress(0.0, words)

    def show(share: float, step: str) -> None:
        # Drawing is where a run may be broken off. Once a version is published, it must get to its outcome.
        if share < 1:
            drawn.progress(max(share, 0.0), _("{name}：{value}", name=words, value=step))

    return show


def _attempt(
    draft: Draft, *, dry_run: bool, progress: Progress, by: str = "", note: str = ""
) -> tuple[LoadResult | None, str]:
    try:
        with in_language(language()), laid_out(draft) as sources:
            result = load_files(
                warehouse_folder(),
                sources,
                replace=draft.is_on("replace"),
                skip_refused=draft.is_on("skip"),
                reason=reason_of(draft),
                by=by.strip(),
                note=note.strip(),
                dry_run=dry_run,
                ask_months=True,
                progress=progress,
            )
    except (Refusal, WrongUsage) as refused:
        return None, str(refused)
    return result, ""
