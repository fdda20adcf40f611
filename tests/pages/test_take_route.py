"""The address of a page's workbook: what it sends, and the sentence it answers with when it is asked wrongly."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from python_calamine import CalamineWorkbook
from starlette.requests import Request
from starlette.responses import Response

from pages.parts.books import kpi_book, place_asked
from pages.parts.books.route import take
from pages.parts.front.unknown_page import asked_page
from queries.catalogue import kpis
from tests.pages.conftest import Opener, shown


def asked(page: str, accept_language: str = "zh-CN", **parameters: str) -> Response:
    headers = [(b"accept-language", accept_language.encode()), (b"host", b"bureau:8501")]
    return take(
        Request(
            {
                "type": "http",
                "method": "GET",
                "scheme": "http",
                "path": f"/take/{page}.xlsx",
                "query_string": urlencode(parameters).encode(),
                "headers": headers,
                "path_params": {"page": page},
            }
        )
    )


def said(answer: Response) -> str:
    return bytes(answer.body).decode()


def test_a_page_is_sent_as_a_file_with_its_name_in_the_language_asked_for(warehouse: Path) -> None:
    answer = asked("overview", lang="en", category="公共服务")
    assert answer.status_code == 200
    assert "Approvals%20dashboard-Overview-" in answer.headers["content-disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(bytes(answer.body)))
    assert book.sheet_names[0] == "Overview"
    told = {row[0]: row[1] for row in book.get_sheet_by_index(len(book.sheet_names) - 1).to_python()}
    assert str(told["Address"]).startswith("http://bureau:8501/?")
    assert f"category={quote('公共服务')}" in str(told["Address"])
    assert told["Filters"] == "Category: Public services"


def test_what_a_kpi_is_narrowed_to_narrows_its_workbook(warehouse: Path) -> None:
    answer = asked("kpi", kpi="start_rate", within="category:公共服务")
    book = CalamineWorkbook.from_filelike(io.BytesIO(bytes(answer.body)))
    records = book.get_sheet_by_name("已计入的记录").to_python()
    assert {row[records[0].index("项目类别")] for row in records[1:]} == {"公共服务"}
    assert ["筛选", "项目类别：公共服务"] in book.get_sheet_by_name("说明").to_python()


def test_whoever_asks_wrongly_is_told_in_a_sentence(warehouse: Path) -> None:
    for answer, sentence in [
        (asked("upload"), "没有“upload”这一页"),
        (asked("overview", from_="x", **{"from": "june"}), "不是本看板的参数"),
        (asked("overview", **{"from": "june"}), "“june”不是一个日期"),
        (asked("overview", version="99"), "第99版数据没有保留"),
        (asked("kpi", kpi="nothing"), "没有名为“nothing”的指标"),
        (asked("kpi", accept_language="en-GB", kpi="nothing"), "nothing"),
    ]:
        assert answer.status_code == 404
        assert sentence in said(answer)
    assert "没有" not in said(asked("kpi", accept_language="en-GB", kpi="nothing"))


def test_a_filter_that_does_not_reach_the_kpi_is_named(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visits = replace(kpis()["site_visits"], splits=("category",))
    monkeypatch.setattr(place_asked, "kpis", lambda: {"site_visits": visits})
    answer = asked("kpi", kpi="site_visits", workgroup="施工许可")
    assert answer.status_code == 404
    assert f"“{visits.title.zh}”的记录不分专班" in said(answer)


def test_a_mishap_is_one_sentence_and_never_a_trace(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kpi_book, "sheets", lambda at, kpi: 1 / 0)
    answer = asked("kpi", kpi="start_rate")
    assert answer.status_code == 500
    assert "已记入日志" in said(answer)
    assert "Traceback" not in said(answer)


def test_the_header_links_to_it_where_there_is_something_to_take(warehouse: Path, open_page: Opener) -> None:
    assert "take/overview.xlsx" in shown(open_page("overview"))
    page = shown(open_page("kpi", kpi="start_rate", category="公共服务"))
    assert "take/kpi.xlsx" in page
    assert "version=1" in page
    assert "take/" not in shown(open_page("definitions"))


def test_the_file_is_no_page_that_nobody_made() -> None:
    scope = {"type": "http", "method": "GET", "path": "/take/kpi.xlsx", "headers": [(b"accept", b"text/html")]}
    assert asked_page(scope) is None
