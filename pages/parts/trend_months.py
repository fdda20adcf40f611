"""Any one month of a trend to look at: the same for a click on its point and for plain links."""

from __future__ import annotations

from datetime import date

from pages.parts import steps
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.trend_data import Trend
from pages.parts.words import _
from queries.questions import Point, Window


def months_offered(at: Here, trend: Trend) -> str:
    """Return, folded and newest first, what each month of ``trend`` leads to; a click on its point shows the same."""
    items = "".join(f"<li>{_month(at, trend, point)}</li>" for point in reversed(trend.points))
    return (
        f'<details class="one-month"><summary>{text(_("看某个月"))}</summary><ul class="leads">{items}</ul></details>'
    )


def _month(at: Here, trend: Trend, point: Point) -> str:
    window = Window(date.fromisoformat(f"{point.month}-01"), point.last)
    leads = steps.of_window(at, trend.kpi, window)
    named = {"data_month": point.month}
    links = [
        anchor(_("看明细"), leads.records, aria_label=_("{what}：看明细", what=point.month)),
        anchor(_("看分项"), leads.breakdown, aria_label=_("{what}：看分项", what=point.month)),
        anchor(_("筛选全页"), leads.page, aria_label=_("{what}：筛选全页", what=point.month), **named),
    ]
    return f"<b>{text(point.month)}</b> {' '.join(links)}"
