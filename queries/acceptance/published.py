"""What was published against what can be recomputed: rates of the districts, and our own month by our own records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from queries.acceptance.ranking import whole_months
from queries.rounding import half_up, percent
from queries.warehouse import Warehouse
from queries.windows import Window

# A rate is published in percent to one decimal: up to half of the last digit is rounding.
ROUNDING = Decimal("0.05")
READ_AS_FLOAT = Decimal("0.000001")


@dataclass(frozen=True)
class Difference:
    """A published rate that its own figures do not give: percentages to one decimal, ``computed`` None for 0 of 0."""

    month: str
    district: str
    joint: int
    total: int
    published: Decimal
    computed: Decimal | None
    publisher: str | None
    published_on: date | None


@dataclass(frozen=True)
class OwnMonth:
    """One month of our district: by our records and as published (None when not published)."""

    month: str
    joint: int
    total: int
    published_joint: int | None
    published_total: int | None

    @property
    def agrees(self) -> bool:
        """Whether the published figures are those of the records."""
        return (self.joint, self.total) == (self.published_joint, self.published_total)


def differences(warehouse: Warehouse, window: Window) -> list[Difference]:
    """Return the published rates in the months ``window`` touches that differ from joint / total beyond rounding."""
    held = whole_months(window)
    rows = warehouse.rows(
        "SELECT month, district, joint_accepted, total_accepted, CAST(published_rate AS DOUBLE), publisher, "
        "published_on FROM record.district_month WHERE published_rate IS NOT NULL "
        "AND month >= $first AND month <= $last ORDER BY month DESC NULLS LAST, district NULLS LAST",
        {"first": held.first, "last": held.last},
    )
    found = []
    for month, district, joint, total, rate, publisher, on in rows:
        told = Decimal(str(rate)) * 100
        exact = Decimal(joint) / Decimal(total) * 100 if total else None
        if exact is None or abs(told - exact) > ROUNDING + READ_AS_FLOAT:
            said = percent(joint, total)
            found.append(Difference(f"{month:%Y-%m}", district, joint, total, half_up(told, 1), said, publisher, on))
    return found


def own_months(warehouse: Warehouse, window: Window) -> list[OwnMonth]:
    """Return, newest first, each month ``window`` touches in which we have records or were published, both ways.

    Whole months and all records, whatever a page is filtered by: what is published speaks of the whole district.
    """
    held = whole_months(window)
    rows = warehouse.rows(
        "WITH own AS ("
        "SELECT month_of(settled_on) AS month, CAST(SUM(jointly) AS BIGINT) AS joint, COUNT(*) AS total "
        "FROM fact.acceptance WHERE not_accepted IS NULL AND settled_on >= $first AND settled_on <= $last "
        "GROUP BY month_of(settled_on)), "
        "told AS ("
        "SELECT m.month, m.joint_accepted, m.total_accepted FROM record.district_month AS m "
        "INNER JOIN reference.district AS d ON d.district = m.district "
        "WHERE d.is_ours AND m.month >= $first AND m.month <= $last) "
        "SELECT COALESCE(own.month, told.month) AS month, COALESCE(own.joint, 0), COALESCE(own.total, 0), "
        "told.joint_accepted, told.total_accepted FROM own FULL JOIN told ON told.month = own.month "
        "ORDER BY month DESC NULLS LAST",
        {"first": held.first, "last": held.last},
    )
    return [OwnMonth(f"{month:%Y-%m}", *figures) for month, *figures in rows]
