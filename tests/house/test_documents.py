"""The documents keep up with the product: README, change log, requirements and the continuous check."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from etl.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```\w*\n(.*?)\n```", README, re.S)
PRODUCT = [path for room in ("pages", "queries", "etl") for path in sorted((ROOT / room).rglob("*.py"))]


def test_readme_opens_with_two_commands_of_one_line_each() -> None:
    assert BLOCKS[:2] == ["make serve", "make test"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for block in BLOCKS[:2]:
        assert re.search(rf"^{block.split()[1]}:", makefile, re.M)


def test_the_continuous_check_calls_the_readmes_test_command_and_nothing_cleverer() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line and not line.startswith("#")]
    assert said[-1] == BLOCKS[1]
    assert said[:-1] == ["set -euo pipefail", 'cd "$(dirname "$0")/.."']


def test_readme_shows_a_picture_of_the_overview() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert "docs/overview.png" in pictures
    for picture in pictures:
        assert (ROOT / picture).stat().st_size > 10_000


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_command(command: str) -> None:
    assert f"python -m etl {command}" in README


def test_readme_names_every_setting() -> None:
    settings = {
        name for path in PRODUCT for name in re.findall(r'"(APPROVALS_[A-Z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert settings
    assert not [name for name in settings if name not in README]


def test_readme_gives_a_command_for_every_figure_of_the_brief() -> None:
    for number in range(1, 14):
        line = next((line for line in README.splitlines() if line.startswith(f"| F{number} |")), "")
        assert "python -m queries " in line, f"F{number}"


def test_readme_names_every_room() -> None:
    for room in (
        "pages/",
        "pages/parts/",
        "queries/kpi/",
        "queries/view/",
        "queries/list/",
        "queries/check/",
        "etl/",
        "data/",
    ):
        assert f"`{room}`" in README, room


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_installed_as_pinned_and_says_why_it_is_here(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line and line[0] not in "#-"]
    assert lines
    for line in lines:
        found = re.fullmatch(r"([A-Za-z0-9_.-]+)==([0-9.]+)\s+# .{10,}", line)
        assert found, f"{name}: {line}"
        assert version(found[1]) == found[2]


def test_every_requirement_of_the_product_is_used_by_it() -> None:
    imported = {
        "XlsxWriter": "xlsxwriter",
        "chinese-calendar": "chinese_calendar",
        "python-calamine": "python_calamine",
    }
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*PRODUCT, ROOT / "dashboard.py"])
    # Streamlit itself draws tables and charts with these: pinned, because an upgrade of theirs shows on the pages.
    behind_streamlit = {"pandas", "numpy", "plotly"}
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        name = line.partition("==")[0]
        if "==" in line and name not in behind_streamlit:
            assert re.search(rf"(import|from) {imported.get(name, name)}\b", source), name


def test_the_change_log_speaks_of_the_present_version() -> None:
    present = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert present
    assert re.search(rf"^## {re.escape(present[1])}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)


def test_every_kpi_has_its_worked_example_beside_it() -> None:
    folder = ROOT / "queries" / "kpi"
    assert {path.stem for path in folder.glob("*.sql")} == {path.stem for path in folder.glob("*.toml")}
