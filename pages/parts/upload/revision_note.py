"""The revision note: how many published months read otherwise, by how much at most, and behind it each of them."""

from __future__ import annotations

from collections.abc import Sequence

from etl.comparing.revisions import Revision, note
from etl.language import in_language
from pages.parts.downloads import html_table
from pages.parts.figures import figure
from pages.parts.markup import text
from pages.parts.words import _, language
from queries.catalogue import Kpi, kpis
from queries.questions import Number

REVISIONS_SHOWN = 100


def revised(found: Sequence[Revision] | None) -> str:
    """Return the note as HTML with the months behind it, folded; nothing when the months were not looked at."""
    if found is None:
        return ""
    with in_language(language()):
        said = note(list(found))
    if not found:
        return f'<p class="quiet">{text(said)}</p>'
    every = kpis()
    rows = [
        [
            every[one.kpi].title.in_(language()),
            one.month,
            cell(every[one.kpi], one.before),
            cell(every[one.kpi], one.after),
        ]
        for one in found[:REVISIONS_SHOWN]
        if one.kpi in every
    ]
    more = ""
    if len(found) > REVISIONS_SHOWN:
        more = f'<p class="quiet">{text(_("这里列出前 {n} 条。", n=REVISIONS_SHOWN))}</p>'
    shown = html_table([_("指标"), _("月份"), _("原来"), _("现在")], rows)
    return f'<details class="revised"><summary>{text(said)}</summary>{more}<div class="snug">{shown}</div></details>'


def cell(kpi: Kpi, number: Number) -> str:
    """Return one month's number as it is read: the fraction before its rate."""
    shown = figure(kpi, number)
    first = f"{shown.first}{shown.behind}" if kpi.shown_as == "share" else shown.first
    return f"{first} ({shown.second})" if kpi.shown_as == "share" and shown.second else first
