"""What the tests of the pages share: a small bureau's warehouse, and the app run on it without a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import words
from tests.pages import small_bureau

PAGES = Path(__file__).parents[2] / "pages"
Opener = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def chinese() -> None:
    """Let each test begin in Chinese: what a test asks outside the app is said in the language spoken last."""
    words.speak("zh")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a warehouse of the bureau's own data ('own') and one of the same as sample ('sample')."""
    folder = tmp_path_factory.mktemp("bureau")
    small_bureau.build(folder / "own")
    small_bureau.build(folder / "sample", is_sample=True)
    return folder


def copied(built: Path, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy a warehouse for one test, with its masking key, and let the app use it."""
    folder = tmp_path / "warehouse"
    shutil.copytree(built / kind, folder)
    shutil.copy(built / f"{kind}.key", tmp_path / "warehouse.key")
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(folder))
    return folder


@pytest.fixture
def warehouse(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a warehouse with the bureau's own data, which this test may change."""
    return copied(built, "own", tmp_path, monkeypatch)


@pytest.fixture
def sample_warehouse(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a warehouse with nothing but sample data, which this test may change."""
    return copied(built, "sample", tmp_path, monkeypatch)


@pytest.fixture
def open_page() -> Opener:
    """Return a function that runs the app and opens a page of it, with query parameters."""

    def open_named(name: str, **parameters: str) -> AppTest:
        app = AppTest.from_file(str(PAGES / "main.py"), default_timeout=60)
        app.query_params.update({"lang": "zh", **parameters})
        app.run()
        if name != "overview":
            app.switch_page(f"{name}.py").run()
        assert not app.exception, app.exception
        return app

    return open_named


def shown(app: AppTest) -> str:
    """Return the HTML of everything we drew ourselves, in order."""
    return "\n".join(element.proto.body for element in app.get("html"))


def said(app: AppTest) -> str:
    """Return the words of what we drew, without markup and typesetting."""
    return unescape(re.sub("<[^>]*>", "", shown(app)))
