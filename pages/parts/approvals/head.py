"""The head of the page of approvals: what it speaks about, and all decided cases together in a few figures."""

from __future__ import annotations

import streamlit as st

from pages.parts.approvals.asked import decided, records, running
from pages.parts.dense_table import stat_line
from pages.parts.figures import decimal, rate, whole
from pages.parts.markup import text
from pages.parts.place import Here
from pages.parts.sentences import mistake_words
from pages.parts.words import _, span
from queries.approvals.durations import duration
from queries.menu.items import item_file


def draw(at: Here) -> None:
    """Draw the title, the figures of all cases together, and what item.csv says and is not understood."""
    lead = _(
        "{window}办结的审批办件用了多少工作日：自受理次日至办结，扣除暂停天数，与“平均办理用时”同一口径。",
        window=span(at.window.first, at.window.last),
    )
    wrong = "".join(f'<p class="needs">▲ {text(mistake_words(one))}</p>' for one in item_file().mistakes)
    st.html(f"<h1>{text(_('审批用时'))} <small>{text(lead)}</small></h1>{_figures(at)}{wrong}")


def _figures(at: Here) -> str:
    cases = decided(at)
    if not cases:
        return ""
    every, now = duration(None, cases), running(at)
    return stat_line(
        [
            (_("办结"), whole(every.number), _("宗"), records(at, "handled")),
            (_("平均用时"), decimal(every.mean), _("个工作日"), records(at, "days")),
            (_("中位用时"), decimal(every.median), _("个工作日"), ""),
            (_("P90（九成办件不超过）"), decimal(every.p90), _("个工作日"), ""),
            (
                _("按时办结"),
                f"{whole(every.on_time)}/{whole(every.timed)}",
                rate(every.on_time, every.timed),
                records(at, "on_time"),
            ),
            (_("有补正"), rate(every.supplemented, every.number), _("{n} 宗", n=whole(every.supplemented)), ""),
            (_("在办超期"), whole(now.overdue), _("在办 {n} 宗", n=whole(now.open)), "#overdue" if now.overdue else ""),
        ]
    )
