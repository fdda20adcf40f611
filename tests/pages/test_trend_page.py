"""The trend on its page: few months are not judged, an unknown start is said with a way on, pictures are offered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from queries.catalogue import kpis
from tests.pages.conftest import Opener, said, shown

# One KPI of each way to be counted.
EVERY_WAY = {(kpi.kind, kpi.shown_as): name for name, kpi in kpis().items()}.values()


@pytest.mark.parametrize("name", EVERY_WAY)
def test_every_way_of_counting_has_its_trend_with_pictures_and_table(
    name: str, warehouse: Path, open_page: Opener
) -> None:
    app = open_page("kpi", kpi=name)
    (chart,) = app.get("plotly_chart")
    assert json.loads(chart.proto.spec)["data"]
    assert kpis()[name].title.zh in chart.proto.alt
    assert shown(app).count('data-of=".st-key-trend"') == 1
    assert ("正常波动" in said(app)) == (kpis()[name].kind == "flow")


def test_a_start_that_is_not_shown_is_said_and_can_be_dropped(warehouse: Path, open_page: Opener) -> None:
    app = open_page("kpi", kpi="site_visits", rebase="2034-01")
    assert "界限不能自它起另算" in said(app)
    assert 'href="kpi?kpi=site_visits&amp;lang=zh" class="action"' in shown(app)
