"""What is taken away is what was asked: each KPI's workbook, opened again, holds the very cells of its questions."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from python_calamine import CalamineWorkbook

from etl.first_start import load_sample
from pages.parts import address, words
from pages.parts.books import kpi_book, overview_book
from pages.parts.kpi import breakdown, record_table
from pages.parts.kpi.record_table import Ask
from pages.parts.overview import card_data
from pages.parts.place import Here
from pages.parts.take_away.about import about_kpi, made_now, pinned_address, reached_at
from pages.parts.take_away.workbook import workbook
from queries import questions
from queries.catalogue import Kpi, kpis
from queries.questions import Window, default_window
from queries.warehouse import Warehouse, open_warehouse

EVERY = kpis()
Sheets = dict[str, list[list[object]]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    folder = tmp_path_factory.mktemp("taken") / "warehouse"
    load_sample(folder)
    warehouse = open_warehouse(folder)
    yield warehouse
    warehouse.close()


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    words.speak("zh")
    token = reached_at.set("http://bureau:8501/")
    yield
    reached_at.reset(token)


def place(warehouse: Warehouse, page: str, window: Window | None = None, **asked: str) -> Here:
    params = {name.rstrip("_"): (value,) for name, value in asked.items()}
    values = questions.values_of_splits(warehouse, address.FILTERS)
    return Here(page, address.read(params, window or default_window(warehouse), values), warehouse)


def opened(content: bytes) -> Sheets:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def taken(at: Here, kpi: Kpi) -> Sheets:
    return opened(workbook(kpi_book.sheets(at, kpi), made_now(about_kpi(at, kpi))))


@pytest.mark.parametrize("name", EVERY)
def test_every_record_and_every_group_of_a_kpi_comes_back_cell_by_cell(name: str, town: Warehouse) -> None:
    kpi, at = EVERY[name], place(town, "kpi", kpi=name)
    sheets = taken(at, kpi)
    for split in kpi.splits:
        groups = questions.groups(town, kpi, at.window, {}, split)
        said = [sheet for title, sheet in sheets.items() if sheet[0][0] == breakdown.table(kpi, split, groups)[0][0]]
        rows = [row for sheet in said for row in sheet[1:]]
        for group in groups:
            label = breakdown.group_name(group.label)
            counts = [group.numerator, group.denominator] if kpi.shown_as == "share" else []
            expected = [label, *counts, "" if group.value is None else group.value]
            assert any(cells_agree(row, expected) for row in rows), (split, expected)
    parts = {"已计入的记录": "counted", "其余的记录": "remainder", "未计入的记录": "left_out"}
    for title, part in parts.items():
        if title not in sheets:
            assert part == "remainder"
            continue
        records = questions.records(town, kpi, at.window, {}, part).to_pylist()
        header, *rows = sheets[title]
        found = questions.records(town, kpi, at.window, {}, part)
        shown_header, shown = record_table.table(at, kpi, found, Ask(part, None))
        assert header == shown_header
        assert len(rows) == len(records) == len(shown) <= kpi_book.MOST_RECORDS
        code, source = header.index("项目代码"), header.index("行号")
        for row, record, on_the_page in zip(rows, records, shown, strict=True):
            assert cells_agree(row, ["" if cell is None else cell for cell in on_the_page])
            assert row[code] == (record["project_id"] or "—")
            assert row[source] == record["source_row"]


def cells_agree(found: list[object], expected: list[object]) -> bool:
    return len(found) == len(expected) and all(
        a == pytest.approx(b) if isinstance(b, int | float) else a == b for a, b in zip(found, expected, strict=True)
    )


def test_records_that_do_not_fit_are_counted_behind_the_last(town: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    kpi, at = EVERY["start_rate"], place(town, "kpi", kpi="start_rate")
    total = len(taken(at, kpi)["已计入的记录"]) - 1
    monkeypatch.setattr(kpi_book, "MOST_RECORDS", total - 1)
    rows = taken(at, kpi)["已计入的记录"][1:]
    assert len(rows) == total
    assert str(rows[-1][0]).startswith(f"共 {total} 条，这里只列前 {total - 1} 条")
    assert "共" not in str(rows[-2][0])


def test_the_last_sheet_says_what_it_is_and_by_which_definition(town: Warehouse) -> None:
    kpi = EVERY["start_rate"]
    at = place(town, "kpi", kpi="start_rate", category="公共服务", from_="2025-01-01", to="2025-05-31")
    lines = taken(at, kpi)["说明"]
    told = {name: text for name, text in lines if name}
    assert told["名称"] == "开工率"
    assert told["时间段"] == "2025-01-01 至 2025-05-31"
    assert told["筛选"] == "项目类别：公共服务"
    assert "第1版" in told["数据"]
    assert "2025年6月30日" in told["数据"]
    assert told["分子"] == kpi.numerator.zh
    assert told["分母"] == kpi.denominator.zh
    assert told["商定"] == kpi.agreed
    assert told["复核期限"] == kpi.review_by
    first = next(number for number, (name, _text) in enumerate(lines) if name == "SQL")
    # A spreadsheet keeps no blanks at the end of a line.
    assert [str(text).rstrip() for _name, text in lines[first:]] == [line.rstrip() for line in kpi.text.splitlines()]
    link = urlsplit(str(told["网址"]))
    assert link.netloc == "bureau:8501"
    assert parse_qs(link.query)["version"] == ["1"]
    assert parse_qs(link.query)["category"] == ["公共服务"]


def test_the_overview_has_a_line_for_every_card_and_a_sheet_of_months_for_each(town: Warehouse) -> None:
    at = place(town, "")
    sheets = opened(workbook(overview_book.sheets(at), overview_book.about(at)))
    header, *lines = sheets["总览"]
    assert [line[1] for line in lines] == [kpi.title.zh for kpi in EVERY.values()]
    start = dict(zip(header, lines[0], strict=True))
    assert (start["分子"], start["分母"]) == (27, 38)
    assert start["数值"] == pytest.approx(27 / 38)
    assert start["计划"] == 29
    assert start["数据完整至"] == date(2025, 6, 30)
    card = card_data.cards_here(at)[0]
    assert card.before
    assert start["分子变化"] == 27 - (card.before.numerator or 0)
    assert start["分子带来"] + start["分母带来"] == pytest.approx(start["变化"], abs=0.11)
    months = sheets["开工率"]
    assert len(months) == 25
    assert months[1][:3] == ["2025-06", 27, 38]


def test_a_pinned_address_holds_days_filters_and_version(town: Warehouse) -> None:
    at = place(town, "kpi", kpi="site_visits", street="北宅街道")
    found = parse_qs(urlsplit(pinned_address("kpi", at.choice, town)).query)
    assert found == {
        "from": ["2025-01-01"],
        "to": ["2025-06-30"],
        "street": ["北宅街道"],
        "kpi": ["site_visits"],
        "version": ["1"],
    }


def test_a_filter_without_records_still_makes_a_workbook(town: Warehouse) -> None:
    kpi = EVERY["joint_acceptance_rate"]
    at = place(town, "kpi", kpi=kpi.name, from_="2019-01-01", to="2019-01-31")
    sheets = taken(at, kpi)
    assert len(sheets["已计入的记录"]) == 1
    assert sheets["联合验收率"][1][2] == ""
