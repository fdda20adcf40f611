"""Every SQL file under queries/ keeps to the subset that both engines run verbatim, with equal answers."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from queries import groups as groups_of_projects
from queries.catalogue import kpis
from queries.pivot import pivot
from queries.questions import Window, groups, headline, record_count, records, trend
from queries.records import PARTS
from tests.queries.conftest import Opener
from tests.queries.version_file import ROOT

FILES = sorted((ROOT / "queries").glob("*/*.sql"))

# What one engine lacks or understands otherwise → what to write instead.
FORBIDDEN = {
    r"\bPIVOT\b|\bUNPIVOT\b": "CASE or FILTER, one column each",
    r"\bASOF\b": "a window function",
    r"\*\s*(EXCLUDE|REPLACE|EXCEPT)\b": "the columns by name",
    r"\bCOLUMNS\s*\(": "the columns by name",
    r"::": "CAST(… AS …)",
    r"//": "a DOUBLE division, or FLOOR",
    r"\[": "columns or rows, not list literals",
    r"[{}]": "columns, not struct literals",
    r"\bdate_?diff\b|\bdate_?sub\b|\bdate_?add\b|\bdate_?trunc\b|\bdate_?part\b": "days_between, month_of, EXTRACT",
    r"\bstrftime\b|\bstrptime\b|\bto_char\b|\bdate_format\b": "SUBSTR(CAST(… AS STRING), …)",
    r"\b(array|string|list)_agg\b|\bgroup_concat\b|\blistagg\b": "one row each",
    r"\bRECURSIVE\b": "the calendar table",
    r"\b(generate_series|range|unnest|explode)\s*\(": "the calendar table",
    r"\b(now|today|current_date|current_timestamp|getdate|random|rand|uuid)\b": "nothing: no definition says today",
    r"\bround\s*\(": "rounding in Python, half up",
    r"\bILIKE\b|\bSIMILAR\b|\bGLOB\b|~": "LIKE",
    r"\bread_(csv|parquet|json)\w*\b|\bATTACH\b|\bPRAGMA\b|\bINSTALL\b|\bLOAD\b|\bSET\b": "a SELECT",
    r"\bVARCHAR\b|\bTEXT\b|\bHUGEINT\b|\bINT[248]\b": "STRING, INTEGER or BIGINT",
    r"\bFROM\s+['\"]": "a relation of the warehouse",
    r"\bGROUP\s+BY\s+ALL\b|\bORDER\s+BY\s+ALL\b": "the columns by name",
    r"\bquantile\w*\b|\bapprox_\w+|\bmode\s*\(": "PERCENTILE_CONT … WITHIN GROUP",
    r"\bCAST\s*\([^()]*\b(rate|share|value)\b[^()]*\bAS\s+(INTEGER|BIGINT)\b": "rounding in Python, half up",
    r"[\w)]_on\s*-\s*[\w.]+_on\b": "days_between(a, b)",
    r"\bTRUE::|\bUSING\s+SAMPLE\b|\bTABLESAMPLE\b": "all rows",
    r";\s*\S": "one statement a file",
}
# Only these functions are used: each was seen to answer the same in both engines, or is defined once per engine.
FUNCTIONS = {
    "CAST", "COALESCE", "NULLIF", "GREATEST", "LEAST", "SUBSTR", "EXTRACT", "LAST_DAY",
    "COUNT", "SUM", "MIN", "MAX", "MEDIAN", "ROW_NUMBER", "RANK", "LAG", "LEAD", "OVER", "FILTER",
    "days_between", "month_of",
}  # fmt: skip
WORDS = {
    "AS",
    "IN",
    "EXISTS",
    "AND",
    "OR",
    "NOT",
    "ON",
    "FROM",
    "SELECT",
    "WHEN",
    "THEN",
    "ELSE",
    "BY",
    "QUALIFY",
    "WHERE",
}


def code_of(path: Path) -> str:
    """Return the SQL of a file without its comments and without the text in its string literals."""
    lines = path.read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.lstrip().startswith("--"))
    return re.sub(r"'[^']*'", "''", code)


def name_of(path: Path) -> str:
    """Return what a test is called for a file: its room and its name."""
    return f"{path.parent.name}/{path.stem}"


def test_there_are_files_to_hold_to_the_subset() -> None:
    assert len(FILES) > 30


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_uses_nothing_that_one_engine_lacks(path: Path) -> None:
    code = code_of(path)
    for pattern, instead in FORBIDDEN.items():
        found = re.search(pattern, code, re.IGNORECASE)
        assert not found, f"{path.name}: {found.group()!r} is not in the subset; write {instead}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_calls_only_functions_that_answer_the_same_in_both_engines(path: Path) -> None:
    called = set(re.findall(r"\b([A-Za-z_]\w*)\s*\(", code_of(path))) - WORDS
    ctes = set(re.findall(r"\b(\w+)\s+AS\s*\(", code_of(path)))
    assert called - ctes <= FUNCTIONS


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_order_says_where_the_empty_cells_go_or_is_over_a_key(path: Path) -> None:
    keys = {"day", "month", "project_id", "p.project_id", "w.item_id", "row_no", "record_id", "district"}
    for ordering in re.findall(r"ORDER BY ([^()]*?)(?:\)|$|LIMIT)", code_of(path), re.DOTALL):
        for term in ordering.split(","):
            words = term.split()
            is_safe = "NULLS LAST" in " ".join(words) or words[0].rstrip(";") in keys
            assert is_safe, f"{path.name}: ORDER BY {term.strip()} should end with NULLS LAST"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_division_is_of_doubles_over_a_denominator_that_may_be_nothing(path: Path) -> None:
    for divisor in re.findall(r"/\s*(\S+)", code_of(path)):
        assert divisor.upper().startswith("NULLIF("), f"{path.name}: / {divisor} should be / NULLIF(…, 0)"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_reads_only_the_rooms_of_the_warehouse(path: Path) -> None:
    code = code_of(path)
    ctes = set(re.findall(r"\b(\w+)\s+AS\s*\(", code))
    for relation in re.findall(r"\b(?:FROM|JOIN)\s+([\w.]+)", code):
        room = relation.partition(".")[0]
        inside_extract = re.search(rf"EXTRACT\(\w+ FROM {re.escape(relation)}\b", code)
        assert relation in ctes or inside_extract or room in {"record", "reference", "fact", "ledger", "journal"}


OUTSIDE = (
    "SELECT a::INTEGER FROM fact.visit",
    "SELECT * EXCLUDE (a) FROM fact.visit",
    "SELECT found_on - verified_on FROM fact.blocker",
    "SELECT [1, 2] AS pair",
    "SELECT a // b FROM fact.visit",
    "SELECT date_trunc('month', visited_on) FROM fact.visit",
    "SELECT strftime(visited_on, '%Y') FROM fact.visit",
    "SELECT ROUND(a, 1) FROM fact.visit",
    "WITH RECURSIVE m AS (SELECT 1) SELECT * FROM m",
    "SELECT a FROM fact.visit WHERE visited_on <= current_date",
)


@pytest.mark.parametrize("sql", OUTSIDE)
def test_the_list_of_forbidden_words_finds_what_it_is_for(sql: str) -> None:
    assert any(re.search(pattern, sql, re.IGNORECASE) for pattern in FORBIDDEN)


# Beside the functions of the files; AS wanted(…) names the columns of a list of values, EXISTS and IN are words.
OF_QUESTIONS = FUNCTIONS | {
    "BIT_OR",
    "GROUPING",
    "SETS",
    "VALUES",
    "wanted",
    "DISTINCT",
    "UNION",
    "ALL",
    "THEN",
    "JOIN",
}


@pytest.mark.parametrize("name", kpis())
def test_what_is_asked_of_a_kpi_keeps_to_the_subset(
    name: str, warehouse_of: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {
        "project": [{"project_id": "P1", "category": "公共服务"}],
        "visit": [{"visit_id": "V1", "project_id": "P1", "visited_on": date(2025, 3, 1), "visit_mode": "现场"}],
        "meeting": [{"meeting_id": "M1", "project_id": "P1", "held_on": date(2025, 3, 1), "meeting_type": "调度会"}],
        "acceptance": [{"acceptance_id": "A1", "project_id": "P1", "plan_issued_on": date(2025, 3, 1)}],
    }
    warehouse, kpi = warehouse_of(rows), kpis()[name]
    sent: list[str] = []
    for seam in ("rows", "sql"):
        asked = getattr(warehouse, seam)
        monkeypatch.setattr(
            warehouse, seam, lambda text, parameters=None, ask=asked: (sent.append(text), ask(text, parameters))[1]
        )
    monkeypatch.setattr(groups_of_projects, "FEW_ROWS", -1)
    days = Window(date(2025, 1, 1), date(2025, 6, 30))
    where = {"category": ("公共服务", None)}
    headline(warehouse, kpi, days, where)
    trend(warehouse, kpi, days, where)
    for split in kpi.splits:
        groups(warehouse, kpi, days, where, split)
        pivot(warehouse, kpi, days, where, "category" if split != "category" else "year", split)
    for part in PARTS:
        records(warehouse, kpi, days, where, part, limit=5, offset=5)
        record_count(warehouse, kpi, days, where, part, "区级")
    assert len(sent) > 10
    for text in sent:
        code = re.sub(r"'[^']*'", "''", text)
        for pattern, instead in FORBIDDEN.items():
            found = re.search(pattern, code, re.IGNORECASE)
            assert not found, f"{found and found.group()!r} is not in the subset; write {instead}: {text}"
        assert set(re.findall(r"\b([A-Za-z_]\w*)\s*\(", code)) - WORDS <= OF_QUESTIONS, text


KPI_FILES = [path for path in FILES if path.parent.name == "kpi"]


@pytest.mark.parametrize("path", KPI_FILES, ids=name_of)
def test_a_kpi_is_a_projection_of_one_fact(path: Path) -> None:
    code = code_of(path)
    assert not re.search(r"\b(JOIN|UNION|GROUP BY|DISTINCT|OVER|WITH|WHERE|LIMIT)\b", code)
    assert len(re.findall(r"\bFROM fact\.\w+", code)) == 1
