"""A wrong question on the command line is one sentence with the nearest right one, its exit code, and never a trace."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from queries.warehouse import version_path
from tests.queries.asking import Said, ask, asked, publish, say
from tests.queries.version_file import ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse of two versions that hold one project on the list."""
    made = tmp_path_factory.mktemp("warehouse")
    project = {"project_id": "P1", "category": "城市更新", "street": "北宅街道"}
    listing = {"project_id": "P1", "list_year": 2025, "level": "市级", "list_class": "建设类"}
    for number in (3, 4):
        publish(made, number, {"project": [project], "listing": [listing]})
    return made


def sentence(said: Said, code: int) -> str:
    """Return the one sentence a command was refused with."""
    assert (said.code, said.out) == (code, b"")
    lines = said.error.strip().splitlines()
    assert len(lines) == 1
    assert "Traceback" not in said.error
    return lines[0]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["start_rat"], ["没有叫“start_rat”的指标或清单", "start_rate（开工率）", "python -m queries"]),
        (["开工"], ["start_rate（开工率）"]),
        (["rank"], ["district_rank"]),
        (["zzz"], ["没有叫“zzz”", "看有哪些：python -m queries"]),
        (["start_rate", "--by", "categori"], ["没有“categori”这个分项", "最接近的是 category", "carried_over"]),
        (["start_rate", "--where", "leval=市级"], ["没有“leval”这个分项", "最接近的是 level"]),
        (
            ["start_rate", "--where", "category=城市更薪"],
            ["没有“城市更薪”", "最接近的是“城市更新”", "公共服务", "--by"],
        ),
        (["start_rate", "--where", "category"], ["--where 要写成", "收到的是“category”"]),
        (["start_rate", "--where", "=城市更新"], ["--where 要写成"]),
        (
            ["start_rate", "--from", "2025-02-30"],
            ["--from", "2025-02-30", "最接近的是 2025-02-28", "2025-06-30 的样子"],
        ),
        (["start_rate", "--to", "2025年6月31日"], ["不是一个日期", "最接近的是 2025-06-30"]),
        (["start_rate", "--to", "昨天"], ["“昨天”不是一个日期"]),
        (["start_rate", "--to", "2099-01-01"], ["不在 2015-01-01 至 2035-12-31 之间", "最接近的是 2035-12-31"]),
        (["start_rate", "--from", "2025-06-01", "--to", "2025-05-01"], ["开始日期 2025-06-01 晚于截止日期 2025-05-01"]),
        (["start_rate", "--from", "2025-09-01"], ["晚于截止日期 2025-06-30"]),
        (["start_rate", "--version", "7"], ["第 7 版没有保留", "最接近的是第 4 版", "第 3–4 版"]),
        (["start_rate", "--version", "last"], ["--version 要写版本号", "--version 4"]),
        (["start_rate", "--part", "count"], ["--part 没有“count”", "最接近的是 counted", "remainder"]),
        (["start_rate", "--form", "2025-01-01"], ["没有 --form 这个选项", "最接近的是 --from", "--help"]),
        (["start_rate", "site_visits"], ["一次只问一个指标", "site_visits"]),
        (["start_rate", "--to"], ["命令写得不对", "--to", "--help"]),
        (["start_rate", "--json", "--csv"], ["--json 和 --csv 只能写一个"]),
        (["start_rate", "--trend", "--records", "--csv"], ["--csv 一次只写一张表"]),
        (["--by", "category"], ["没有写问哪个指标", "python -m queries"]),
        (["--from", "2025-01-01"], ["--from", "没有写问哪个指标"]),
        (["district_rank", "--by", "district"], ["是清单", "没有 --by", "--where"]),
        (["district_rank", "--trend"], ["没有 --trend"]),
        (["district_rank", "--where", "distric=崂山区"], ["没有“distric”这个列", "最接近的是 district"]),
    ],
    ids=" ".join,
)
def test_a_wrong_word_is_answered_with_the_nearest_right_one(
    words: list[str], expected: list[str], folder: Path
) -> None:
    said = sentence(say(folder, *words), 2)
    for part in expected:
        assert part in said


def test_without_a_warehouse_it_says_how_to_get_one(tmp_path: Path) -> None:
    said = sentence(say(tmp_path / "nowhere", "start_rate"), 1)
    assert "还没有数据" in said
    assert "python -m etl load" in said
    assert not (tmp_path / "nowhere").exists()


def test_what_nobody_foresaw_is_logged_and_said_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    publish(folder, 1, {})
    with duckdb.connect(version_path(folder, 1)) as broken:
        broken.execute("DROP SCHEMA fact CASCADE")
    said = sentence(say(folder, "start_rate"), 1)
    reference = said[said.index("编号 ") + 3 : said.index("）")]
    log = (tmp_path / "warehouse.log").read_text(encoding="utf-8")
    assert reference in log
    assert "Traceback" in log
    assert (tmp_path / "warehouse.log").stat().st_mode & 0o077 == 0


def copied(folder: Path) -> Path:
    """Copy what the command line needs of the product, for a bureau that adds to it."""
    shutil.copytree(ROOT / "queries", folder / "queries", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data" / "reference", folder / "data" / "reference")
    return folder


def test_a_kpi_added_as_a_file_alone_is_asked_like_any_other(tmp_path: Path, folder: Path) -> None:
    code = copied(tmp_path)
    text = (code / "queries" / "kpi" / "start_rate.sql").read_text(encoding="utf-8")
    added = code / "queries" / "kpi" / "north_start_rate.sql"
    added.write_text(text.replace("开工率 |", "北宅开工率 |"), encoding="utf-8")
    assert "north_start_rate" in ask(folder, code=code).text
    found = asked(folder, "北宅开工率", "--by", "street", "--trend", "--records", "--json", code=code)
    assert (found["kpi"], found["numerator"], found["denominator"]) == ("north_start_rate", 0, 1)
    assert found["groups"][0]["label"] == "北宅街道"


def test_a_wrong_definition_is_refused_with_file_and_line(tmp_path: Path, folder: Path) -> None:
    code = copied(tmp_path)
    wrong = code / "queries" / "kpi" / "site_visits.sql"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("-- kind:", "-- sort:"), encoding="utf-8")
    said = sentence(say(folder, "start_rate", code=code), 1)
    assert "site_visits.sql, line 5" in said
    assert "'-- kind: …'" in said
