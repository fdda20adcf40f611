"""Every batch ever loaded, the newest first: who, when, which file, what it brought and moved; undo, redo, original."""

from __future__ import annotations

from typing import Any

import streamlit as st

from etl.faults import Fault
from etl.publishing.history import history, refused_rows, versions
from etl.publishing.kept_mends import mends_of_batch
from pages.parts import address
from pages.parts.address import Choice
from pages.parts.downloads import buttons, html_table
from pages.parts.figures import whole
from pages.parts.markup import anchor, sentence, text
from pages.parts.names import type_name
from pages.parts.place import Here
from pages.parts.sheets import turn
from pages.parts.take_away.about import about_page
from pages.parts.upload import batch_details, batch_question, fault_list, mend_list
from pages.parts.upload.draft import Draft
from pages.parts.words import _
from queries.warehouse import warehouse_folder

A_SHEET = 20
REFUSED_SHOWN = 200
Batch = dict[str, Any]


def draw(at: Here, draft: Draft) -> None:
    """Draw the history: the sample as one line, every other batch as its own entry, a sheet at a time."""
    batches = history(warehouse_folder())
    own = [batch for batch in batches if not batch["is_sample"]]
    sample = [batch for batch in batches if batch["is_sample"] and batch["stands"]]
    lead = _("每一批都可以撤销，撤销后也可以恢复")
    st.html(f'<h2 id="history">{text(_("入库记录"))} <small>{text(lead)}</small></h2>')
    if not own:
        sentence(_("还没有入库过本局的文件。"))
    sheets = max(1, -(-len(own) // A_SHEET))
    sheet = min(at.choice.sheet, sheets)
    made = {version["version_no"]: version for version in versions(warehouse_folder())}
    for batch in own[(sheet - 1) * A_SHEET : sheet * A_SHEET]:
        _entry(at.choice, draft, batch, made.get(batch["version_no"]))
    for batch in own:
        if draft.asking and draft.asking[1] == batch["batch_no"]:
            _ask(draft, batch, draft.asking[0])
    if len(own) > A_SHEET:
        st.html(turn(at.choice, "upload", sheet, sheets, len(own), "history"))
    if sample:
        said = _("另有 {n} 批示例数据。", n=whole(len(sample)))
        link = anchor(_("看示例数据"), address.link(at.choice, "data") + "#sample")
        st.html(f'<p class="quiet">{text(said)} {link}</p>')


def _entry(choice: Choice, draft: Draft, batch: Batch, version: Batch | None) -> None:
    """One batch: two lines of words, what moved, and its buttons beside them (on a phone below)."""
    number = batch["batch_no"]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"batch-{number}"):
        st.html(entry(batch, batch_details.details(choice, batch, version)), width="stretch")
        batch_details.draw_original(batch)
        if batch["refused"] and st.button(_("看不合格的行"), key=f"refused-{number}"):
            st.dialog(_("第 {n} 批不合格的行", n=number), width="large")(_show_refused)(batch)
        action, label = ("undo", _("撤销")) if batch["stands"] else ("redo", _("恢复"))
        st.button(label, key=f"{action}-{number}", on_click=draft.ask, args=(action, number))


def entry(batch: Batch, details: str = "") -> str:
    """Return a batch as HTML: number, type and file; below when, by whom, what it brought and why; then ``details``."""
    state = "" if batch["stands"] else f' <span class="needs">{text(_("已撤销"))}</span>'
    said = [f"{batch['loaded_at']:%Y-%m-%d %H:%M}"]
    if batch["by"]:
        said.append(batch["by"])
    said += [_("新增 {n}", n=whole(batch["new_rows"])), _("变更 {n}", n=whole(batch["changed_rows"]))]
    said.append(_("未变 {n}", n=whole(batch["unchanged_rows"])))
    if batch["vanished_rows"]:
        said.append(_("不再有效 {n}", n=whole(batch["vanished_rows"])))
    if batch["refused"]:
        said.append(_("不合格 {n}", n=whole(batch["refused"])))
    put_right = mends_of_batch(batch)
    if put_right:
        said.append(mend_list.counted(put_right["cells"], put_right["rows"]))
    if batch["mode"] == "replace":
        said.append(_("整本替换"))
    if batch["note"]:
        said.append(batch["note"])
    kind = "entry" if batch["stands"] else "entry undone"
    return (
        f'<div class="{kind}"><strong>{text(_("第 {n} 批", n=batch["batch_no"]))}</strong> '
        f"{text(type_name(batch['type']))} <span class=quiet>{text(batch['file_name'])}</span>{state}"
        f"<small>{text(' · '.join(said))}</small>{details}</div>"
    )


def _ask(draft: Draft, batch: Batch, action: str) -> None:
    """Asked even when the batch was undone elsewhere meanwhile: the answer is then the sentence that says so."""
    label = _("撤销") if action == "undo" else _("恢复")
    words = {"n": batch["batch_no"], "file": batch["file_name"], "rows": whole(batch["accepted"])}
    said = _("第 {n} 批（{file}，{rows} 行）将不再计入各项指标。文件和记录都留着，随时可以恢复。", **words)
    if action == "redo":
        said = _("第 {n} 批（{file}，{rows} 行）将重新计入各项指标。", **words)
    title = _("{action}第 {n} 批", action=label, n=batch["batch_no"])
    batch_question.ask(draft, title, said, _("确认{action}", action=label))


def _show_refused(batch: Batch) -> None:
    """The rows of a batch that were not loaded, with why; all of them to take away."""
    found = [
        Fault(row["row_no"], row["column_name"], row["value"], row["rule"], row["severity"], row["message"])
        for row in refused_rows(warehouse_folder(), batch["batch_no"])
    ]
    header, rows = fault_list.table(found)
    st.html(html_table(header, rows[:REFUSED_SHOWN]))
    if len(rows) > REFUSED_SHOWN:
        st.caption(_("这里列出前 {n} 处；全部 {all} 处请下载。", n=whole(REFUSED_SHOWN), all=whole(len(rows))))
    title = _("第 {n} 批不合格的行", n=batch["batch_no"])
    buttons(header, rows, f"refused-{batch['batch_no']}", about_page(title))
