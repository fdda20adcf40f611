"""The first two steps over all files of one check: each is read and recognised, or stopped with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.faults import STOP, Fault, FileCheck, stop
from etl.language import said
from etl.reading.delimited import Delimited
from etl.reading.encoding import Survey
from etl.reading.read import Received, open_all, receive
from etl.reading.workbook import Opened, Sheet
from etl.recognising.recognise import recognise
from etl.recognising.recognised import Recognised, TextFile
from etl.recognising.recognised_text import recognise_text
from etl.recognising.remembered import Memory
from etl.recognising.sheet_notices import tell_of_table
from etl.recognising.source import Source
from etl.refusal import WrongUsage
from etl.types.table_schema import TableSchema, find_schema


def recognise_files(
    sources: Sequence[Source],
    folder: Path,
    schema: TableSchema | None,
    mapping: Mapping[str, str] | None,
    memory: Memory | None = None,
) -> tuple[list[FileCheck], list[TextFile]]:
    """Read and recognise every source; returns a verdict on each, and the files in which a table was found.

    ``folder`` takes the UTF-8 copies. What a source says of itself goes before ``schema`` and ``mapping``, which are
    for all; ``memory`` is what was chosen in earlier months. Raises WrongUsage when a file is not there at all.
    """
    checks: list[FileCheck] = []
    files: list[TextFile] = []
    opened = open_all([source.path for source in sources], folder)
    for file_no, source in enumerate(sources, start=1):
        check = FileCheck(source.name, file_no, month=source.month)
        checks.append(check)
        received = _received(source, folder, opened)
        check.encoding, check.size = received.survey.encoding, received.survey.size
        if received.fault:
            check.add(received.fault)
            continue
        own = find_schema(source.type) if source.type else schema
        chosen = {**(mapping or {}), **dict(source.mapping)}
        found = _recognised(received, source, own, chosen, memory)
        if isinstance(found, Fault):
            check.add(found)
            continue
        check.type, check.header_row, check.mapping = found.schema.name, found.header_row, found.mapping
        check.header, check.remembered = found.header, found.remembered
        check.sheet = found.sheet
        if not found.positions:
            for fault in found.faults:
                check.add(fault)
            continue
        found.faults += tell_of_table(found)
        files.append(TextFile(file_no, found, received.survey, source.mends, source.month))
    return checks, files


def _received(source: Source, folder: Path, opened: Mapping[Path, Opened]) -> Received:
    if not source.path.exists():
        raise WrongUsage(said("找不到文件“{file}”，请检查路径。", file=source.name))
    try:
        return receive(source.path, folder, opened)
    except PermissionError:
        words = said("没有读取这个文件的权限，或它正被别的程序独占。请关闭它后重试。")
        return Received(Survey(), fault=stop("no_permission", words))


def _recognised(
    received: Received, source: Source, schema: TableSchema | None, chosen: Mapping[str, str], memory: Memory | None
) -> Recognised | Fault:
    def among(tables: Sequence[Delimited | Sheet]) -> Recognised | Fault:
        return recognise(tables, source, schema, chosen, memory)

    if received.texts:
        return recognise_text(received.texts, received.survey, source.path, schema, among)
    return among(received.sheets)


def is_direct(file: TextFile) -> bool:
    """Whether the database may read the file by itself; what was put right in it is put in row by row."""
    table = file.found.table
    return not file.mends and isinstance(table, Delimited) and table.is_plain(file.survey, file.found.header_row)


def is_stopped(file: TextFile) -> bool:
    """Whether the header alone stops the file."""
    return any(fault.severity == STOP for fault in file.found.faults)
