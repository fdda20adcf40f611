"""Saved views: addresses with a name, shared by the bureau, kept in one small file beside the versions."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

FILE = "views.json"
LONGEST_NAME = 60
LONGEST_ADDRESS = 8_000
MOST_VIEWS = 500
# Removed ones can be had back until so many others were removed.
REMOVED_KEPT = 20
PATIENCE_SECONDS = 5.0
# A page of ours with its choices: never another server, never a script.
ADDRESS = re.compile(r"[a-z_]*(\?[^\s<>\"']*)?")


class ViewNotSaved(Exception):
    """A view could not be saved, removed or read; ``why`` is one of the kinds below, ``about`` what it concerns."""

    KINDS = ("no_name", "long_name", "taken", "long_address", "too_many", "unreadable", "not_writable", "gone")

    def __init__(self, why: str, about: str = "") -> None:
        super().__init__(f"{why} {about}".strip())
        self.why, self.about = why, about


@dataclass(frozen=True)
class SavedView:
    """One view: its name, the address it stands for, who saved it and when, and when it was removed if it was."""

    name: str
    address: str
    by: str
    saved_at: str
    removed_at: str | None = None


def saved_views(folder: Path) -> list[SavedView]:
    """Return the views of the warehouse ``folder`` by name. Raises ViewNotSaved('unreadable')."""
    return sorted((view for view in _read(folder) if not view.removed_at), key=lambda view: view.name)


def removed_views(folder: Path) -> list[SavedView]:
    """Return the views that were removed and can be had back, the last removed first. Raises as saved_views()."""
    return sorted((view for view in _read(folder) if view.removed_at), key=lambda v: v.removed_at or "", reverse=True)


def save_view(folder: Path, name: str, address: str, by: str = "", *, over: bool = False) -> SavedView:
    """Save ``address`` under ``name``; with ``over`` also in the place of another of that name, which is then removed.

    Raises ViewNotSaved, and nothing has changed: without a name, with one too long or taken, or when the file cannot
    be read or written.
    """
    name, by = " ".join(name.split()), " ".join(by.split())[:LONGEST_NAME]
    if not name:
        raise ViewNotSaved("no_name")
    if len(name) > LONGEST_NAME:
        raise ViewNotSaved("long_name", f"{LONGEST_NAME}")
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        raise ViewNotSaved("long_address")
    with _changing(folder) as views:
        standing = [view for view in views if not view.removed_at]
        if any(view.name == name for view in standing) and not over:
            raise ViewNotSaved("taken", name)
        if len(standing) >= MOST_VIEWS and not over:
            raise ViewNotSaved("too_many", f"{MOST_VIEWS}")
        view = SavedView(name, address, by, _now())
        views[:] = [replace(one, removed_at=_now()) if one in standing and one.name == name else one for one in views]
        views.append(view)
    return view


def remove_view(folder: Path, name: str) -> None:
    """Remove the view called ``name``; it can be had back. Raises ViewNotSaved."""
    with _changing(folder) as views:
        if not any(view.name == name and not view.removed_at for view in views):
            raise ViewNotSaved("gone", name)
        views[:] = [
            replace(view, removed_at=_now()) if view.name == name and not view.removed_at else view for view in views
        ]


def restore_view(folder: Path, view: SavedView) -> None:
    """Let the removed ``view`` stand again. Raises ViewNotSaved, also when another has its name by now."""
    with _changing(folder) as views:
        if view not in views:
            raise ViewNotSaved("gone", view.name)
        if any(other.name == view.name and not other.removed_at for other in views):
            raise ViewNotSaved("taken", view.name)
        views[views.index(view)] = replace(view, removed_at=None)


@contextmanager
def _changing(folder: Path) -> Iterator[list[SavedView]]:
    """Give the views to change, alone; they are written when nothing was raised."""
    try:
        with FileLock(folder / f"{FILE}.lock", timeout=PATIENCE_SECONDS):
            views = _read(folder)
            yield views
            _write(folder, views)
    except (OSError, Timeout) as error:
        raise ViewNotSaved("not_writable", folder.name) from error


def _read(folder: Path) -> list[SavedView]:
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        views = [SavedView(**view) for view in told["views"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ViewNotSaved("unreadable", FILE) from error
    if not all(_is_sound(view) for view in views):
        raise ViewNotSaved("unreadable", FILE)
    return views


def _is_sound(view: SavedView) -> bool:
    words = (view.name, view.address, view.by, view.saved_at, view.removed_at or "")
    return all(isinstance(word, str) for word in words) and bool(ADDRESS.fullmatch(view.address))


def _write(folder: Path, views: list[SavedView]) -> None:
    """Write all views so that a reader, or a crash, meets the old file or the new one, never a half."""
    removed = sorted((view for view in views if view.removed_at), key=lambda view: view.removed_at or "")
    kept = [view for view in views if not view.removed_at] + removed[-REMOVED_KEPT:]
    text = json.dumps({"views": [asdict(view) for view in kept]}, ensure_ascii=False, indent=1)
    draft = folder / f"{FILE}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / FILE)


def _now() -> str:
    return datetime.now().isoformat(timespec="microseconds")
