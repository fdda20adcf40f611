"""The page on joint acceptance says what it shows: two rates by name, who is missing, what differs, a way on."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.pages import ledger_files
from tests.pages.conftest import Opener, said, shown

CITY = ["市南区", "市北区", "李沧区", "崂山区", "西海岸新区", "城阳区", "即墨区", "胶州市", "平度市", "莱西市"]


def report(district: str, month: int, joint: int, total: int, **more: Any) -> dict[str, Any]:
    """Return one district's report of one month of 2025."""
    return {
        "district": district,
        "month": date(2025, month, 1),
        "joint_accepted": joint,
        "total_accepted": total,
        **more,
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the warehouse of a bureau with two months of acceptances and of reports by the city."""
    passed = [("联合验收", date(2025, 1, 5))] * 9 + [("单项验收", date(2025, 1, 6)), ("单项验收", date(2025, 3, 1))]
    acceptances = [
        {
            "acceptance_id": f"Y{n}",
            "project_id": "P1",
            "mode": mode,
            "passed_on": day,
            "plan_issued_on": date(2025, 1, 2),
        }
        for n, (mode, day) in enumerate(passed)
    ]
    wrong = {"published_rate": "90.0%", "publisher": "市住建局", "published_on": date(2025, 4, 9)}
    reports = [report(name, 5, 1, 2) for name in CITY if name not in ("崂山区", "莱西市")]
    reports += [report("崂山区", 5, 2, 2), report("崂山区", 6, 1, 1), report("市南区", 6, 2, 2)]
    reports.append(report("李沧区", 6, 0, 3, **wrong))
    project = {
        "project_id": "P1",
        "project_name": "湾畔",
        "category": "城市更新",
        "investment_type": "社会投资",
        "street": "北宅街道",
        "status": "在建",
    }
    folder = tmp_path_factory.mktemp("acceptance") / "warehouse"
    ledger_files.build(
        folder,
        {
            "project": [project, {**project, "project_id": "P2", "category": "公共服务"}],
            "acceptance": acceptances,
            "district_month": reports,
        },
    )
    return folder


@pytest.fixture
def bureau(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show that bureau; no test changes its data."""
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(made))


HALF_YEAR = {"from": "2025-01-01", "to": "2025-06-30"}


def test_two_rates_stand_under_their_names(bureau: None, open_page: Opener) -> None:
    words = said(open_page("acceptance", **HALF_YEAR))
    assert re.search(r"合并率（主口径）9/11 81\.8%", words)
    assert re.search(r"各月平均45\.0% 2 个月各算一个率再平均", words)


def test_the_rank_is_told_with_ties_runs_and_who_is_missing(bureau: None, open_page: Opener) -> None:
    app = open_page("acceptance", **HALF_YEAR)
    words, html = said(app), shown(app)
    assert "2025-06：崂山区 1/1（100.0%），在有验收的 3 个区市中排第 1" in words
    assert "已连续 2 个月第一" in words
    assert "2025-05 未通报：莱西市" in words
    ladder = re.search(r'<div class="ladder".*?</table>', html, re.S)
    assert ladder
    rows = re.findall(r"<tr.*?</tr>", ladder[0])
    last = {re.sub("<[^>]*>", " ", row).split()[0]: re.findall(r"<b>(.*?)</b>", row)[-1] for row in rows[1:]}
    assert (last["崂山区"], last["市南区"], last["李沧区"], last["莱西市"]) == ("1", "1", "3", "—")


def test_a_published_rate_that_its_counts_do_not_give_is_listed(bureau: None, open_page: Opener) -> None:
    words = said(open_page("acceptance", **HALF_YEAR))
    assert "1 条通报的率与通报的件数对不上" in words
    assert re.search(r"李沧区0/390\.0%0\.0%市住建局2025-04-09", words)
    assert "台账减通报：联合 -1，总数 -1" in words


def test_every_number_leads_to_its_records(bureau: None, open_page: Opener) -> None:
    html = shown(open_page("acceptance", **HALF_YEAR))
    for within in ("within=month%3A2025-01", "within=category%3A", "within=passed%3A"):
        assert within in html


def test_filters_move_the_rates_and_leave_the_rank(bureau: None, open_page: Opener) -> None:
    words = said(open_page("acceptance", **HALF_YEAR, category="公共服务"))
    assert "没有通过验收的记录，没有验收率" in words
    assert "没有下达定制方案" in words
    assert "已连续 2 个月第一" in words


def test_a_bureau_without_acceptances_is_told_so(warehouse: Path, open_page: Opener) -> None:
    words = said(open_page("acceptance"))
    assert "没有区市的验收通报" in words
    assert "到这段时间末没有分段验收的项目" in words
    assert "本区没有通报，也没有验收记录" in words


def test_the_page_speaks_english(bureau: None, open_page: Opener) -> None:
    words = said(open_page("acceptance", **HALF_YEAR, lang="en"))
    assert "first for 2 months in a row" in words
    assert "2025-05 not reported: Laixi" in words
