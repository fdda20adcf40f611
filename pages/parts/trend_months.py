"""Any one month of a trend to look at: the same for a click on its point and for a plain link."""

from __future__ import annotations

from datetime import date

from pages.parts import address
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.trend_data import Trend
from pages.parts.words import _
from queries.questions import Point


def months_offered(at: Here, trend: Trend) -> str:
    """Return the months of ``trend`` as links, folded, newest first; a click on a point follows that of its month."""
    links = "".join(
        anchor(point.month, month_address(at, trend, point), data_month=point.month) for point in reversed(trend.points)
    )
    return f'<details class="one-month"><summary>{text(_("看某个月"))}</summary><p class="choices">{links}</p></details>'


def month_address(at: Here, trend: Trend, point: Point) -> str:
    """Return the address of the KPI's page for one month: what happened in it, or the state at its end."""
    first = date.fromisoformat(f"{point.month}-01")
    return address.link(at.choice, "kpi", kpi=trend.kpi.name, by=at.choice.by, from_=first, to=point.last)
