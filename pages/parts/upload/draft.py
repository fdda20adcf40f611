"""The draft of an upload in this session: which kept draft it shows, its preview, and what was last done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from etl.drafts import draft_folder
from etl.drafts.kept_draft import Ended, KeptDraft, KeptFile
from etl.language import in_language
from etl.recognising.source import Source
from etl.refusal import Refusal
from pages.parts.upload import draft_words
from pages.parts.upload.preview import Outcome, Preview
from pages.parts.words import language
from queries.warehouse import warehouse_folder

# What a person says in the form and the decision, by the name of its widget.
SAID = ("by", "note", "replace", "skip", "reason")


@dataclass(frozen=True)
class Told:
    """What the person said about one file: its type when it could not be told, and which header is which column."""

    type: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()


@dataclass
class Draft:
    """What this session keeps of an upload: the rest lies in the kept draft, under its address, for everyone alike.

    A new ``number`` gives the widgets of the next draft fresh keys, a new ``chosen`` an empty file chooser.
    """

    number: int = 0
    chosen: int = 0
    kept: KeptDraft | None = None
    # Whether the widgets still show what was said before another said something else.
    is_behind: bool = False
    preview: Preview | None = None
    outcome: Outcome | None = None
    # What happened to the draft that the person did not do just now, in sentences, until it was shown.
    news: list[str] = field(default_factory=list)
    # What was asked for and waits for a yes: ('undo' or 'redo', the batch or 'sample').
    asking: tuple[str, int | str] | None = None

    @property
    def files(self) -> tuple[KeptFile, ...]:
        """The files of the draft."""
        return self.kept.files if self.kept else ()

    def key_of(self, widget: str) -> str:
        """Return the key of one of this draft's widgets."""
        return {
            "by": "uploaded-by",
            "files": f"files-{self.number}-{self.chosen}",
        }.get(widget, f"{widget}-{self.number}")

    def follow(self, id: str | None) -> None:
        """Show the kept draft called ``id``, as the address asks, as it is now; without one, the one at hand."""
        if id is None and self.kept is not None:
            id = self.kept.id
            st.query_params["draft"] = id
        if id is None:
            return
        seen = self.kept if self.kept and self.kept.id == id else None
        try:
            with in_language(language()):
                now = draft_folder.open_draft(warehouse_folder(), id)
        except Refusal as gone:
            self._leave(str(gone))
            return
        if now.ended:
            self._leave(draft_words.ended(now.ended))
        elif seen is None:
            self.number += self.kept is not None
            self.preview = self.outcome = None
            self._take(now)
        elif self.is_behind or now.revision != seen.revision:
            if not self.is_behind:
                self.news.append(draft_words.changed_elsewhere())
            self._take(now)

    def _leave(self, why: str) -> None:
        self.close()
        self.news.append(why)

    def _take(self, now: KeptDraft) -> None:
        """Show ``now``, also in the widgets of what was said: another may have said it."""
        self.kept, self.is_behind = now, False
        for name in SAID:
            if name != "by" or now.by:
                st.session_state[self.key_of(name)] = getattr(now, name)

    def take_files(self) -> None:
        """Keep the files that the chooser holds now, in the draft at hand or a new one, and empty the chooser."""
        chosen = list(st.session_state[self.key_of("files")])
        self.chosen += 1
        if not chosen:
            return
        arriving = [(file.name, file.getbuffer()) for file in chosen]
        before, self.outcome = self.kept, None
        if before is None:
            with self._told():
                self.kept = draft_folder.begin(warehouse_folder(), arriving, **{name: self.said(name) for name in SAID})
        else:
            self._follow_up(lambda folder: draft_folder.add_files(folder, before.id, arriving))
            self.news += draft_words.replaced(before, self.files)
        if self.kept:
            st.query_params["draft"] = self.kept.id

    def said(self, name: str) -> Any:
        """Return what is said now for one of SAID, as kept, or as it stands in the form before there is a draft."""
        kind: type = bool if name in ("replace", "skip") else str
        value = getattr(self.kept, name) if self.kept else st.session_state.get(self.key_of(name))
        return kind(value or "")

    def say(self, name: str) -> None:
        """Keep what the widget of one of SAID says now; it is called when that changes."""
        value: Any = st.session_state.get(self.key_of(name)) or ""
        kept: dict[str, Any] = {name: bool(value) if name in ("replace", "skip") else str(value)}
        self.edit(lambda now: replace(now, **kept))

    def is_on(self, widget: str) -> bool:
        """Return whether a tick of this draft ('replace', 'skip') is set."""
        return bool(self.said(widget))

    def edit(self, change: Callable[[KeptDraft], KeptDraft]) -> None:
        """Change the kept draft, if there is one; what cannot be done becomes news."""
        kept = self.kept
        if kept is not None:
            self._follow_up(lambda folder: draft_folder.change(folder, kept.id, change))

    def _follow_up(self, do: Callable[[Any], KeptDraft]) -> None:
        seen = self.kept
        with self._told():
            now = do(warehouse_folder())
            if seen and now.revision > seen.revision + 1:
                self.news.append(draft_words.changed_elsewhere())
                self.is_behind = True
            self.kept = now

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with in_language(language()):
                yield
        except Refusal as refused:
            self.news.append(str(refused))

    def was_shown(self) -> None:
        """Note that a run came to its end: what it told of is no longer news."""
        self.news.clear()

    def ask(self, action: str, batch: int | str) -> None:
        """Ask whether to undo or redo a batch."""
        self.asking = (action, batch)

    def answer(self) -> None:
        """Take the question away: it was answered, or the person left it."""
        self.asking = None

    def told_of(self, file: KeptFile) -> Told:
        """Return what was said about ``file``."""
        return Told(file.type, file.mapping)

    def give_up(self) -> None:
        """Drop the kept draft, for everyone, and begin the next one."""
        self.end(Ended("dropped"))

    def end(self, ended: Ended, outcome: Outcome | None = None) -> None:
        """Let the kept draft end as ``ended`` says, for everyone; here ``outcome`` is told of it."""
        if self.kept:
            with self._told():
                draft_folder.end(warehouse_folder(), self.kept.id, ended)
        self.close(outcome)

    def close(self, outcome: Outcome | None = None) -> None:
        """Let go of the kept draft and begin the next one; ``outcome`` is what became of this one."""
        self.number += self.kept is not None
        self.kept, self.preview, self.outcome = None, None, outcome
        if "draft" in st.query_params:
            del st.query_params["draft"]


def current_draft() -> Draft:
    """Return the draft of this session."""
    found: Draft = st.session_state.setdefault("draft", Draft())
    return found


@contextmanager
def laid_out(draft: Draft) -> Iterator[list[Source]]:
    """Yield the draft's files as sources, where they are kept: only the owner of the process can open them."""
    yield draft_folder.sources_of_draft(warehouse_folder(), draft.kept) if draft.kept else []
