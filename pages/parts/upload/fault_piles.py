"""The faults of one file in piles: must be put right, in doubt, worth a look; in each every kind of fault once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import streamlit as st

from etl.checking.fault_kinds import FaultKind
from etl.drafts.kept_draft import mended
from etl.faults import FileCheck
from etl.publishing.load import LoadedFile
from etl.types.table_schema import record_types
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.upload import fault_words, kind_rows, kind_words
from pages.parts.upload.draft import Draft
from pages.parts.words import _

# So many kinds of a pile are listed at once.
A_SHEET = 12


def draw(draft: Draft, loaded: LoadedFile, key: str) -> None:
    """Draw the piles that are not empty; ``key`` tells their widgets from those of other files."""
    titles = {
        "must": ("needs", _("✗ 必须改"), _("改好一类，少一类；改完自动重新核对")),
        "doubt": ("needs", _("？ 存疑"), _("核对后改正；如果属实，写明理由就可以放行")),
        "look": ("quiet", _("○ 请看一看"), _("已照读，不用改也能入库")),
    }
    for pile, (look, title, lead) in titles.items():
        kinds = [kind for kind in loaded.kinds if kind_words.pile_of(kind) == pile]
        if kinds:
            number = _("{n} 处", n=whole(sum(kind.count for kind in kinds)))
            st.html(
                f'<h4><span class="{look}">{text(title)}</span> {text(number)} '
                f'<small class="quiet">{text(lead)}</small></h4>'
            )
            _pile(draft, loaded.check, kinds, f"{key}-{pile}")


@st.fragment
def _pile(draft: Draft, check: FileCheck, kinds: Sequence[FaultKind], key: str) -> None:
    """Draw the kinds of one pile, a sheet at a time; opening one redraws this pile only."""
    place = st.container(key=f"pile-{key}", gap="small")
    sheets = -(-len(kinds) // A_SHEET)
    sheet = st.pagination(sheets, key=f"{key}-sheet") if sheets > 1 else 1
    by_hand = next((kind for kind in kinds if kind.rows and not kind.fix), None)
    with place:
        for kind in kinds[(sheet - 1) * A_SHEET : sheet * A_SHEET]:
            _kind(draft, check, kind, key, is_first=kind is by_hand and key.endswith("must"))


def _kind(draft: Draft, check: FileCheck, kind: FaultKind, key: str, *, is_first: bool) -> None:
    """Draw one kind: a line that opens its rows, and beside it the click that puts all of them right."""
    schema = record_types().get(check.type or "")
    if not kind.rows or schema is None:
        st.html(whole_file(kind, kind_words.sentence(kind)))
        return
    own = f"{key}-{kind.position}-{kind.rule}-{zlib.crc32((kind.word or '').encode())}"
    file = draft.files[check.file_no - 1]
    with st.container(horizontal=True, gap="small", vertical_alignment="top", key=f"kind-{own}"):
        opened = st.expander(
            kind_words.label(kind), expanded=is_first, key=f"open-{own}", on_change="rerun", type="compact"
        )
        if kind.fix and st.button(kind_words.fix(kind), key=f"fix-{own}"):
            draft.edit(lambda now: mended(now, file.file_id, kind.fix))
            st.rerun()
    if opened.open:
        with opened:
            kind_rows.draw(draft, check, kind, schema, own)


def whole_file(kind: FaultKind, sentence: str) -> str:
    """Return a fault that is not about rows, as HTML: what it is, where, and what to do."""
    # A column is called as the files call it, on an English page too.
    where = f'<span lang="zh-CN">{text(kind.header)}</span> ' if kind.header else ""
    place = f" · {text(kind_words.rows(kind))}" if kind.spans else ""
    what = text(fault_words.kind(kind_words.as_fault(kind)))
    return f'<div class="kind"><b>{where}{what}</b>{place}<br>{text(sentence)}</div>'
