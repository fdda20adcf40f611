"""The faults of one file: what must be put right, what may be, what passed; row by row, and all to take away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from etl.checking.check_alone import check_files
from etl.checking.fault_kinds import FaultKind
from etl.faults import NOTICE, Fault, FileCheck
from etl.language import in_language
from etl.publishing.load import LoadedFile
from pages.parts.downloads import Table, buttons_for
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.take_away.about import about_page
from pages.parts.upload import error_file, fault_piles
from pages.parts.upload.draft import Draft, laid_out
from pages.parts.upload.fault_words import aspect, aspect_names, kind, sentence
from pages.parts.words import _, language, listed
from queries.warehouse import warehouse_folder


def draw(draft: Draft, loaded: LoadedFile, key: str) -> None:
    """Draw the piles of one checked file, what passed, and the faults to take away; ``key`` tells its widgets."""
    check = loaded.check
    fault_piles.draw(draft, loaded, key)
    if check.ok or check.accepted:
        st.html(passed(check, loaded.kinds))
    if not check.ok:
        # Made only when pressed: then every fault is found again, however many there are.
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<span class="quiet">{text(_("把问题清单带走，对照着改："))}</span>', width="content")
            error_file.draw(draft, check, key)
            about = about_page(_("{file}：问题清单", file=check.file))
            buttons_for(lambda: every_fault(draft, check.file_no), f"faults-{key}", about)


def table(faults: Sequence[Fault]) -> Table:
    """Return faults as a table: Excel's row, the column, the value as written, what is wrong and what to do."""
    header = [_("Excel 行"), _("列"), _("填的是"), _("哪里不对"), _("应当怎样，怎么改")]
    rows = [[fault.row, fault.column, fault.value, kind(fault), sentence(fault)] for fault in faults]
    return header, rows


def every_fault(draft: Draft, file_no: int) -> Table:
    """Check the draft's files again and return every fault of file ``file_no``, for a download."""
    with (
        in_language(language()),
        laid_out(draft) as sources,
        check_files(sources, folder=warehouse_folder()) as staged,
    ):
        check = staged.files[file_no - 1]
        header, rows = table(list(staged.faults(check)))
        return [_("文件"), *header], [[check.file, *row] for row in rows]


def passed(check: FileCheck, kinds: Sequence[FaultKind]) -> str:
    """Return what is right with a file: its accepted rows, and the aspects of the check without a fault."""
    wrong = {aspect(kind.rule) for kind in kinds if kind.severity != NOTICE}
    right = listed([name for key, name in aspect_names().items() if key not in wrong])
    said = _("{n} 行合格", n=whole(check.accepted))
    return (
        f'<h4><span class="reached">✓ {text(_("通过"))}</span> {text(said)}</h4>'
        f'<p class="quiet passed">{text(_("没有问题的方面：{aspects}", aspects=right))}</p>'
    )
