"""The file back as a workbook with what is wrong beside each row, to be mended in Excel and uploaded again."""

from __future__ import annotations

import tempfile
from contextvars import copy_context
from pathlib import Path, PurePosixPath

import streamlit as st

from etl.checking.check_alone import check_files
from etl.checking.handed_back import hand_back, is_handed_back
from etl.faults import FileCheck
from etl.language import in_language
from pages.parts.downloads import XLSX
from pages.parts.upload.draft import Draft, laid_out
from pages.parts.words import _, language
from queries.warehouse import warehouse_folder


def draw(draft: Draft, check: FileCheck, key: str) -> None:
    """Draw the download of one faulty file; nothing when no table was recognised in it."""
    if not is_handed_back(check):
        return
    # Made only when pressed, in a thread of its own, which would not know the language of this run.
    run = copy_context()
    st.download_button(
        _("下载标好错误的 XLSX"),
        lambda: run.copy().run(workbook, draft, check.file_no),
        file_name(check.file),
        XLSX,
        key=f"errors-{key}",
        on_click="ignore",
        help=_("原样的表，每行旁边写着哪里不对，错的格有颜色。在 Excel 里改好，再上传这个文件。"),
    )


def workbook(draft: Draft, file_no: int) -> bytes:
    """Check the draft's files again and return file ``file_no`` as a workbook with its faults."""
    with (
        in_language(language()),
        laid_out(draft) as sources,
        check_files(sources, folder=warehouse_folder()) as staged,
        tempfile.TemporaryDirectory(prefix="errors-") as folder,
    ):
        path = Path(folder) / "errors.xlsx"
        hand_back(staged, staged.files[file_no - 1], path)
        return path.read_bytes()


def file_name(name: str) -> str:
    """Return what the workbook is called: the file's own name, so that its month is still told by it, and a word."""
    stem = PurePosixPath(name).stem.removesuffix(_("（错误说明）"))
    return f"{stem}{_('（错误说明）')}.xlsx"
