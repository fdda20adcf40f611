"""The waiting line: first come, first served; each is told how many are in front; the dead do not count."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from etl.first_start import load_sample
from etl.language import in_language
from etl.publishing import waiting_line
from etl.publishing.history import undo
from etl.publishing.publish import next_version
from etl.publishing.waiting_line import LINE, TRIALS, WRITERS, is_alive, turn
from etl.refusal import Refusal
from queries.warehouse import current_version
from tests.etl.files import approval, approvals, load, projects, rows, source, visits

ROOT = Path(__file__).parents[3]
HOLD = "import sys, time\nfrom pathlib import Path\nfrom etl.publishing.waiting_line import turn\n" + (
    "with turn(Path(sys.argv[1]), 'load'):\n    print('in', flush=True)\n    time.sleep(60)\n"
)


class Person(threading.Thread):
    """Someone who waits for a turn, keeps it until let go, and notes what happened."""

    def __init__(self, folder: Path, name: str, seen: list[str], kind: str = WRITERS, at_once: int = 1) -> None:
        super().__init__(daemon=True)
        self.folder, self.who, self.seen, self.kind, self.at_once = folder, name, seen, kind, at_once
        self.told: list[str] = []
        self.has_turn, self.may_leave = threading.Event(), threading.Event()

    def run(self) -> None:
        with turn(self.folder, self.kind, at_once=self.at_once, waiting=lambda share, words: self.told.append(words)):
            self.seen.append(self.who)
            self.has_turn.set()
            self.may_leave.wait(20)


def until(done: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 20
    while not done():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def queue_up(folder: Path, names: str, seen: list[str], **options: object) -> list[Person]:
    people = []
    for number, name in enumerate(names, start=1):
        person = Person(folder, name, seen, **options)  # type: ignore[arg-type]
        person.start()
        until(lambda number=number: len(list((folder / LINE).glob("*"))) >= number)  # type: ignore[misc]
        people.append(person)
    return people


def test_who_came_first_goes_first_and_each_is_told_how_many_are_in_front(tmp_path: Path) -> None:
    seen: list[str] = []
    people = queue_up(tmp_path, "甲乙丙丁", seen)
    until(lambda: all(person.told for person in people[1:]))
    assert [person.told[:1] for person in people] == [
        [],
        ["前面还有 1 个人在导入，请稍等"],
        ["前面还有 2 个人在导入，请稍等"],
        ["前面还有 3 个人在导入，请稍等"],
    ]
    for number, person in enumerate(people, start=1):
        assert person.has_turn.wait(20)
        assert seen == list("甲乙丙丁"[:number])
        if number < len(people):
            until(lambda number=number: people[number].told[-1] == "前面还有 1 个人在导入，请稍等")  # type: ignore[misc]
        person.may_leave.set()
        person.join()
    assert list((tmp_path / LINE).iterdir()) == []


def test_a_few_trials_go_on_at_once_and_keep_no_writer_waiting(tmp_path: Path) -> None:
    seen: list[str] = []
    trials = queue_up(tmp_path, "甲乙丙", seen, kind=TRIALS, at_once=2)
    until(lambda: bool(trials[2].told))
    assert sorted(seen) == ["乙", "甲"]
    with turn(tmp_path, WRITERS, waiting=lambda share, words: pytest.fail(words)):
        pass
    for person in trials:
        person.may_leave.set()
        person.join()
    assert sorted(seen) == ["丙", "乙", "甲"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_killed_process_no_longer_stands_in_line(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "in\n"
    ticket = next((tmp_path / LINE).iterdir()).name
    assert is_alive(tmp_path, ticket)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert [path.name for path in (tmp_path / LINE).iterdir()] == [ticket]
    with turn(tmp_path, WRITERS, waiting=lambda share, words: pytest.fail(words)) as mine:
        assert [path.name for path in (tmp_path / LINE).iterdir()] == [mine]
    assert not is_alive(tmp_path, ticket)


def test_who_is_told_to_stop_while_waiting_leaves_the_line(tmp_path: Path) -> None:
    def stop(share: float, words: str) -> None:
        raise KeyboardInterrupt

    with turn(tmp_path, WRITERS):
        with pytest.raises(KeyboardInterrupt), turn(tmp_path, WRITERS, waiting=stop):
            pytest.fail("it was not our turn")
        assert len(list((tmp_path / LINE).iterdir())) == 1


def test_when_nobody_in_front_gets_done_it_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_line, "PATIENCE_SECONDS", 0.2)
    with turn(tmp_path, WRITERS):
        with pytest.raises(Refusal, match=r"前面还有 1 个人.*请稍后再试；数据没有变化"), turn(tmp_path, WRITERS):
            pytest.fail("it was not our turn")
        with (
            in_language("en"),
            pytest.raises(Refusal, match=r"1 ahead.*try again later"),
            turn(tmp_path, WRITERS),
        ):
            pytest.fail("it was not our turn")


def test_a_preview_goes_on_while_another_loads_and_is_not_cleared_by_it(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "台账.csv", projects("P1")))
    file = source(tmp_path, "审批.csv", approvals(*(approval(f"A{n}") for n in range(50))))
    with next_version(folder, [file.path], is_trial=True) as trial:
        published = load(folder, source(tmp_path, "走访.csv", visits("V1")))
        assert published.version == 2
        assert trial.path.exists()
        assert [arrival.draft.read_bytes() for arrival in trial.arrivals] == [file.path.read_bytes()]
        assert load(folder, file, dry_run=True).files[0].check.accepted == 50
        trial.finish()
    assert not trial.path.exists()
    assert current_version(folder) == 2
    assert rows(folder, "SELECT count(*) FROM record.approval") == [(0,)]
    assert [path.name for path in folder.rglob("*") if "trial" in path.name or path.name.startswith(".")] == []


def test_whoever_waits_to_load_or_to_undo_is_told_where_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "台账.csv", projects("P1")))
    load(folder, source(tmp_path, "走访.csv", visits("V1")))
    told: list[tuple[float, str]] = []
    first = Person(folder, "甲", [])
    first.start()
    assert first.has_turn.wait(20)

    def note(share: float, words: str) -> None:
        told.append((share, words))
        first.may_leave.set()

    done = load(folder, source(tmp_path, "再访.csv", visits("V2")), progress=note)
    assert done.version == 3
    assert told[0] == (0.0, "前面还有 1 个人在导入，请稍等")
    first = Person(folder, "乙", [])
    first.start()
    assert first.has_turn.wait(20)
    told.clear()
    assert undo(folder, 3, progress=note).version == 4
    assert told[0] == (0.0, "前面还有 1 个人在导入，请稍等")


def test_several_visitors_of_a_first_start_load_the_sample_once(tmp_path: Path) -> None:
    sample = tmp_path / "sample" / "2025-06"
    sample.mkdir(parents=True)
    source(sample, "重点项目台账.csv", projects("P1", "P2"))
    folder = tmp_path / "warehouse"
    with ThreadPoolExecutor(3) as visitors:
        loads = [visitors.submit(load_sample, folder, tmp_path / "sample") for _ in range(3)]
    done = [one.result() for one in loads]
    assert [result.version for result in done if result] == [1]
    assert current_version(folder) == 1
    assert rows(folder, "SELECT project_id FROM record.project ORDER BY ALL") == [("P1",), ("P2",)]
