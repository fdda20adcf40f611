"""The preview of an upload: the verdict in one sentence, how each KPI would move, and every file opened up."""

from __future__ import annotations

import streamlit as st

from etl.publishing.load import LoadResult
from pages.parts.address import Choice
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.upload import file_report
from pages.parts.upload.draft import Draft, Preview
from pages.parts.upload.kpi_moves import moves
from pages.parts.words import _


def draw_verdict(choice: Choice, preview: Preview) -> None:
    """Draw the verdict on the whole upload, and how each KPI would move. Nothing is loaded by looking."""
    heading = f"<h2>{text(_('预览'))} <small>{text(_('还没有入库，什么都没有变'))}</small></h2>"
    if preview.result is None:
        st.html(f'{heading}<p class="verdict needs">✗ {text(preview.refusal)}</p>')
        return
    shown = "" if preview.result.is_refused else moves(choice, preview.result.kpis, is_done=False)
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
        wrong = sum(not file.check.ok for file in result.files)
        faults = sum(file.check.counts["stop"] + file.check.counts["refuse"] for file in result.files)
        said = _("{files} 个文件里有 {wrong} 个要改，共 {faults} 处。", files=files, wrong=wrong, faults=whole(faults))
        if files == 1:
            said = _("这个文件有 {faults} 处要改。改好后重新选文件。", faults=whole(faults))
        return f'<p class="verdict needs">✗ {text(said)}</p>'
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
