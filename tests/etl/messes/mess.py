"""A mess: a file of a kind that offices really send, how reading it must end, and what the person must be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from etl.faults import NOTICE, Fault, FileCheck
from etl.language import in_language
from etl.recognising.source import Source
from tests.etl.files import check

READ, TOLD, REFUSED = "read", "told", "refused"
HEADER = "服务编号,项目代码,走访日期,走访方式,走访专班,服务事项,了解情况,当场解决"
KEYS = HEADER.split(",")
# In English, Chinese may only stand between quotation marks, or as one of the words to write.
_QUOTED = re.compile(r'"[^"]*"')
_CHINESE = re.compile(r"[，。；：、（）“”]|[\u3400-\u9fff]{9,}")


@dataclass(frozen=True)
class Mess:
    """``make`` writes the file into a folder; ``zh`` and ``en`` must stand in what is said of it.

    ``cells`` are cells that must be read so: (place of the record, header) → text; ``rows`` how many records are read.
    """

    name: str
    make: Callable[[Path], Source]
    ending: str
    zh: str = ""
    en: str = ""
    row: int | None = None
    cells: dict[tuple[int, str], str | None] = field(default_factory=dict)
    rows: int | None = None
    type: str | None = None


def visit(code: str = "V1", **other: str) -> list[str]:
    """Return the cells of a visit under ``HEADER``; keyword arguments are English names of single cells."""
    cells = {
        "id": code, "project": "P1", "day": "2025-06-03", "mode": "现场", "group": "施工许可",
        "topic": "开工手续", "finding": "", "solved": "",
    }  # fmt: skip
    return list((cells | other).values())


def table(*rows: Iterable[str], header: str = HEADER, delimiter: str = ",", ending: str = "\n") -> str:
    """Return rows under a header as delimited text."""
    return "".join(delimiter.join(row) + ending for row in [header.split(","), *rows])


def csv(content: str | bytes, name: str = "走访服务记录.csv", encoding: str = "utf-8") -> Callable[[Path], Source]:
    """Return what writes ``content`` into a folder and names it as a source."""

    def make(folder: Path) -> Source:
        path = folder / "file"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return Source(name, path)

    return make


def with_cell(header: str, value: str, second: bool = True) -> Callable[[Path], Source]:
    """Return a file whose first record holds ``value`` under ``header``; the second is right."""
    cells = visit()
    cells[KEYS.index(header)] = f'"{value}"' if "," in value or "\n" in value else value
    return csv(table(cells, visit("V2")) if second else table(cells))


def judge(mess: Mess, folder: Path) -> None:
    """Check the file in both languages, and hold what happened against what must."""
    for language in ("zh", "en"):
        inside = folder / language
        inside.mkdir()
        with in_language(language):
            verdict = check(mess.make(inside), type=mess.type)[0]
        _hold(mess, verdict, language)


def _hold(mess: Mess, verdict: FileCheck, language: str) -> None:
    found = [(fault.severity, fault.row, fault.rule, fault.message) for fault in verdict.faults]
    if mess.ending == REFUSED:
        assert not verdict.ok, f"{mess.name}: accepted, though it must be refused; {found}"
        told = [fault for fault in verdict.faults if fault.severity != NOTICE]
    else:
        assert verdict.ok, f"{mess.name}: refused, though it can be read; {found}"
        told = [fault for fault in verdict.faults if fault.severity == NOTICE]
        assert bool(told) == (mess.ending == TOLD), f"{mess.name}: {found}"
    words = mess.zh if language == "zh" else mess.en
    assert any(words in fault.message for fault in told) or not told, f"{mess.name}: “{words}” is not said; {found}"
    if mess.row is not None:
        assert any(fault.row == mess.row for fault in told), f"{mess.name}: row {mess.row} is not named; {found}"
    if mess.rows is not None:
        assert verdict.rows == mess.rows, f"{mess.name}: {verdict.rows} records read; {found}"
    for (place, header), value in mess.cells.items():
        assert verdict.preview[place][header] == value, f"{mess.name}: {verdict.preview[place]}"
    if language == "en":
        for fault in verdict.faults:
            must_be_english(fault)


def must_be_english(fault: Fault) -> None:
    """Hold a sentence to English: no Chinese sentence, no Chinese punctuation, but for what is quoted."""
    bare = _QUOTED.sub("", fault.message)
    assert bare.strip(), fault.rule
    assert not _CHINESE.search(bare), f"{fault.rule}: {fault.message}"
