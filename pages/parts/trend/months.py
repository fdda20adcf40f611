"""Any one month of a trend to look at: the same for a click on its point and for plain links."""

from __future__ import annotations

from datetime import date

from pages.parts import steps
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.trend.data import Trend
from pages.parts.words import _
from queries.questions import Point, Window


def months_offered(at: Here, trend: Trend) -> str:
    """Return, folded and newest first, what each month of ``trend`` leads to; a click on its point shows the same."""
    newest = trend.points[-1]
    # The months lead to the same addresses but for their days: worked out once, as each takes a dozen links.
    leads = steps.of_window(at, trend.kpi, Window(_first(newest), newest.last))
    items = "".join(f"<li>{_month(leads, newest, point)}</li>" for point in reversed(trend.points))
    return (
        f'<details class="one-month"><summary>{text(_("看某个月"))}</summary><ul class="leads">{items}</ul></details>'
    )


def _first(point: Point) -> date:
    return date.fromisoformat(f"{point.month}-01")


def _days(point: Point) -> str:
    return f"from={_first(point)}&to={point.last}"


def _month(leads: steps.Steps, newest: Point, point: Point) -> str:
    records, breakdown, page = (
        href.replace(_days(newest), _days(point)) for href in (leads.records, leads.breakdown, leads.page)
    )
    named = {"data_month": point.month}
    links = [
        anchor(_("看明细"), records, aria_label=_("{what}：看明细", what=point.month)),
        anchor(_("看分项"), breakdown, aria_label=_("{what}：看分项", what=point.month)),
        anchor(_("筛选全页"), page, aria_label=_("{what}：筛选全页", what=point.month), **named),
    ]
    return f"<b>{text(point.month)}</b> {' '.join(links)}"
