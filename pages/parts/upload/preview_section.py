"""The preview of an upload: the verdict in one sentence, how each KPI would move, and every file opened up."""

from __future__ import annotations

import streamlit as st

from etl.publishing.load import LoadResult
from pages.parts.address import Choice
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.upload import file_report, kind_words
from pages.parts.upload.draft import Draft
from pages.parts.upload.kpi_moves import moves
from pages.parts.upload.preview import Preview
from pages.parts.upload.revision_note import revised
from pages.parts.words import _


def draw_verdict(choice: Choice, preview: Preview) -> None:
    """Draw the verdict on the whole upload, and how each KPI would move. Nothing is loaded by looking."""
    heading = f"<h2>{text(_('预览'))} <small>{text(_('还没有入库，什么都没有变'))}</small></h2>"
    if preview.result is None:
        st.html(f'{heading}<p class="verdict needs">✗ {text(preview.refusal)}</p>')
        return
    shown = ""
    if not preview.result.is_refused:
        shown = moves(choice, preview.result.kpis, is_done=False) + revised(preview.result.revisions)
    st.html(f"{heading}{verdict(preview.result)}{shown}")


def draw_files(draft: Draft) -> None:
    """Draw every file opened up, those that need someone first."""
    result = draft.preview.result if draft.preview else None
    if result is None:
        return
    for loaded in sorted(result.files, key=lambda file: file.check.ok):
        file_report.draw(draft, loaded, is_open=len(result.files) == 1)


def verdict(result: LoadResult) -> str:
    """Return in one sentence whether the files can be loaded, and what that would change."""
    files = len(result.files)
    if result.is_refused:
        said, first = what_is_wrong(result)
        return f'<p class="verdict needs">✗ {text(said)}</p><p class="first">{text(first)}</p>'
    compared = [file.comparison for file in result.files if file.comparison]
    said = _(
        "{files} 个文件可以入库：新增 {new} 行，变更 {changed} 行，{kpis} 个指标变动。",
        files=files,
        new=whole(sum(comparison.new for comparison in compared)),
        changed=whole(sum(comparison.changed for comparison in compared)),
        kpis=len(result.kpis),
    )
    left = sum(file.check.refused for file in result.files)
    refused = f' <span class="needs">{text(_("{n} 行不合格，不入库。", n=whole(left)))}</span>' if left else ""
    return f'<p class="verdict"><span class="reached">✓</span> {text(said)}{refused}</p>'


def what_is_wrong(result: LoadResult) -> tuple[str, str]:
    """Return what keeps the files from being loaded, and what to do first."""
    kinds = [kind for file in result.files for kind in file.kinds]
    piles = {name: [kind for kind in kinds if kind_words.pile_of(kind) == name] for name in ("must", "doubt")}
    must, doubt = (sum(kind.count for kind in piles[name]) for name in ("must", "doubt"))
    wrong = sum(not file.check.ok for file in result.files)
    where = _("{files} 个文件里 {wrong} 个要处理，", files=len(result.files), wrong=wrong, n=wrong)
    if len(result.files) == 1:
        where = _("这个文件")
    said = _("{where}有 {n} 处要改，共 {kinds} 类。", where=where, n=whole(must), kinds=len(piles["must"]))
    if not must:
        said = _("{where}有 {n} 处存疑：改正，或写明理由后放行。", where=where, n=whole(doubt))
    elif doubt:
        said += _("另有 {n} 处存疑。", n=whole(doubt))
    at_once = sum(kind.count for kind in kinds if kind.fix)
    if at_once:
        first = _("先用下面的按钮，{n} 处一次改好；其余的点开，逐格改好再保存。", n=whole(at_once))
    elif any(kind.rows for kind in piles["must"]):
        first = _("点开下面每一类，逐格改好再保存，会自动重新核对。")
    else:
        first = _("照下面说的改好；要在文件里改的，改好后再选一次，同名的会替换。")
    return said, first
