"""Saved views: kept by name beside the versions, never lost by a bad file, a taken name or two at once."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from queries import saved_views as keeping
from queries.saved_views import (
    FILE,
    MOST_VIEWS,
    REMOVED_KEPT,
    ViewNotSaved,
    remove_view,
    removed_views,
    restore_view,
    save_view,
    saved_views,
)

ADDRESS = "explore?rows=street&kpi=site_visits"


def names(folder: Path) -> list[str]:
    """Return the names of the views that stand."""
    return [view.name for view in saved_views(folder)]


def why(problem: pytest.ExceptionInfo[ViewNotSaved]) -> str:
    """Return the kind of a problem, which must be one that the page has words for."""
    assert problem.value.why in ViewNotSaved.KINDS
    return problem.value.why


def test_a_view_is_its_name_and_address_and_who_saved_it(tmp_path: Path) -> None:
    assert saved_views(tmp_path) == []
    save_view(tmp_path, "  街道  走访 ", ADDRESS, "王敏")
    (view,) = saved_views(tmp_path)
    assert (view.name, view.address, view.by) == ("街道 走访", ADDRESS, "王敏")
    assert view.removed_at is None


def test_a_taken_name_is_asked_about_before_it_is_replaced_and_the_old_one_can_be_had_back(tmp_path: Path) -> None:
    save_view(tmp_path, "月报", ADDRESS)
    with pytest.raises(ViewNotSaved) as problem:
        save_view(tmp_path, "月报", "sql?q=SELECT+1")
    assert why(problem) == "taken"
    assert [view.address for view in saved_views(tmp_path)] == [ADDRESS]
    save_view(tmp_path, "月报", "sql?q=SELECT+1", over=True)
    assert [view.address for view in saved_views(tmp_path)] == ["sql?q=SELECT+1"]
    (old,) = removed_views(tmp_path)
    with pytest.raises(ViewNotSaved) as problem:
        restore_view(tmp_path, old)
    assert why(problem) == "taken"
    remove_view(tmp_path, "月报")
    restore_view(tmp_path, old)
    assert [view.address for view in saved_views(tmp_path)] == [ADDRESS]


def test_a_removed_view_can_be_had_back_and_only_once(tmp_path: Path) -> None:
    save_view(tmp_path, "月报", ADDRESS)
    remove_view(tmp_path, "月报")
    assert names(tmp_path) == []
    (removed,) = removed_views(tmp_path)
    restore_view(tmp_path, removed)
    assert names(tmp_path) == ["月报"]
    for step in (lambda: restore_view(tmp_path, removed), lambda: remove_view(tmp_path, "周报")):
        with pytest.raises(ViewNotSaved) as problem:
            step()
        assert why(problem) == "gone"


@pytest.mark.parametrize(
    ("name", "address", "kind"),
    [
        (" ", ADDRESS, "no_name"),
        ("长" * 61, ADDRESS, "long_name"),
        ("太长", "explore?street=" + "a" * 8_000, "long_address"),
        ("别处", "https://example.org/", "long_address"),
        ("脚本", "javascript:alert(1)", "long_address"),
        ("引号", 'explore?q="><script>', "long_address"),
    ],
)
def test_what_is_no_name_or_no_address_of_ours_is_not_saved(name: str, address: str, kind: str, tmp_path: Path) -> None:
    with pytest.raises(ViewNotSaved) as problem:
        save_view(tmp_path, name, address)
    assert why(problem) == kind
    assert not (tmp_path / FILE).exists()


def test_a_name_of_sixty_characters_is_saved(tmp_path: Path) -> None:
    save_view(tmp_path, "长" * 60, ADDRESS)
    assert names(tmp_path) == ["长" * 60]


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"views": [{"name": "x"}]}',
        b'{"views": [{"name": 5, "address": "explore", "by": "", "saved_at": ""}]}',
        b'{"views": [{"name": "x", "address": "https://example.org", "by": "", "saved_at": ""}]}',
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    for step in (lambda: saved_views(tmp_path), lambda: save_view(tmp_path, "月报", ADDRESS)):
        with pytest.raises(ViewNotSaved) as problem:
            step()
        assert why(problem) == "unreadable"
    assert (tmp_path / FILE).read_bytes() == content


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_view(tmp_path, "月报", ADDRESS)

    def refuse(*_: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(keeping.os, "replace", refuse)
    with pytest.raises(ViewNotSaved) as problem:
        save_view(tmp_path, "周报", ADDRESS)
    assert why(problem) == "not_writable"
    assert names(tmp_path) == ["月报"]


def test_nothing_is_lost_when_many_save_at_once(tmp_path: Path) -> None:
    savers = [threading.Thread(target=save_view, args=(tmp_path, f"视图{n:02d}", ADDRESS)) for n in range(20)]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()
    assert names(tmp_path) == [f"视图{n:02d}" for n in range(20)]


def test_the_file_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(REMOVED_KEPT + 3):
        save_view(tmp_path, f"{number}", ADDRESS)
        remove_view(tmp_path, f"{number}")
    removed = [view.name for view in removed_views(tmp_path)]
    assert removed == [f"{number}" for number in reversed(range(3, REMOVED_KEPT + 3))]
    told = {"name": "", "address": "explore", "by": "", "saved_at": "", "removed_at": None}
    full = {"views": [{**told, "name": f"{n}"} for n in range(MOST_VIEWS)]}
    (tmp_path / FILE).write_text(json.dumps(full), encoding="utf-8")
    with pytest.raises(ViewNotSaved) as problem:
        save_view(tmp_path, "再一个", ADDRESS)
    assert why(problem) == "too_many"
