"""The draft of an upload: chosen files, what was said about them, its preview. The only thing a session keeps."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from etl.recognising.source import Source

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from etl.comparing.kpi_moves import Move
    from etl.publishing.load import LoadResult

LONGEST_NAME = 120


@dataclass(frozen=True)
class Told:
    """What the person said about one file: its type when it could not be told, and which header is which column."""

    type: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Preview:
    """What loading the draft would do, for the question ``key``; ``refusal`` is the sentence when it cannot be said."""

    key: tuple[object, ...]
    result: LoadResult | None = None
    refusal: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was last done: 'load', 'undo' or 'redo', the version it made, and the KPIs it moved; or why it was not."""

    action: str
    version: int | None = None
    batches: tuple[int, ...] = ()
    refused: int = 0
    moves: tuple[Move, ...] = ()
    refusal: str = ""
    is_sample: bool = False


@dataclass
class Draft:
    """What is chosen and not yet confirmed. A new ``number`` gives the widgets of the next draft fresh keys."""

    number: int = 0
    files: list[UploadedFile] = field(default_factory=list)
    told: dict[str, Told] = field(default_factory=dict)
    preview: Preview | None = None
    outcome: Outcome | None = None
    # What was asked for and waits for a yes: ('undo' or 'redo', the batch or 'sample').
    asking: tuple[str, int | str] | None = None

    def key_of(self, widget: str) -> str:
        """Return the key of one of this draft's widgets."""
        return f"{widget}-{self.number}"

    def take_files(self) -> None:
        """Take over what the file chooser holds now. Leaving the page empties it without this being called."""
        self.files = list(st.session_state[self.key_of("files")])
        self.outcome = None

    def ask(self, action: str, batch: int | str) -> None:
        """Ask whether to undo or redo a batch."""
        self.asking = (action, batch)

    def answer(self) -> None:
        """Take the question away: it was answered, or the person left it."""
        self.asking = None

    def is_on(self, widget: str) -> bool:
        """Return whether a tick of this draft ('replace', 'skip') is set, also before it is drawn in this run."""
        return bool(st.session_state.get(self.key_of(widget), False))

    def told_of(self, file: UploadedFile) -> Told:
        """Return what was said about ``file``."""
        return self.told.get(file.file_id, Told())

    def close(self, outcome: Outcome | None = None) -> None:
        """Let go of the files and begin the next draft; ``outcome`` is what became of this one."""
        self.number += 1
        self.files, self.told, self.preview, self.outcome = [], {}, None, outcome


def current_draft() -> Draft:
    """Return the draft of this session."""
    found: Draft = st.session_state.setdefault("draft", Draft())
    return found


def clean_name(name: str) -> str:
    """Return an upload's name as a person may see it: without folders, control characters, or endless length."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", last).strip()
    return visible[-LONGEST_NAME:] or "?"


@contextmanager
def laid_out(draft: Draft) -> Iterator[list[Source]]:
    """Write the draft's files to a private folder while they are read; only the owner of the process can open them.

    A file's own name never becomes a path. Folder and files are gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        sources = []
        for number, file in enumerate(draft.files, start=1):
            path = Path(folder) / f"{number:04d}"
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.write(file.getbuffer())
            told = draft.told_of(file)
            sources.append(Source(clean_name(file.name), path, told.type, told.mapping))
        yield sources
