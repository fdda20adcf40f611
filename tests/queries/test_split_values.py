"""The values a filter offers: the bureau's own order first, then whatever else a record says."""

from __future__ import annotations

from datetime import date

from queries.catalogue import kpis
from queries.questions import split_values, values_of_splits
from tests.queries.conftest import Opener

ROWS = {
    "project": [{"project_id": "P1", "category": "城市更新", "street": "无名街道", "investment_type": "社会投资"}],
    "visit": [{"visit_id": "V1", "project_id": "P1", "visited_on": date(2025, 3, 1), "workgroup": "临时专班"}],
    "consultation": [{"consultation_id": "C1", "received_on": date(2025, 3, 1), "channel": "电话"}],
}


def test_reference_values_come_first_in_the_bureaus_order_then_what_records_say_besides(warehouse_of: Opener) -> None:
    warehouse = warehouse_of(ROWS)
    categories = split_values(warehouse, "category")
    assert categories[0] == "产业与科创"
    assert len(categories) == 7
    assert split_values(warehouse, "street")[-1] == "无名街道"
    assert split_values(warehouse, "workgroup")[-1] == "临时专班"
    assert split_values(warehouse, "investment_type") == ["社会投资"]


def test_several_splits_are_asked_together_as_each_alone(warehouse_of: Opener) -> None:
    warehouse = warehouse_of(ROWS)
    every = sorted({split for kpi in kpis().values() for split in kpi.splits})
    together = values_of_splits(warehouse, every)
    assert together == {split: split_values(warehouse, split) for split in every}
    assert together["channel"] == ["电话"]


def test_a_column_that_a_kpi_makes_itself_is_asked_of_the_kpi(warehouse_of: Opener) -> None:
    kpi = kpis()["consultations_handled"]
    assert split_values(warehouse_of(ROWS), "month", kpi) == ["2025-03"]
    assert split_values(warehouse_of(ROWS), "mode", kpis()["site_visits"]) == []


def test_a_split_that_no_kpi_has_offers_nothing(warehouse_of: Opener) -> None:
    assert split_values(warehouse_of(ROWS), "colour") == []
