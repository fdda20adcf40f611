"""The trend in words and as a figure: what the last whole month says, limits for flows only, hollow months unjudged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.parts import chart_style, words
from pages.parts.chart_style import Label
from pages.parts.trend.data import Trend, placed
from pages.parts.trend.figure import bounds, figure
from pages.parts.trend.marks import events_said
from pages.parts.trend.signal_words import Verdict, signals_said, verdict
from queries.catalogue import Kpi, Words, kpis
from queries.judged_trend import can_start, first_month_after, judged
from queries.surroundings import Event
from queries.trend import Point
from queries.windows import Window, month_end

STEADY = [50.0, 54, 47, 52, 49, 55, 48, 53, 50, 46, 52, 51]


@pytest.fixture(autouse=True)
def chinese() -> None:
    words.speak("zh")


def points_of(values: Sequence[float | None], open_months: int = 0) -> list[Point]:
    """Return a point a month from January 2024 on; the last ``open_months`` are not whole."""
    found = []
    for at, value in enumerate(values):
        first = date(2024 + at // 12, at % 12 + 1, 1)
        whole = at < len(values) - open_months
        found.append(Point(f"{first:%Y-%m}", month_end(first), value, 1, value, whole, value, 1, value))
    return found


def trend_of(kpi: Kpi, values: Sequence[float | None], open_months: int = 0, starts: tuple[str, ...] = ()) -> Trend:
    points = points_of(values, open_months)
    window = Window(date(2024, 1, 1), points[-1].last)
    return Trend(kpi, window, points, judged(kpi, points, starts))


def said(name: str, values: Sequence[float | None], open_months: int = 0, starts: tuple[str, ...] = ()) -> Verdict:
    kpi = kpis()[name]
    found = verdict(kpi, trend_of(kpi, values, open_months, starts).rows)
    assert found
    return found


def test_a_month_above_the_limit_is_said_with_the_limit() -> None:
    found = said("site_visits", [*STEADY, 80])
    # 687 / 13 + 2.66 × 51 / 11: the jump of 29 is screened out of the moving ranges.
    assert found.said == "1月 80 次，高于上限 65.2，不是正常波动。"
    assert (found.means, found.word) == ("change", "有变化")


def test_a_run_above_the_average_is_a_risen_level() -> None:
    found = said("blockers_resolved", [50, 44, 47, 42, 49, 45, 48, 43, 50, 56, 58, 57, 56, 57, 58, 56])
    assert found.said.startswith("近 7 个月都高于平均 51，水平抬升了。")
    assert (found.means, found.word) == ("good", "向好")


def test_better_lower_turns_the_meaning_round() -> None:
    assert said("approval_days", [*STEADY, 80]).means == "bad"
    assert said("approval_days", [*STEADY, 20]).means == "good"


def test_months_without_a_signal_are_normal_variation() -> None:
    found = said("site_visits", list(STEADY))
    assert found.said.startswith("12 个月都在正常波动之内（")
    assert (found.means, found.word) == ("", "正常波动")
    earlier = said("site_visits", [*STEADY[:6], 80, *STEADY[6:]])
    assert earlier.said.startswith("1月 51 次，在正常波动之内（")
    assert "此前有 1 个月不是正常波动，图中以菱形标出。" in earlier.said


def test_a_run_does_not_reach_across_a_month_without_a_value() -> None:
    risen = [55.0, 60, 55, 60, 55, 60, 55]
    values = [*[30.0, 50] * 8, *risen, None, *risen]
    assert said("satisfaction_rate", [value and value / 100 for value in values]).said.startswith("近 7 个月都高于平均")


def test_few_months_are_on_trial_and_fewer_are_not_judged() -> None:
    assert "试用：界限只据 8 个月算出，满 12 个月才作准。" in said("site_visits", STEADY[:8]).said
    assert said("site_visits", STEADY[:5]).said == "完整的月份只有 5 个，满 6 个才看得出正常波动的范围。"


def test_an_unfinished_month_is_never_a_signal_and_is_drawn_hollow() -> None:
    found = said("site_visits", [*STEADY, 3], open_months=1)
    assert found.means == ""
    assert found.said.startswith("12 个月都在正常波动之内")
    drawn = figure(trend_of(kpis()["site_visits"], [*STEADY, 3], open_months=1))
    line, hollow = drawn["data"][:2]
    assert np.isnan(line["y"]).tolist() == [False] * 12 + [True]
    assert (hollow["marker"]["symbol"], list(hollow["y"])) == ("circle-open", [51, 3])
    assert [note["text"] for note in drawn["layout"]["annotations"]].count("未完整 →") == 1


def test_a_month_whose_records_have_not_come_is_no_zero() -> None:
    trend = trend_of(kpis()["site_visits"], [*STEADY, 0, 0], open_months=2)
    assert trend.shown[-2:] == [None, None]
    assert len(figure(trend)["data"]) == 1
    assert trend_of(kpis()["blockers_open"], [*STEADY, 0], open_months=1).shown[-1] == 0


def test_signals_are_told_by_shape_under_the_mouse_and_in_the_table() -> None:
    trend = trend_of(kpis()["site_visits"], [*STEADY, 80])
    marks = figure(trend)["data"][-1]
    assert marks["marker"]["symbol"] == "diamond"
    assert marks["customdata"] == ["2025-01"]
    assert marks["hovertext"] == ["2025-01<br>80<br>高于上限"]
    assert signals_said(trend.rows[-1]) == "高于上限"


def test_english_says_the_same() -> None:
    words.speak("en")
    assert said("site_visits", [*STEADY, 80]).said.startswith("Jan: 80 visits, above the upper limit of 65.2.")


@pytest.mark.parametrize("kpi", kpis().values(), ids=lambda kpi: kpi.name)
def test_only_flows_have_natural_limits(kpi: Kpi) -> None:
    values: list[float | None] = [value / 100 for value in STEADY]
    trend = trend_of(kpi, values)
    assert bool(trend.rows) == (kpi.kind == "flow")
    bands = [shape for shape in figure(trend)["layout"].get("shapes", []) if shape["type"] == "rect"]
    assert len(bands) == (kpi.kind == "flow")


def test_limits_that_start_anew_are_said_and_drawn_as_two_bands() -> None:
    values: list[float | None] = [*STEADY, *(value + 100 for value in STEADY)]
    trend = trend_of(kpis()["site_visits"], values, starts=("2025-01",))
    assert "界限自 2025-01 起另算。" in said("site_visits", values, starts=("2025-01",)).said
    bands = [shape for shape in figure(trend)["layout"].get("shapes", []) if shape["type"] == "rect"]
    assert [(band["x0"], band["x1"]) for band in bands] == [(-0.5, 11.5), (11.5, 23.5)]


def test_a_start_is_offered_where_both_sides_have_months_enough() -> None:
    rows = trend_of(kpis()["site_visits"], list(STEADY)).rows
    assert [can_start(rows, month) for month in ("2024-06", "2024-07", "2024-08")] == [False, True, False]
    assert first_month_after(date(2025, 1, 2)) == "2025-01"
    assert first_month_after(date(2025, 12, 16)) == "2026-01"


def test_a_change_of_the_definition_is_a_broken_line_with_its_words() -> None:
    change = Event(date(2024, 5, 10), Words("只数末段", "only the last segment"))
    trend = trend_of(kpis()["site_visits"], list(STEADY))
    trend = replace(trend, events=placed(trend.points, [change]), changes=placed(trend.points, [change]))
    assert events_said(trend) == ["① 2024年5月10日 只数末段", "Ⓐ 2024年5月10日 口径变更：只数末段"]
    layout = figure(trend)["layout"]
    crossing = [shape["line"]["dash"] for shape in layout["shapes"] if shape["x0"] == shape["x1"]]
    assert crossing == ["solid", "dashdot"]
    assert [note["text"] for note in layout["annotations"][:2]] == ["①", "Ⓐ"]
    assert placed(trend.points, [Event(date(2023, 12, 31), change.words)]) == []


def test_the_axis_of_counts_begins_at_zero_and_that_of_rates_may_leave_it_out() -> None:
    assert bounds(trend_of(kpis()["site_visits"], list(STEADY)))[0] == 0
    low, high = bounds(trend_of(kpis()["approval_on_time_rate"], [value / 60 for value in STEADY]))
    assert 40 < low < 77
    assert high <= 102


@pytest.mark.parametrize("name", kpis())
def test_plotly_accepts_every_figure_as_it_is_written(name: str) -> None:
    kpi = kpis()[name]
    scale = 60.0 if kpi.shown_as == "share" else 1.0
    written = figure(trend_of(kpi, [None, *[value / scale for value in STEADY]]))
    checked = go.Figure(written).to_plotly_json()
    assert go.Figure(written, _validate=False).to_plotly_json() == checked
    with pytest.raises(ValueError, match="no_such_property"):
        go.Figure({**written, "layout": {**written["layout"], "no_such_property": 1}})


def test_labels_at_the_end_of_lines_keep_their_order_and_never_cover_each_other() -> None:
    labels = [
        Label(50.0, "50", is_value=True),
        Label(50.2, "上限 50.2"),
        Label(49.9, "平均 49.9"),
        Label(0.0, "下限 0"),
    ]
    notes = chart_style.end_labels(labels, 0, 60, 300)
    room = 300 - chart_style.TOP - chart_style.BOTTOM
    places = [(1 - note["y"]) * room for note in notes]
    assert [note["text"] for note in notes] == ["上限 50.2", "<b>50</b>", "平均 49.9", "下限 0"]
    assert all(round(below - above, 6) >= chart_style.LINE_OF_TEXT for above, below in pairwise(places))
    crowded = chart_style.end_labels([replace(label, y=0.0) for label in labels], 0, 60, 300)
    assert min(note["y"] for note in crowded) > -0.1
