"""Two versions compared: new, changed and gone records as a plain recount finds them, and the KPIs between."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

import pytest

from etl.comparing.version_changes import CHANGED, GONE, NEW, compare_versions, differences, plain
from etl.language import in_language
from etl.publishing.history import undo
from etl.refusal import Refusal
from etl.types.ledgers import ledgers
from queries.warehouse import current_version, open_warehouse, version_path
from tests.etl.files import VISITS, load, projects, source
from tests.etl.test_commands import answer, run


def visits(dice: random.Random) -> str:
    lines = [
        f"V{n:02d},P1,2025-06-{dice.randint(1, 28):02d},{dice.choice(('现场', '上门', '线上'))},施工许可"
        for n in dice.sample(range(30), 20)
    ]
    return "\n".join([VISITS, *lines]) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of six versions: visits replaced again and again, and the last of it taken back."""
    place = tmp_path_factory.mktemp("versions")
    folder, dice = place / "warehouse", random.Random(7)
    load(folder, source(place, "重点项目台账.csv", projects("P1", "P2")))
    for number in range(4):
        name = f"走访服务记录2025-06-{number}.csv"
        load(folder, source(place, name, visits(dice)), replace=True, reason="整月重报，已核实")
    undo(folder, 5)
    return folder


def records(folder: Path, version: int, type: str) -> dict[str, dict[str, Any]]:
    ledger = ledgers()[type]
    names = list(ledger.columns)
    columns = ", ".join(f'"{name}"' for name in names)
    found = open_warehouse(folder, version).rows(f"SELECT {columns} FROM record.{type}")
    kept = [dict(zip(names, row, strict=True)) for row in found]
    return {" · ".join(str(row[name]) for name in ledger.key): row for row in kept}


@pytest.mark.parametrize(("before", "after"), [(2, 3), (1, 5), (5, 2), (4, 6), (5, 6), (3, 3)])
def test_they_are_what_a_plain_recount_finds(folder: Path, before: int, after: int) -> None:
    found = {changes.type: changes for changes in compare_versions(folder, before, after).types}
    told = differences(folder, before, after)
    assert set(found) == set(ledgers())
    for type in ("project", "visit"):
        was, now = records(folder, before, type), records(folder, after, type)
        both = was.keys() & now.keys()
        cells = {(key, c, was[key][c], now[key][c]) for key in both for c in was[key] if was[key][c] != now[key][c]}
        changes = found[type]
        assert (changes.new, changes.gone) == (len(now.keys() - was.keys()), len(was.keys() - now.keys()))
        assert changes.changed == len({key for key, *_ in cells})
        assert changes.unchanged == len(both) - changes.changed
        assert sum(changes.fields.values()) == len(cells)
        mine = [one for one in told if one.type == type]
        assert {(o.record_id, o.column, o.before, o.after) for o in mine if o.kind == CHANGED} == cells
        assert {o.record_id for o in mine if o.kind == NEW} == now.keys() - was.keys()
        assert {o.record_id for o in mine if o.kind == GONE} == was.keys() - now.keys()


def test_kpis_move_between_them_and_an_undo_brings_the_version_before_back(folder: Path) -> None:
    assert {move.kpi for move in compare_versions(folder, 1, 2).kpis} >= {"site_visits", "projects_served"}
    again = compare_versions(folder, 4, 6)
    assert again.kpis == []
    assert [(c.new, c.changed, c.gone) for c in again.types] == [(0, 0, 0)] * len(ledgers())


def test_the_first_so_many_are_the_first_of_all(folder: Path) -> None:
    assert differences(folder, 2, 3, most=5) == differences(folder, 2, 3)[:5]
    assert {one.kind for one in differences(folder, 2, 3, kinds=(CHANGED,))} == {CHANGED}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_version_no_longer_kept_is_a_sentence(folder: Path, language: str) -> None:
    words = {"zh": "第 9 版的数据文件已不留存", "en": "The data file of version 9 is no longer kept"}[language]
    for act in (compare_versions, differences):
        with in_language(language), pytest.raises(Refusal, match=words):
            act(folder, 2, 9)


def test_comparing_changes_nothing_and_needs_no_write(folder: Path) -> None:
    before = version_path(folder, 2).read_bytes()
    version_path(folder, 2).chmod(0o400)
    compare_versions(folder, 2, 3)
    version_path(folder, 2).chmod(0o600)
    assert version_path(folder, 2).read_bytes() == before


def test_the_command_tells_it_and_writes_every_cell(folder: Path, tmp_path: Path) -> None:
    told = answer(run(folder, "compare", "2", "3", "--out", str(tmp_path / "d.csv"), "--json"))
    assert (told["before"], told["after"]) == (2, 3)
    visits = next(changes for changes in told["types"] if changes["type"] == "visit")
    with (tmp_path / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["record_id"] for row in rows if row["kind"] == "changed"}) == visits["changed"]
    assert [row["before"] for row in rows] == [plain(one.before) for one in differences(folder, 2, 3)]
    spoken = run(folder, "compare", "2")
    assert (spoken.returncode, "第 2 版 → 第 6 版" in spoken.stdout) == (0, current_version(folder) == 6)
    assert run(folder, "compare", "2", "9").returncode == 1
    assert run(folder, "compare", "two").returncode == 2
