"""A kept draft: the same for everyone who has its address, private on the disk, whole after a crash, gone in time."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from etl.drafts import draft_folder
from etl.drafts.draft_folder import (
    DAYS_KEPT,
    MOST_KEPT,
    NoDraft,
    add_files,
    begin,
    change,
    clear,
    end,
    loading,
    open_draft,
    sources_of_draft,
)
from etl.drafts.kept_draft import Ended, KeptDraft, clean_name, is_next_of, mended, told, unmended, without_file
from etl.recognising.mends import Mend
from etl.refusal import Refusal

FILES = [("走访.csv", b"one"), ("../../etc/台账.csv", b"two")]
MEND = Mend("visit_mode", "现场", written="到现场")


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "drafts").iterdir() if path.is_dir()}


def test_a_draft_is_the_same_for_everyone_who_opens_it(tmp_path: Path) -> None:
    draft = begin(tmp_path, FILES, by="王敏", note="补报", replace=True)
    first, second = draft.files
    draft = change(tmp_path, draft.id, lambda now: told(now, first.file_id, "visit", {"单号": "visit_id"}))
    draft = change(tmp_path, draft.id, lambda now: mended(now, first.file_id, [MEND, Mend(row=7)]))
    opened = open_draft(tmp_path, draft.id)
    assert opened == draft
    assert (opened.by, opened.note, opened.replace, opened.skip) == ("王敏", "补报", True, False)
    visit, ledger = sources_of_draft(tmp_path, opened)
    assert (visit.name, visit.path.read_bytes(), visit.mapping) == ("走访.csv", b"one", (("单号", "visit_id"),))
    assert visit.mends == (MEND, Mend(row=7))
    assert (ledger.name, ledger.path.read_bytes(), ledger.path.name) == ("台账.csv", b"two", second.file_id)


def test_only_the_owner_of_the_process_can_read_it(tmp_path: Path) -> None:
    draft = begin(tmp_path, FILES)
    change(tmp_path, draft.id, lambda now: replace(now, note="x"))
    place = tmp_path / "drafts" / draft.id
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (place, place.parent)} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} == {0o600}


def test_two_people_who_change_it_at_once_lose_nothing(tmp_path: Path) -> None:
    draft = begin(tmp_path, FILES)
    file_id = draft.files[0].file_id

    def put_right(row: int) -> KeptDraft:
        return change(tmp_path, draft.id, lambda now: mended(now, file_id, [Mend("visit_mode", "现场", row=row)]))

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(put_right, range(2, 34)))
    now = open_draft(tmp_path, draft.id)
    assert {mend.row for mend in now.files[0].mends} == set(range(2, 34))
    assert sorted(state.revision for state in seen) == list(range(2, 34))


def test_the_revision_tells_a_change_and_nothing_else(tmp_path: Path) -> None:
    draft = begin(tmp_path, FILES)
    assert change(tmp_path, draft.id, lambda now: now).revision == 1
    back = change(tmp_path, draft.id, lambda now: mended(now, now.files[0].file_id, [MEND]))
    assert change(tmp_path, draft.id, lambda now: unmended(now, now.files[0].file_id, [MEND])).files == draft.files
    assert (back.revision, open_draft(tmp_path, draft.id).revision) == (2, 3)


def test_a_file_of_the_same_name_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    draft = begin(tmp_path, FILES)
    file_id = draft.files[0].file_id
    change(tmp_path, draft.id, lambda now: told(now, file_id, "visit", {"单号": "visit_id"}))
    change(tmp_path, draft.id, lambda now: mended(now, file_id, [MEND]))
    now = add_files(tmp_path, draft.id, [("走访.csv", b"mended in Excel"), ("新.csv", b"three")])
    assert [file.name for file in now.files] == ["走访.csv", "台账.csv", "新.csv"]
    assert (now.files[0].mends, now.files[0].type, now.files[0].mapping) == ((), "visit", (("单号", "visit_id"),))
    contents = [source.path.read_bytes() for source in sources_of_draft(tmp_path, now)]
    assert contents == [b"mended in Excel", b"two", b"three"]
    # What nothing speaks of any more lies nowhere.
    now = change(tmp_path, draft.id, lambda at: without_file(at, at.files[1].file_id))
    assert {path.name for path in (tmp_path / "drafts" / draft.id).iterdir()} == {
        "draft.json",
        *(file.file_id for file in now.files),
    }


def test_an_ended_draft_says_so_and_keeps_no_file(tmp_path: Path) -> None:
    draft = begin(tmp_path, FILES)
    end(tmp_path, draft.id, Ended("loaded", (3, 4)))
    opened = open_draft(tmp_path, draft.id)
    assert (opened.files, opened.ended) == ((), Ended("loaded", (3, 4)))
    assert [path.name for path in (tmp_path / "drafts" / draft.id).iterdir()] == ["draft.json"]
    with pytest.raises(NoDraft, match="已经结束"):
        change(tmp_path, draft.id, lambda now: replace(now, note="too late"))


@pytest.mark.parametrize("id", ["", "x", "../../current", "0" * 20, "A" * 20, "0" * 19 + "\n"])
def test_an_address_that_leads_nowhere_is_a_sentence(tmp_path: Path, id: str) -> None:
    with pytest.raises(NoDraft, match="核对"):
        open_draft(tmp_path, id)


def test_a_torn_draft_is_a_sentence(tmp_path: Path) -> None:
    draft = begin(tmp_path, FILES)
    (tmp_path / "drafts" / draft.id / "draft.json").write_text('{"files": [{}]}', encoding="utf-8")
    with pytest.raises(NoDraft, match="读不出来"):
        open_draft(tmp_path, draft.id)


def test_a_crash_while_it_changes_leaves_the_old_state_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begin(tmp_path, FILES)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            add_files(tmp_path, draft.id, [("走访.csv", b"half")])
        with pytest.raises(KeyboardInterrupt):
            begin(tmp_path, FILES)
    now = open_draft(tmp_path, draft.id)
    assert now == draft
    assert [source.path.read_bytes() for source in sources_of_draft(tmp_path, now)] == [b"one", b"two"]
    # The next change clears what the crash left in the folder.
    change(tmp_path, draft.id, lambda at: replace(at, note="x"))
    assert len(list((tmp_path / "drafts" / draft.id).iterdir())) == 3


def test_drafts_nobody_came_back_to_are_cleared_by_the_next_one(tmp_path: Path) -> None:
    old, young, busy = (begin(tmp_path, FILES) for _ in range(3))
    for draft in (old, busy):
        at = (draft.changed_at - timedelta(days=DAYS_KEPT, minutes=1)).timestamp()
        os.utime(tmp_path / "drafts" / draft.id / "draft.json", (at, at))
    with loading(tmp_path, busy.id):
        newest = begin(tmp_path, FILES)
        assert names(tmp_path) == {young.id, busy.id, newest.id}
        with pytest.raises(Refusal, match="正在另一个窗口里入库"), loading(tmp_path, busy.id):
            pass
    clear(tmp_path)
    assert names(tmp_path) == {young.id, newest.id}


def test_no_more_than_so_many_drafts_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_folder, "MOST_KEPT", 3)
    assert MOST_KEPT == 50
    made = [begin(tmp_path, FILES) for _ in range(3)]
    for age, draft in enumerate(reversed(made)):
        at = draft.changed_at.timestamp() - age
        os.utime(tmp_path / "drafts" / draft.id / "draft.json", (at, at))
    newest = begin(tmp_path, FILES)
    assert names(tmp_path) == {made[1].id, made[2].id, newest.id}


def test_a_disk_that_cannot_be_written_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="磁盘"):
        begin(tmp_path, FILES)


@pytest.mark.parametrize(
    ("name", "earlier", "is_next"),
    [
        ("走访.csv", "走访.csv", True),
        ("走访（错误说明）.xlsx", "走访.csv", True),
        ("visits (what is wrong) (1).xlsx", "visits.csv", True),
        ("走访（错误说明）.xlsx", "走访（错误说明）.xlsx", True),
        ("走访.xlsx", "走访.csv", False),
        ("走访(2).csv", "走访(1).csv", False),
        ("走访（错误说明）.xlsx", "台账.csv", False),
    ],
)
def test_a_mended_workbook_is_the_next_state_of_its_file(name: str, earlier: str, is_next: bool) -> None:
    assert is_next_of(name, earlier) is is_next


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (r"C:\台账\走访.csv", "走访.csv"),
        ("a\u202evsc.exe", "avsc.exe"),
        ("x\x00\n.csv", "x.csv"),
        ("", "?"),
        ("长" * 300 + ".csv", "长" * 116 + ".csv"),
    ],
)
def test_a_files_name_is_made_fit_to_be_read(given: str, kept: str) -> None:
    assert clean_name(given) == kept
