"""The rules of the house, read from the source: who may know whom, one subject a file, state in the address."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.split()
SOURCES = [ROOT / name for name in sorted(TRACKED) if (ROOT / name).exists()]
PRODUCT = [path for path in SOURCES if path.relative_to(ROOT).parts[0] in ("dashboard.py", "pages", "queries", "etl")]
PAGES = [path for path in PRODUCT if path.parent == ROOT / "pages"]
MOST_LINES = 220
MOST_LINES_OF_TESTS = 260
MOST_LINES_OF_A_FUNCTION = 50
MOST_LINES_OF_A_PAGE = 45
ROOMS_WITHOUT_A_SUBJECT = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "core", "base"}

# Who may import what of ours and of the stack, besides the standard library.
MAY_NOT_KNOW = {
    "queries": ("etl", "pages", "streamlit", "plotly", "pandas"),
    "etl": ("pages", "streamlit", "plotly", "pandas"),
    "pages": ("duckdb", "plotly.express"),
}
# The steps of the way in, in their order: each room knows only itself and those before it.
STEPS = ("types", "forms", "reading", "recognising", "checking", "comparing", "publishing", "drafts", "commands")
# Only the pages that take data in or tell of it, and the parts they are composed of, know the way in.
KNOW_THE_WAY_IN = (
    "pages/upload.py",
    "pages/data.py",
    "pages/first_start.py",
    "pages/parts/upload/",
    "pages/parts/state/",
)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def knows(path: Path, name: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for module in imports(path))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_sources_to_look_at() -> None:
    assert len(PRODUCT) > 50
    assert {"overview.py", "kpi.py", "upload.py", "definitions.py", "data.py"} <= {path.name for path in PAGES}


@pytest.mark.parametrize("path", PRODUCT, ids=named)
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    known = [name for name in MAY_NOT_KNOW.get(room, ()) if knows(path, name)]
    assert not known, f"{named(path)} must not know {known}"


@pytest.mark.parametrize("path", [path for path in PRODUCT if path.parent.parent == ROOT / "etl"], ids=named)
def test_a_step_of_the_way_in_knows_only_those_before_it(path: Path) -> None:
    if path.parent.name in STEPS:
        later = STEPS[STEPS.index(path.parent.name) + 1 :]
        known = [step for step in later if knows(path, f"etl.{step}")]
        assert not known, f"{named(path)} must not know {known}"


@pytest.mark.parametrize("path", [path for path in PRODUCT if "pages" in path.parts], ids=named)
def test_only_what_serves_upload_and_data_knows_the_way_in(path: Path) -> None:
    if knows(path, "etl"):
        assert named(path).startswith(KNOW_THE_WAY_IN), f"{named(path)} knows etl"


@pytest.mark.parametrize("path", [path for path in PRODUCT if "parts" in path.parts], ids=named)
def test_parts_do_not_know_pages(path: Path) -> None:
    known = {module for module in imports(path) if module.startswith("pages.")}
    assert not {module for module in known if not module.startswith("pages.parts")}


@pytest.mark.parametrize("path", [path for path in PRODUCT if "pages" in path.parts], ids=named)
def test_no_sql_stands_under_pages(path: Path) -> None:
    sql = r"\b(SELECT|INSERT|UPDATE|DELETE)\b.+\b(FROM|INTO|SET)\b"
    assert not re.search(sql, path.read_text(encoding="utf-8"), re.S)


def test_session_state_is_touched_only_where_the_draft_of_an_upload_lives() -> None:
    touching = [named(path) for path in PRODUCT if "session_state" in path.read_text(encoding="utf-8")]
    assert touching == ["pages/parts/upload/draft.py"]


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_file_opens_with_a_sentence_and_holds_one_subject(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if not text.strip():
        return
    said = ast.get_docstring(ast.parse(text))
    assert said, f"{named(path)} does not say what is here"
    assert said.splitlines()[0].rstrip().endswith((".", "。", ":")), f"{named(path)} opens with no sentence"
    most = MOST_LINES_OF_TESTS if path.is_relative_to(ROOT / "tests") else MOST_LINES
    assert len(text.splitlines()) <= most, f"{named(path)} grew: does it hold two subjects?"
    assert path.stem not in ROOMS_WITHOUT_A_SUBJECT


@pytest.mark.parametrize("path", PRODUCT, ids=named)
def test_a_function_fits_on_a_screen_and_public_ones_say_what_they_do(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= MOST_LINES_OF_A_FUNCTION, f"{named(path)}: {node.name} has {lines} lines"
    for top in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(top, ast.FunctionDef | ast.ClassDef) and not top.name.startswith("_"):
            assert ast.get_docstring(top), f"{named(path)}: {top.name} has no docstring"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_reads_like_a_table_of_contents(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_PAGE


def test_no_page_and_no_part_knows_a_particular_kpi() -> None:
    names = {path.stem for path in (ROOT / "queries" / "kpi").glob("*.sql")}
    for path in PRODUCT:
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        said = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        assert not names & said, f"{named(path)} knows {names & said}"


def test_errors_are_never_swallowed() -> None:
    for path in PRODUCT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                kind = node.type.id if isinstance(node.type, ast.Name) else None
                broad = node.type is None or kind in ("Exception", "BaseException")
                silent = all(isinstance(part, ast.Pass | ast.Continue) for part in node.body)
                assert not (broad and silent), f"{named(path)}, line {node.lineno}"
