"""The catalogue reads a KPI from its file, and refuses a wrong definition with file, line and what was expected."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from queries.catalogue import KPI_FOLDER, KPI_WORDS, DefinitionError, kpis, read_kpi, types_behind
from queries.lists import LIST_FOLDER, LIST_WORDS, lists, read_list

START_RATE = (KPI_FOLDER / "start_rate.sql").read_text(encoding="utf-8")
DISTRICT_RANK = (LIST_FOLDER / "district_rank.sql").read_text(encoding="utf-8")


def refused(folder: Path, text: str) -> str:
    """Return the words with which a KPI file of this text is refused."""
    path = folder / "wrong_rate.sql"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as refusal:
        read_kpi(path)
    return str(refusal.value)


def test_the_eighteen_kpis_are_there_in_the_order_of_the_overview() -> None:
    every = kpis()
    assert len(every) == 18
    positions = [kpi.position for kpi in every.values()]
    assert positions == sorted(positions)
    assert all(name == kpi.name for name, kpi in every.items())


def test_a_definition_is_read_with_its_continued_lines() -> None:
    kpi = kpis()["start_rate"]
    assert kpi.title.in_("zh") == "开工率"
    assert kpi.question.in_("en").endswith("construction-class projects have started?")
    assert kpi.left_out["未到列入日期"] == "not on the list yet"
    assert kpi.splits[-1] == "carried_over"
    assert kpi.sql.startswith("SELECT")
    assert kpi.text == START_RATE


@pytest.mark.parametrize("word", KPI_WORDS)
def test_a_missing_line_is_refused_where_it_is_missed(word: str, tmp_path: Path) -> None:
    lines = START_RATE.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith(f"-- {word}:"))
    until = next(n for n in range(at + 1, len(lines)) if not lines[n].startswith("--  "))
    said = refused(tmp_path, "".join(lines[:at] + lines[until:]))
    assert said.startswith("wrong_rate.sql, line ")
    assert f"'-- {word}: …'" in said
    if until < len(lines) and word != KPI_WORDS[-1]:
        assert f"line {at + 1}:" in said


def test_lines_in_another_order_are_refused_with_the_line(tmp_path: Path) -> None:
    lines = START_RATE.splitlines(keepends=True)
    said = refused(tmp_path, "".join([lines[1], lines[0], *lines[2:]]))
    assert said.startswith("wrong_rate.sql, line 1: ")
    assert "'-- title: …' is expected" in said


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("-- kind: stock", "-- kind: stok", ("'kind'", "'stok'", "flow, stock")),
        ("-- shown as: share", "-- shown as: percent", ("'shown as'", "'percent'", "share, count")),
        ("-- better: higher", "-- better: more", ("'better'", "'more'", "higher, lower, neither")),
        ("开工率 | Start rate", "开工率", ("'title'", "'开工率'", "Chinese | English")),
        ("区级 = district level", "区级", ("'left out'", "'区级'", "Chinese = English")),
        ("-- agreed: 2025-01-10, 统计科", "-- agreed:", ("'-- agreed:' stands where", "'-- agreed: …' is expected")),
    ],
)
def test_a_wrong_word_is_refused_with_those_there_are(
    right: str, wrong: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    assert right in START_RATE
    said = refused(tmp_path, START_RATE.replace(right, wrong))
    assert "wrong_rate.sql" in said
    for words in expected:
        assert words in said


def test_a_definition_without_sql_and_a_line_too_many_are_refused(tmp_path: Path) -> None:
    header = START_RATE[: START_RATE.index("SELECT")]
    assert "there is no SQL" in refused(tmp_path, header + "\n;\n")
    said = refused(tmp_path, START_RATE.replace("SELECT\n", "-- note: more\nSELECT\n", 1))
    assert "'-- note: more' stands where the SQL" in said


def test_a_file_added_alone_is_a_kpi_at_once_and_gone_with_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "kpi"
    shutil.copytree(KPI_FOLDER, folder)
    assert "new_rate" not in kpis(folder)
    added = folder / "new_rate.sql"
    added.write_text(START_RATE, encoding="utf-8")
    assert kpis(folder)["new_rate"].title.zh == "开工率"
    assert list(kpis(folder))[-1] == "new_rate"
    added.write_text(START_RATE.replace("开工率 |", "另一个开工率 |"), encoding="utf-8")
    assert kpis(folder)["new_rate"].title.zh == "另一个开工率"
    added.unlink()
    assert "new_rate" not in kpis(folder)


def test_a_kpi_is_as_fresh_as_the_record_types_behind_its_stones() -> None:
    assert types_behind(kpis()["start_rate"]) == ("listing",)
    assert set(types_behind(kpis()["projects_served"])) == {
        "visit",
        "meeting",
        "consultation",
        "approval",
        "acceptance",
    }


def test_the_lists_are_read_with_their_columns() -> None:
    assert set(lists()) == {"blockers_by_team", "city_average", "decisions", "district_rank"}
    assert lists()["district_rank"].windowed_by == "month"
    assert lists()["district_rank"].added_up == ()
    assert lists()["blockers_by_team"].added_up == ("gold", "hall_or_studio", "both", "either")


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("-- windowed by: month", "-- windowed by: day", "'windowed by': day is not a column"),
        ("-- added up: none", "-- added up: ranks", "'added up': ranks is not a column"),
        ("rank = 排名 = Rank", "rank = 排名", "'columns': 'rank = 排名'"),
        (f"-- {LIST_WORDS[0]}:", "-- name:", "line 1: "),
    ],
)
def test_a_wrong_list_is_refused(right: str, wrong: str, expected: str, tmp_path: Path) -> None:
    assert right in DISTRICT_RANK
    path = tmp_path / "wrong_list.sql"
    path.write_text(DISTRICT_RANK.replace(right, wrong), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"wrong_list\.sql") as refusal:
        read_list(path)
    assert expected in str(refusal.value)
