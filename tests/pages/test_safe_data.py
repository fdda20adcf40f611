"""What a person sees when a version cannot be read, or when others stand in line before them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.publishing.waiting_line import TRIALS, WRITERS, turn
from pages.parts.upload import upload_run
from queries.warehouse import current_version, version_path
from tests.pages.clerk import STARTED_ONE_MORE, choose, press, started
from tests.pages.conftest import Opener, said


def note_steps(monkeypatch: pytest.MonkeyPatch, seen: Callable[[str], object]) -> None:
    """Let ``seen`` have every step that a progress bar of the upload page shows."""
    real = upload_run.bar

    def noting(words: str) -> Any:
        show = real(words)

        def both(share: float, step: str) -> None:
            show(share, step)
            seen(step)

        return both

    monkeypatch.setattr(upload_run, "bar", noting)


def test_whoever_waits_to_see_or_to_confirm_is_told_how_many_are_in_front(
    warehouse: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    others = contextlib.ExitStack()

    def seen(step: str) -> None:
        steps.append(step)
        others.close()

    note_steps(monkeypatch, seen)
    for _ in range(2):
        others.enter_context(turn(warehouse, TRIALS, at_once=2))
    app = choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE))
    assert steps[0] == "前面还有 2 个人在导入，请稍等"
    steps.clear()
    others.enter_context(turn(warehouse, WRITERS))
    press(app, "确认入库")
    assert steps[0] == "前面还有 1 个人在导入，请稍等"
    assert started(warehouse) == 28


def test_a_version_that_cannot_be_read_is_told_on_every_page_with_what_to_do(
    warehouse: Path, open_page: Opener
) -> None:
    press(choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE)), "确认入库")
    assert current_version(warehouse) == 2
    words = "第2版的数据文件读不出来，现在显示的是第1版。请管理员运行 python -m etl verify"
    assert words not in said(open_page("overview"))
    version_path(warehouse, 2).unlink()
    for page in ("overview", "kpi", "upload", "definitions", "data"):
        assert words in said(open_page(page)), page
    assert "27/38" in said(open_page("overview"))
    assert "The data file of version 2 cannot be read; this is version 1" in said(open_page("overview", lang="en"))
    # Asked for by its address, the older one is what was asked for.
    assert words not in said(open_page("overview", version="1"))


def test_without_any_version_that_can_be_read_the_page_says_so(warehouse: Path, open_page: Opener) -> None:
    version_path(warehouse, 1).write_bytes(b"")
    app = open_page("overview")
    assert "数据文件读不出来，也没有更早的版本可看。请管理员运行 python -m etl verify" in said(app)
