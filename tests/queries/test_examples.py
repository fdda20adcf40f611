"""Every KPI's worked example, as the definition page shows it, gives the number it promises."""

from __future__ import annotations

from typing import Any

import pytest

from queries.catalogue import kpis
from queries.questions import Window, headline
from queries.rounding import half_up
from tests.queries.conftest import Opener
from tests.queries.recount import recount
from tests.queries.version_file import record_types

WITH_EXAMPLE = [name for name, kpi in kpis().items() if kpi.example]


def rows_of(example: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of an example, by record type."""
    return {name: example[name] for name in record_types() if name in example}


def test_every_kpi_has_a_worked_example_told_in_both_languages() -> None:
    for name, kpi in kpis().items():
        assert kpi.example, f"queries/kpi/{name}.toml is missing"
        assert set(kpi.example["words"]) == {"zh", "en"}


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_the_example_gives_its_number(name: str, warehouse_of: Opener) -> None:
    kpi = kpis()[name]
    example = kpi.example
    assert example is not None
    answer = headline(warehouse_of(rows_of(example)), kpi, Window(example["from"], example["to"]), {})
    expected = example["expect"]
    assert answer.left_out == expected["left_out"]
    assert answer.value is not None
    assert half_up(answer.value, 4) == half_up(expected["value"], 4)
    for word in ("numerator", "denominator"):
        if word in expected:
            assert getattr(answer, word) == expected[word]


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_the_example_counted_by_hand_gives_its_number(name: str) -> None:
    kpi = kpis()[name]
    example = kpi.example
    assert example is not None
    answer = recount(name, kpi.shown_as, rows_of(example), example["from"], example["to"])
    assert answer.left_out == example["expect"]["left_out"]
    assert half_up(answer.value, 4) == half_up(example["expect"]["value"], 4)
