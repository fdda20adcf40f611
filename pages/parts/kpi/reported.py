"""As reported and as now known, for one KPI: each month of the window in the version that first had it, and today."""

from __future__ import annotations

from pages.parts import address
from pages.parts.downloads import Html, html_table
from pages.parts.figures import NO_VALUE, moved_said, signed
from pages.parts.kpi import explained
from pages.parts.kpi.definition_notes import said
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.words import _, listed
from queries import change
from queries.as_reported import Reported
from queries.catalogue import Kpi


def section(at: Here, kpi: Kpi) -> str:
    """Return the section: what differs in one sentence and the months in a table; or the link that asks for it.

    It is asked for because it opens a version of the data for each month that was reported in another one.
    """
    title = f'<h3 id="reported">{text(_("当时公布与现在所知"))}</h3>'
    if at.choice.show != "reported":
        href = address.here(at.choice, "kpi", kpi=kpi.name, show="reported") + "#reported"
        return f"{title}<p>{anchor(_('逐月对照当时公布的数和现在所知的数'), href)}</p>"
    months = explained.reported_here(at, kpi)
    if not months:
        return f"{title}<p>{text(_('这段时间里还没有完整的月份可以对照。请把时间段选到至少一个完整的月份。'))}</p>"
    head = [_("月份"), _("公布时的版"), _("当时公布"), _("现在所知"), _("差")]
    return f"{title}<p>{text(summary(months))} {text(_('两边都按今天的口径算。'))}</p>" + html_table(
        head, [line(at, kpi, month) for month in months]
    )


def summary(months: list[Reported]) -> str:
    """Say in one sentence how many months have another number now, and of how many the first one is not to be had."""
    revised = [month for month in months if month.is_revised]
    gone = [month for month in months if month.version is not None and month.then is None]
    parts = [
        _("{n} 个月的数后来变了：{months}。", n=len(revised), months=listed([month.month for month in revised]))
        if revised
        else _("能对照的月份，公布以来没有变。")
    ]
    if gone:
        parts.append(_("{n} 个月当时的版本已不保存，无从对照。", n=len(gone)))
    return " ".join(parts)


def line(at: Here, kpi: Kpi, month: Reported) -> list[object]:
    """Return one month as cells: the version that reported it can be opened, unless it is no longer kept."""
    version: object = NO_VALUE
    then = NO_VALUE
    if month.version is not None:
        version, then = _("第{number}版", number=month.version), _("已不保存")
    if month.then is not None:
        href = address.link(at.choice, "kpi", kpi=kpi.name, version=month.version)
        version, then = Html(anchor(str(version), href)), said(kpi, month.then)
    return [month.month, version, then, said(kpi, month.now), difference(kpi, month)]


def difference(kpi: Kpi, month: Reported) -> str:
    """Say by how much a month's number has moved since, of a share in percentage points; a dash when unknown."""
    moved = None if month.then is None else change.difference(kpi, month.now, month.then)
    if moved is None:
        return NO_VALUE
    if kpi.shown_as == "share":
        return _("{points} 个百分点", points=signed(moved, 1)) if moved else "±0"
    return moved_said(kpi, moved)
