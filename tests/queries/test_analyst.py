"""What an analyst asks in SQL: the same numbers as the questions, typed cells, limits, and mistakes told with place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from queries.analyst import ask as asking
from queries.analyst.ask import ask
from queries.analyst.examples import examples
from queries.analyst.offered import ROOMS, relations_offered
from queries.analyst.refusal import QueryRefused, Refusal, place
from queries.catalogue import kpis
from queries.lists import lists
from queries.questions import default_window, headline
from queries.warehouse import Warehouse

DAY = date(2025, 6, 30)


def refused(warehouse: Warehouse, text: str) -> Refusal:
    """Return why a query was refused."""
    with pytest.raises(QueryRefused) as caught:
        ask(warehouse.path, text)
    return caught.value.refusal


def test_a_kpi_counted_in_sql_is_the_headline(sample: Warehouse) -> None:
    days = default_window(sample)
    flows = [kpi for kpi in kpis().values() if kpi.kind == "flow" and kpi.shown_as == "count"]
    counts = ", ".join(
        f"(SELECT SUM(numerator) FROM kpi.{kpi.name} WHERE left_out IS NULL "
        f"AND happened_on BETWEEN DATE '{days.first}' AND DATE '{days.last}')"
        for kpi in flows
    )
    found = ask(sample.path, f"SELECT {counts}")
    assert found.rows == [[headline(sample, kpi, days, {}).value for kpi in flows]]


def test_every_relation_offered_can_be_read(sample: Warehouse) -> None:
    offered = relations_offered(sample)
    assert {relation.room for relation in offered} == set(ROOMS)
    assert {f"kpi.{name}" for name in kpis()} | {f"list.{name}" for name in lists()} <= {r.name for r in offered}
    counts = ", ".join(f'(SELECT COUNT("{one.columns[0][0]}") FROM {one.name})' for one in offered)
    assert len(ask(sample.path, f"SELECT {counts}").rows[0]) == len(offered)


def test_nothing_of_the_journal_or_of_undone_rows_is_offered(sample: Warehouse) -> None:
    assert not [one.name for one in relations_offered(sample) if one.room in ("journal", "ledger", "main")]


@pytest.mark.parametrize("number", range(len(examples(DAY))))
def test_every_example_has_an_answer(number: int, sample: Warehouse) -> None:
    assert ask(sample.path, examples(DAY)[number][1]).rows


def test_cells_keep_their_types(sample: Warehouse) -> None:
    found = ask(
        sample.path,
        "SELECT DATE '2025-06-30' AS d, CAST(1.50 AS DECIMAL(9, 2)) AS m, 7 AS n, 0.5 + CAST(0 AS DOUBLE) AS x, "
        "'城市' AS t, TRUE AS b, NULL AS e, CAST('nan' AS DOUBLE) AS f, [1, 2] AS l;",
    )
    assert found.rows == [[DAY, Decimal("1.50"), 7, 0.5, "城市", True, None, "nan", "[1, 2]"]]
    assert [name for name, _ in found.columns] == list("dmnxtbefl")
    assert not found.is_cut


def test_explain_describe_and_subqueries_are_answered(sample: Warehouse) -> None:
    assert ask(sample.path, "EXPLAIN SELECT * FROM record.visit").rows
    assert ask(sample.path, "DESCRIBE record.visit").rows
    assert ask(sample.path, "WITH v AS (SELECT * FROM record.visit) SELECT COUNT(*) FROM v -- 走访").rows


def test_more_rows_than_may_be_taken_are_cut_and_said_to_be(sample: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_ROWS", 2_500)
    found = ask(sample.path, "SELECT n FROM range(2501) AS t(n)")
    assert (len(found.rows), found.is_cut) == (2_500, True)
    assert not ask(sample.path, "SELECT n FROM range(2500) AS t(n)").is_cut
    monkeypatch.setattr(asking, "MOST_BYTES", 10_000)
    assert len(ask(sample.path, "SELECT repeat('x', 999) AS t FROM range(50)").rows) == 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Refusal("empty")),
        (" ;\n", Refusal("empty")),
        ("SELECT '" + "x" * 20_000 + "'", Refusal("too_long", "20000")),
        ("SELECT '中文',\n  * FORM x", Refusal("syntax", "x", line=2, column=10)),
        ("SELECT *\nFROM visit", Refusal("no_such_relation", "visit", ("record.visit",), line=2, column=6)),
        ("FROM kpi.start_rat", Refusal("no_such_relation", "kpi.start_rat", ("kpi.start_rate",), line=1, column=6)),
        ("EXPLAIN\nSELECT * FROM visit", Refusal("no_such_relation", "visit", ("record.visit",), line=2, column=15)),
        ("SELECT nosuch FROM record.visit", Refusal("no_such_column", "nosuch", line=1, column=8)),
        ("SELECT nosuch(1)", Refusal("no_such_function", "nosuch", line=1, column=8)),
        ("SELECT CAST(t AS DATE) FROM (SELECT 'x' AS t)", Refusal("wrong_value", line=1, column=8)),
        ("SELECT project_id, COUNT(*) FROM record.visit", Refusal("failed", line=1, column=8)),
        ("SELECT $name", Refusal("failed")),
    ],
)
def test_a_mistake_is_told_with_its_kind_and_its_place(text: str, expected: Refusal, sample: Warehouse) -> None:
    told = refused(sample, text)
    assert (told.kind, told.about, told.line, told.column) == (
        expected.kind, expected.about, expected.line, expected.column,
    )  # fmt: skip
    assert set(expected.meant) <= set(told.meant)
    assert bool(told.message) == (
        told.kind in ("syntax", "no_such_column", "no_such_function", "wrong_value", "failed")
    )


def test_a_place_counts_characters_and_not_bytes() -> None:
    assert place("甲乙\n丙 x", len("甲乙\n丙 ".encode())) == (2, 3)
    assert place("x", 2**64 - 1) == (None, None)
