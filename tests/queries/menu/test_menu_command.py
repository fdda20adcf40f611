"""The menu on the command line: the same days as its questions, and a sentence for what cannot be asked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from queries.menu import __main__ as command
from queries.menu.backward import plan_backward
from queries.menu.items import GOVERNMENT, SOCIAL, START, item_file
from queries.menu.menu import MenuChoice, build_menu
from queries.menu.working_days import working_days
from queries.warehouse import open_warehouse, version_path
from tests.queries.version_file import make_version


def test_the_critical_path_and_every_slot_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([GOVERNMENT, "--phased", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["working_days_to_start"], told["phased"]) == (40, True)
    days = {item["item_id"]: item["days"] for item in told["items"]}
    assert sum(days[item_id] for item_id in told["critical_path"]) == told["working_days"]
    assert command.main([SOCIAL]) == 0
    assert "全程 30 个工作日，到实际开工 21 个工作日" in capsys.readouterr().out


def test_a_target_day_gives_every_latest_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(tmp_path))
    path = version_path(tmp_path, 1)
    path.parent.mkdir(parents=True)
    make_version(path, {})
    (tmp_path / "current").write_text("1", encoding="utf-8")
    today = date(2025, 6, 16)
    assert command.main([SOCIAL, "--target", "2025-06-30", "--json"], today) == 0
    told = {one["item_id"]: one for one in json.loads(capsys.readouterr().out)["latest_days"]}
    menu = build_menu(item_file().items, MenuChoice(SOCIAL))
    for one in plan_backward(menu, START, date(2025, 6, 30), working_days(open_warehouse()), today):
        own = told[one.item_id]
        assert (own["start_on"], own["days_lost"]) == (one.start_on.isoformat(), one.days_lost)
    assert command.main([SOCIAL, "--target", "2036-01-05"], today) == 1
    assert "2036-01-05" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["外商投资"], "外商投资"),
        ([SOCIAL, "--with", "Z99"], "Z99"),
        ([SOCIAL, "--end", "A01"], "A01"),
        ([SOCIAL, "--target", "2025-02-30"], "2025-02-30"),
        ([], "--help"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(words) == 2
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said
