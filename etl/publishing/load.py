"""Loading: files of any types, in any order, become one batch each in one new version, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from pathlib import Path
from typing import Any

from etl.checking.check import Stage, stage
from etl.checking.current_records import CurrentRecords, Sense
from etl.checking.fault_kinds import FaultKind, kinds_of
from etl.comparing.compare import Comparison
from etl.comparing.kpi_moves import Move
from etl.comparing.revisions import Revision
from etl.faults import FileCheck
from etl.language import said
from etl.publishing import masking
from etl.publishing.batches import Terms, keep_refused, write_batches
from etl.publishing.journal import next_batch_no, ranges
from etl.publishing.kept_mends import mends_hash, receive_mends
from etl.publishing.let_through import keep_let_through
from etl.publishing.load_usage import refuse_wrong_usage
from etl.publishing.originals import hash_arrival
from etl.publishing.publish import Candidate, next_version, now
from etl.publishing.repeats import stop_repeats
from etl.publishing.take_in import Taken, take_in
from etl.publishing.unknown_projects import refuse_unknown_projects
from etl.publishing.version_moves import moves_with, revisions_with
from etl.publishing.waiting_line import Progress
from etl.recognising.remembered import remembered_mappings
from etl.recognising.source import Source
from etl.types.ledgers import ledgers


@dataclass
class LoadedFile:
    """One file of a load: what its check said, which batch it became (None when refused), and what it changes."""

    check: FileCheck
    batch_no: int | None = None
    comparison: Comparison | None = None
    # Its faults kind by kind; only a preview works them out.
    kinds: list[FaultKind] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the file as the command line writes it."""
        changes = self.comparison.as_json() if self.comparison else None
        return {**self.check.as_json(), "batch": self.batch_no, "changes": changes}


@dataclass
class LoadResult:
    """What a load did, or would do when ``is_preview``; ``version`` is None when nothing was published."""

    files: list[LoadedFile]
    kpis: list[Move] = field(default_factory=list)
    # Published months that read otherwise afterwards; None when they were not looked at.
    revisions: list[Revision] | None = None
    version: int | None = None
    is_preview: bool = False
    is_refused: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the result as the command line writes it."""
        return {
            "files": [file.as_json() for file in self.files],
            "kpis": [move.as_json() for move in self.kpis],
            "revisions": None if self.revisions is None else [one.as_json() for one in self.revisions],
            "version": self.version,
        }


def load_files(
    folder: Path,
    sources: Sequence[Source],
    *,
    type: str | None = None,
    mapping: Mapping[str, str] | None = None,
    replace: bool = False,
    skip_refused: bool = False,
    by: str = "",
    note: str = "",
    reason: str = "",
    is_sample: bool = False,
    dry_run: bool = False,
    ask_kpis: bool = True,
    ask_months: bool = False,
    progress: Progress | None = None,
) -> LoadResult:
    """Check the files and load them into the warehouse at ``folder`` as one batch each, in one new version.

    ``replace``: earlier rows of the type (of the months in the file, when rows have a date) that are not in it vanish.
    ``skip_refused``: accepted rows are loaded, the refused ones kept visible; else one refuses everything.
    ``reason``: why what is in doubt is true all the same; with it the rows in doubt are loaded, each with the reason.
    What is kept of the faults is kept in Chinese, whatever language is spoken to the person.
    ``dry_run``: the preview; the version is built and asked, then thrown away. It tells of revised months, as a load
    with ``ask_months`` does. Raises Refusal or WrongUsage. Source of the rules: design, "The way of a file".
    """
    refuse_wrong_usage(sources, type, reason)
    tell, terms = progress or (lambda done, words: None), Terms(replace, by, note, reason.strip(), is_sample)
    with next_version(folder, [source.path for source in sources], is_trial=dry_run, waiting=progress) as candidate:
        candidate.discard = True
        tell(0.05, said("核对文件"))
        with _staged(candidate, sources, type, mapping, terms) as staged:
            result = _judged(candidate, staged, skip_refused, is_preview=dry_run)
            if result.is_refused:
                return result
            tell(0.4, said("写入台账"))
            _take_in_all(candidate, staged, result, terms)
        tell(0.7, said("整理与检查"))
        if replace:
            refuse_unknown_projects(candidate.connection)
        candidate.finish()
        candidate.arrivals += receive_mends(folder, [source.mends for source in sources], candidate.path.stem)
        if ask_kpis:
            tell(0.9, said("计算指标变化"))
            result.kpis = moves_with(candidate, keep=not dry_run)
            result.revisions = revisions_with(candidate) if dry_run or ask_months else None
        candidate.discard = dry_run
    result.version = None if dry_run else candidate.version_no
    tell(1.0, said("完成"))
    return result


@contextmanager
def _staged(
    candidate: Candidate,
    sources: Sequence[Source],
    type: str | None,
    mapping: Mapping[str, str] | None,
    terms: Terms,
) -> Iterator[Stage]:
    """Check the copies of the files, under the same names; their content hashes are found meanwhile."""
    hashes = [candidate.aside.submit(hash_arrival, arrival) for arrival in candidate.arrivals]
    copies = [
        with_fields(source, path=arrival.draft) for source, arrival in zip(sources, candidate.arrivals, strict=True)
    ]
    known = "SELECT project_id FROM record.project"
    sense = Sense(CurrentRecords(candidate.connection), terms.reason, terms.replace)
    memory = remembered_mappings(candidate.connection)
    with stage(
        candidate.connection, copies, type=type, mapping=mapping, known_projects=known, memory=memory, sense=sense
    ) as staged:
        for check, sha256, source in zip(staged.files, hashes, sources, strict=True):
            check.sha256, check.mends_sha256 = sha256.result(), mends_hash(source.mends)
        yield staged


def _judged(candidate: Candidate, staged: Stage, skip_refused: bool, is_preview: bool) -> LoadResult:
    """Return the verdicts as a result, and whether they refuse the load; a preview also sorts the faults by kind."""
    result = LoadResult([LoadedFile(check) for check in staged.files], is_preview=is_preview)
    result.is_refused = _is_refused(candidate, staged, skip_refused)
    for file in result.files if is_preview else []:
        file.kinds = kinds_of(staged, file.check)
    return result


def _is_refused(candidate: Candidate, staged: Stage, skip_refused: bool) -> bool:
    stop_repeats(candidate.connection, staged.files)
    if any(check.counts["stop"] for check in staged.files):
        return True
    return not skip_refused and not all(check.ok for check in staged.files)


def _take_in_all(candidate: Candidate, staged: Stage, result: LoadResult, terms: Terms) -> None:
    """Number the files as batches, projects first, and write each type's rows with one statement."""
    first = next_batch_no(candidate.connection)
    for number, file in enumerate(sorted(result.files, key=lambda f: f.check.type != "project"), start=first):
        file.batch_no = number
    checks = {int(file.batch_no or 0): file.check for file in result.files}
    taken = take_in_checked(candidate, staged, checks, set(checks) if terms.replace else set())
    batches = {check.file_no: (number, str(check.type)) for number, check in checks.items()}
    staged.tell_in_chinese()
    refused = keep_refused(candidate.connection, staged.fault_table, batches)
    keep_let_through(candidate.connection, staged.fault_table, batches, terms.reason)
    write_batches(
        candidate.connection,
        version_no=candidate.version_no,
        checks=checks,
        taken=taken,
        refused=refused,
        terms=terms,
        at=now(),
    )
    for file in result.files:
        file.comparison = taken[int(file.batch_no or 0)].comparison
    candidate.note_version("load", ranges(checks), terms.by, terms.note)


def take_in_checked(
    candidate: Candidate, staged: Stage, checks: Mapping[int, FileCheck], replacing: set[int]
) -> dict[int, Taken]:
    """Append the rows of the checked files (by batch number) to their ledgers; returns what became of it."""
    masking.use_key(candidate.connection, candidate.folder)
    taken: dict[int, Taken] = {}
    for name, ledger in ledgers().items():
        mine = {check.file_no: number for number, check in checks.items() if check.type == name}
        if mine:
            months = {number: checks[number].month for number in mine.values()}
            taken |= take_in(candidate.connection, staged, ledger, mine, months=months, replacing=replacing)
            candidate.changed.add(name)
    return taken
