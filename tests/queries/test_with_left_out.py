"""What a number would be with the rows it leaves out, against cases worked out by hand."""

from __future__ import annotations

from datetime import date

from queries.catalogue import kpis
from queries.headline import Headline, Number, headline
from queries.windows import Window
from queries.with_left_out import WithReason, with_left_out
from tests.queries.conftest import Opener

FIRST_HALF = Window(date(2025, 1, 1), date(2025, 6, 30))


def test_rows_left_out_of_a_share_stand_below_the_line_as_not_achieved(warehouse_of: Opener) -> None:
    now = Headline(27, 38, 27 / 38, {"区级": 2, "准备类": 10})
    assert with_left_out(warehouse_of({}), kpis()["start_rate"], FIRST_HALF, {}, now) == [
        WithReason("区级", 2, Number(27, 40, 27 / 40)),
        WithReason("准备类", 10, Number(27, 48, 27 / 48)),
        WithReason(None, 12, Number(27, 50, 27 / 50)),
    ]


def test_a_count_grows_by_its_rows_and_an_average_has_no_value_for_them(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({})
    count = Headline(55, None, 55, {"非现场": 22})
    assert with_left_out(warehouse, kpis()["site_visits"], FIRST_HALF, {}, count) == [
        WithReason("非现场", 22, Number(77, None, 77))
    ]
    mean = Headline(506, 198, 506 / 198, {"在办": 8})
    assert with_left_out(warehouse, kpis()["approval_days"], FIRST_HALF, {}, mean) == [WithReason("在办", 8, None)]
    assert with_left_out(warehouse, kpis()["site_visits"], FIRST_HALF, {}, Headline(5, None, 5, {})) == []


def test_a_project_that_counts_already_does_not_count_again(warehouse_of: Opener) -> None:
    kinds = (("P1", "调度会"), ("P1", "联合会商"), ("P2", "联合会商"), ("P2", "联合会商"))
    meetings = [
        {"meeting_id": f"M{n}", "project_id": project, "meeting_type": kind, "held_on": date(2025, 3, 3)}
        for n, (project, kind) in enumerate(kinds)
    ]
    warehouse = warehouse_of({"project": [{"project_id": "P1"}, {"project_id": "P2"}], "meeting": meetings})
    kpi = kpis()["projects_coordinated"]
    now = headline(warehouse, kpi, FIRST_HALF, {})
    assert (now.numerator, now.left_out) == (1, {"联合会商": 3})
    assert with_left_out(warehouse, kpi, FIRST_HALF, {}, now) == [WithReason("联合会商", 3, Number(2, None, 2))]
