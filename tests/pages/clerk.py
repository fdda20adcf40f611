"""What a clerk does on the upload page, and what the page then says, without a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.upload import upload_run
from queries.warehouse import open_warehouse
from tests.pages import small_bureau
from tests.pages.conftest import shown

# The ledger with one more project started, as an office program in Chinese saves it.
STARTED_ONE_MORE = small_bureau.project_ledger(small_bureau.STARTED + 1).encode("gb18030")


def choose(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Choose files as a clerk does, and wait for the preview."""
    app.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    button = next(button for button in app.button if button.label == label)
    assert not button.disabled, f"{label} cannot be pressed"
    button.click()
    return run(app)


def kinds(app: AppTest) -> list[Any]:
    """Return the kinds of faults on the page that can be opened, as they are listed."""
    return [box for box in app.expander if " · " in box.label and " 处" in box.label.replace("\\", "")]


def open_kind(app: AppTest, words: str) -> AppTest:
    """Open the first kind of faults whose line has ``words`` in it."""
    box = next(box for box in kinds(app) if words in box.label.replace("\\", ""))
    # Its id is $$ID-hash-key.
    app.session_state[box.proto.id.split("-", 2)[2]] = True
    return run(app)


def before_history(app: AppTest) -> str:
    """Return the HTML of the page above the history, which tells of earlier batches."""
    return shown(app).partition('id="history"')[0]


def moves(app: AppTest) -> dict[str, tuple[str, str]]:
    """Return the moved KPIs of the page as name → (before, after), without their percent."""
    rows = re.findall(r'<tr data-kpi="(\w+)">.*?class="was">(.*?)</td>.*?class="now">(.*?)</td>', before_history(app))

    def figure(cell: str) -> str:
        return re.sub("<small>.*?</small>|<.*?>", "", cell).strip()

    return {name: (figure(was), figure(now)) for name, was, now in rows}


def started(folder: Path) -> int:
    rows = open_warehouse(folder).rows("SELECT COUNT(*) FROM record.project WHERE actual_start_on IS NOT NULL")
    return int(rows[0][0])


def count_loads(monkeypatch: pytest.MonkeyPatch, look: Any = None) -> list[bool]:
    """Note each load the page asks for, True for a preview; ``look`` sees the sources while they are there."""
    calls: list[bool] = []
    real = upload_run.load_files

    def noting(folder: Path, sources: Any, **options: Any) -> Any:
        calls.append(options["dry_run"])
        if look:
            look(sources)
        return real(folder, sources, **options)

    monkeypatch.setattr(upload_run, "load_files", noting)
    return calls
