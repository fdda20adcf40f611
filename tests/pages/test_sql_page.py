"""The SQL page: a query in the address is run, mistakes are one sentence, and what can be read stands beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages.parts.sql.refusal_words import _sentences
from pages.parts.sql.refusal_words import said as refusal_said
from pages.parts.words import speak
from queries.analyst.refusal import KINDS, Refusal
from tests.pages.conftest import Opener, said, shown

pytestmark = pytest.mark.usefixtures("warehouse")
COUNTS = "SELECT category, COUNT(*) AS n FROM record.project GROUP BY category ORDER BY category"


def test_a_query_in_the_address_is_run_and_shown_in_the_text(open_page: Opener) -> None:
    app = open_page("sql", q=COUNTS)
    assert app.text_area[0].value == COUNTS
    assert "共 2 行。" in said(app)
    assert re.search(r"公共服务.*20.*城市更新.*20", said(app), re.S)


def test_a_query_that_is_written_goes_into_the_address(open_page: Opener) -> None:
    app = open_page("sql")
    assert "写一条查询" in said(app)
    app.text_area[0].input(f"{COUNTS}  \n")
    app.button[0].click().run()
    assert app.query_params["q"] == COUNTS
    assert "共 2 行。" in said(app)
    app.text_area[0].input(" ")
    app.button[0].click().run()
    assert "q" not in app.query_params


def test_a_query_too_long_for_an_address_is_run_and_said_to_be(open_page: Opener) -> None:
    app = open_page("sql")
    app.text_area[0].input(COUNTS + f" -- {'长' * 1_000}")
    app.button[0].click().run()
    assert "放不进地址" in said(app)
    assert "共 2 行。" in said(app)


@pytest.mark.parametrize(
    ("query", "zh", "en"),
    [
        (
            "SELECT *\nFROM visit",
            "第 2 行第 6 个字：没有可查的表“visit”",
            "Line 2, character 6: there is no table “visit”",
        ),
        ("DROP TABLE record.visit", "这里只能查询，不能修改", "Here one can only read"),
        ("SELECT nosuch FROM record.visit", "没有“nosuch”这一列", "no column “nosuch”"),
        ("SELECT * FROM read_csv('/etc/passwd')", "这里不能用 read_csv()", "read_csv() cannot be used here"),
        ("SELECT * FORM x", "“x”这里写法有误", "something is wrong at “x”"),
    ],
)
def test_a_mistake_is_one_sentence_in_either_language(query: str, zh: str, en: str, open_page: Opener) -> None:
    for lang, told in (("zh", zh), ("en", en)):
        app = open_page("sql", q=query, lang=lang)
        assert told in said(app)
        assert 'role="alert"' in shown(app)


def test_a_query_that_takes_too_long_is_one_sentence(open_page: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPROVALS_SQL_SECONDS", "0.9")
    app = open_page("sql", q="SELECT COUNT(*) FROM range(300000000000) AS t(n) WHERE n % 7 = 3")
    assert "查询超过 0.9 秒，已停止" in said(app)


def test_every_kind_of_refusal_has_its_sentence() -> None:
    for spoken in ("zh", "en"):
        speak(spoken)
        # An empty query is no mistake: the page says what to do.
        for kind in set(KINDS) - {"empty"}:
            assert kind in _sentences()
            told = refusal_said(Refusal(kind, "x", ("y",), "z", 1, 2))
            assert "{" not in told
    speak("zh")


def test_what_can_be_read_stands_beside_with_its_titles(open_page: Opener) -> None:
    words = said(open_page("sql"))
    for told in ("record.visit 走访服务记录", "kpi.start_rate 开工率", "list.district_rank 联合验收率全市排名"):
        assert told in words
    assert re.search(r"visited_on\s*走访日期\s*日期", words)
    assert "journal." not in words


def test_text_in_a_result_is_text_and_never_markup(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("sql", q="SELECT '<script>alert(1)</script>' AS t")
    assert "&lt;script&gt;" in shown(app)
    assert "<script>" not in shown(app)


def test_a_plan_is_shown_as_it_is_written(open_page: Opener) -> None:
    assert "<pre>" in shown(open_page("sql", q="EXPLAIN SELECT * FROM record.visit"))


def test_an_example_is_a_link_to_a_query_that_runs(open_page: Opener) -> None:
    assert re.search(r'<a href="sql\?[^"]*q=SELECT', shown(open_page("sql")))


def test_more_rows_than_are_shown_are_said(open_page: Opener) -> None:
    app = open_page("sql", q="SELECT n FROM range(1200) AS t(n)")
    assert "共 1,200 行。这里显示前 1,000 行" in said(app)
    assert shown(app).count('data-label="n"') == 1_000


def test_what_no_browser_could_draw_is_shown_in_part(open_page: Opener) -> None:
    columns = ", ".join(f"n AS c{at}" for at in range(300))
    app = open_page("sql", q=f"SELECT {columns}, repeat('x', 9000) AS t FROM range(400) AS t(n)")
    assert "这里显示前 99 行" in said(app)
    assert f"{'x' * 500}…" in said(app)
    assert "x" * 501 not in said(app)
