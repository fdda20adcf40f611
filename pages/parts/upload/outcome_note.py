"""What became of the last step: the version it made, how the KPIs moved, and where to look; or why it was refused."""

from __future__ import annotations

import streamlit as st

from etl.publishing.journal import ranges
from pages.parts import address
from pages.parts.address import Choice
from pages.parts.figures import whole
from pages.parts.markup import anchor, text
from pages.parts.upload.kpi_moves import moves
from pages.parts.upload.preview import Outcome
from pages.parts.upload.revision_note import revised
from pages.parts.words import _
from queries.warehouse import current_version, warehouse_folder


def draw(choice: Choice, outcome: Outcome | None) -> None:
    """Draw the outcome until there is a newer version than the one it tells of."""
    if outcome is None:
        return
    if outcome.refusal:
        st.html(f'<div class="outcome" role="alert"><p class="needs">✗ {text(outcome.refusal)}</p></div>')
        return
    if outcome.version != current_version(warehouse_folder()):
        return
    link = anchor(_("看总览"), address.link(choice, "", version=None), "action")
    moved = "" if outcome.is_sample else moves(choice, outcome.moves, is_done=True) + revised(outcome.revisions)
    st.html(
        f'<div class="outcome" role="status"><p><span class="reached">✓</span> {text(said(outcome))} {link}</p>'
        f"{moved}</div>"
    )


def said(outcome: Outcome) -> str:
    """Say what was done, in one sentence."""
    parts = {"batches": ranges(outcome.batches), "n": len(outcome.batches), "version": outcome.version}
    if outcome.is_sample and outcome.action == "undo":
        return _("示例数据已移除，数据现为第{version}版。", version=outcome.version)
    if outcome.is_sample:
        return _("示例数据已恢复，数据现为第{version}版。", version=outcome.version)
    if outcome.action == "undo":
        return _("第 {batches} 批已撤销，数据现为第{version}版。", **parts)
    if outcome.action == "redo":
        return _("第 {batches} 批已恢复，数据现为第{version}版。", **parts)
    done = _("已入库为第 {batches} 批，数据现为第{version}版。", **parts)
    if outcome.refused:
        done += _("{n} 行不合格，没有入库，可在下面的记录里查。", n=whole(outcome.refused))
    return done
