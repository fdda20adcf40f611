"""What is known of one batch besides its counts: which KPIs moved with it, how its file was read, and its original."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from etl.comparing.kept_moves import moves_in_text
from etl.publishing.journal import numbers_in
from etl.publishing.kept_mends import mends_of_batch
from etl.publishing.original_of_batch import size_of_original, uploaded_name
from etl.publishing.originals import original_path
from etl.recognising.remembered import chosen_by_hand
from etl.types.table_schema import record_types
from etl.types.wordmatch import normalised
from pages.parts.address import Choice
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.upload.change_list import column_title
from pages.parts.upload.kpi_moves import moves
from pages.parts.words import _, listed
from queries.warehouse import warehouse_folder

# What the browser takes from the server's memory at once; a larger file is had on the command line.
MOST_BYTES = 200 << 20
Batch = Mapping[str, Any]


def details(choice: Choice, batch: Batch, version: Batch | None) -> str:
    """Return, folded, what moved with the batch and how its file was read; nothing when there is nothing to tell.

    ``version`` is the journal's entry of the version that the batch was loaded with.
    """
    told, inside = [], ""
    found = moves_in_text(version.get("moves")) if version else None
    if version and found is not None:
        together = numbers_in(version["batches"])
        told.append(_("{n} 个指标变动", n=len(found)) if found else _("没有指标变动"))
        if found and batch["batch_no"] != max(together):
            told[-1] = _("指标变动见第 {n} 批", n=max(together))
        elif found:
            inside += (_shared(version) if len(together) > 1 else "") + moves(choice, found, is_done=True)
    for name, said in (
        (_("列的对应"), _mapping(batch)),
        (_("放行理由"), str(batch.get("reason") or "")),
        (_("上传时的修改"), _mends(batch)),
    ):
        if said:
            told.append(name)
            inside += f"<p>{text(_('{name}：{value}', name=name, value=said))}</p>"
    if not inside:
        return f'<p class="quiet">{text(listed(told))}</p>' if told else ""
    return f"<details><summary>{text(' · '.join(told))}</summary>{inside}</details>"


def _shared(version: Batch) -> str:
    words = _("和第 {batches} 批一起入库时的变动：", batches=version["batches"])
    return f'<p class="quiet">{text(words)}</p>'


def _mapping(batch: Batch) -> str:
    """Only what a person chose: what the headers say by themselves is no news."""
    schema = record_types().get(batch["type"])
    written: dict[str, str] = json.loads(batch["mapping"] or "{}")
    if schema is None:
        return ""
    chosen = chosen_by_hand(schema, written)
    said = [
        _("“{header}”是“{column}”", header=header, column=column_title(schema, column))
        if column
        else _("“{header}”不导入", header=header)
        for header, column in written.items()
        if normalised(header) in chosen
    ]
    return listed(said)


def _mends(batch: Batch) -> str:
    note = mends_of_batch(batch)
    said = [
        words
        for number, words in (
            (note.get("cells"), _("改了 {n} 格", n=whole(note.get("cells", 0)))),
            (note.get("rows"), _("去掉 {n} 行", n=whole(note.get("rows", 0)))),
        )
        if number
    ]
    return listed(said)


def draw_original(batch: Batch) -> None:
    """Draw the button that gives the batch's file back as it came, or why there is none."""
    folder, number = warehouse_folder(), batch["batch_no"]
    size = size_of_original(folder, dict(batch))
    if size is None:
        _instead(_("原件已不在 originals 文件夹里"))
    elif size > MOST_BYTES:
        _instead(_("原件 {n} MB，请用命令取回：python -m etl original {batch}", n=whole(size >> 20), batch=number))
    else:
        st.download_button(
            _("下载原件"),
            lambda: original_path(folder, batch["sha256"]).read_bytes(),
            uploaded_name(dict(batch)),
            "application/octet-stream",
            key=f"original-{number}",
            on_click="ignore",
        )


def _instead(said: str) -> None:
    st.html(f'<span class="quiet">{text(said)}</span>', width="content")
