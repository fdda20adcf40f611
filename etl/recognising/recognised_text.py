"""Recognising delimited text: its dialect is settled by header and rows, and its encoding is doubted by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from etl.faults import STOP, Fault, notice, stop
from etl.language import listed, quoted, said
from etl.limits import limits
from etl.reading.delimited import Delimited
from etl.reading.dialect import Dialect
from etl.reading.encoding import Survey
from etl.reading.likely_encoding import likely_encoding, may_be_gb18030
from etl.recognising.dialect_choice import settle, unusual
from etl.recognising.recognised import Recognised
from etl.types.table_schema import TableSchema

_QUOTED = 20


def recognise_text(
    texts: Sequence[Delimited],
    survey: Survey,
    original: Path,
    schema: TableSchema | None,
    recognised: Callable[[Sequence[Delimited]], Recognised | Fault],
) -> Recognised | Fault:
    """Return what ``recognised`` finds in the dialect that fits, or what stops the file.

    ``texts`` is the file in the usual dialects, ``survey`` what its bytes tell, ``original`` the file as received.
    """
    if schema and len(schema.columns) == 1:
        # Between one column and nothing stands no delimiter: what is no part of a cell is only told by the usual one.
        texts = [Delimited(texts[0].path, Dialect())]
    found = recognised(texts)
    if not _meets(found):
        found = _in_another_dialect(texts, found, recognised)
    if not _meets(found):
        doubt = _encoding_doubt(survey, original, is_met=False)
        if doubt and doubt.severity == STOP:
            return doubt
    if isinstance(found, Fault) or not found.positions:
        broken = next((text.broken for text in texts if text.broken), None)
        if broken:
            return stop(broken.rule, broken.message, row=broken.row)
        return _in_first_row(found) if schema and schema.is_standard else found
    fault = settle(found, survey) or _too_large(found, survey)
    if fault:
        return fault
    doubt = _encoding_doubt(survey, original, is_met=not "".join(found.header).isascii())
    if doubt:
        found.faults.append(doubt)
    found.faults += _passed_over(found)
    return found


def _in_first_row(found: Recognised | Fault) -> Recognised | Fault:
    """To the standard a table begins in its first row: that is where the header is missing."""
    if isinstance(found, Fault):
        return replace(found, row=1)
    found.faults = [replace(fault, row=fault.row or 1) for fault in found.faults]
    return found


def _meets(found: Recognised | Fault) -> bool:
    return (
        isinstance(found, Recognised)
        and bool(found.positions)
        and not any(fault.severity == STOP for fault in found.faults)
    )


def _in_another_dialect(
    texts: Sequence[Delimited],
    found: Recognised | Fault,
    recognised: Callable[[Sequence[Delimited]], Recognised | Fault],
) -> Recognised | Fault:
    """Look for the header in dialects in which few write; only one that meets the schema in full is believed."""
    for text in unusual(texts):
        other = recognised([text])
        if _meets(other):
            return other
    return found


def _encoding_doubt(survey: Survey, original: Path, is_met: bool) -> Fault | None:
    """Return what speaks against the encoding: GB18030 takes almost any bytes for characters.

    A header of Chinese names that was met proves it. Else the characters themselves are looked at.
    """
    if survey.encoding == "utf-8" and not is_met and may_be_gb18030(original):
        words = said(
            "文件按 UTF-8 读，但字太少，也可能是 GB18030 编码。请看一眼字对不对；不对就另存为“CSV UTF-8”后重新上传。"
        )
        return notice("encoding", words)
    if survey.encoding != "gb18030" or is_met:
        return None
    likely = likely_encoding(original)
    if likely is None:
        return None
    if likely.is_sure:
        return stop("encoding", likely.sentence())
    words = said(
        "文件按 GB18030 读，但字太少，也可能是 {name}编码。请看一眼汉字对不对；不对就另存为“CSV UTF-8”后重新上传。",
        name=said(likely.name),
    )
    return notice("encoding", words)


def _too_large(found: Recognised, survey: Survey) -> Fault | None:
    """Return what stops a file that holds more than is allowed; what quotation marks leave open is counted later."""
    most = limits()
    if survey.has_quote:
        return None
    if survey.lines > most.rows:
        words = said("文件超过 {most} 行的上限（设置 APPROVALS_MOST_ROWS）。请拆成几个文件，分别上传。", most=most.rows)
        return stop("tooManyRows", words)
    cells = survey.lines * len(found.header)
    if cells > most.cells:
        words = said(
            "文件约有 {count} 个单元格，超过 {most} 个的上限（设置 APPROVALS_MOST_CELLS）。请拆成几个文件，分别上传。",
            count=cells,
            most=most.cells,
        )
        return stop("tooManyCellsInAll", words)
    return None


def _passed_over(found: Recognised) -> list[Fault]:
    """To the standard the first row is the header: that rows above it were passed over is told."""
    if not found.schema.is_standard or found.header_row == 1:
        return []
    above = found.table.head()[: found.header_row - 1]
    rows = [(row, cells) for row, cells in enumerate(above, start=1) if any(cell.strip() for cell in cells)]
    if not rows:
        return []
    words = said(
        "表头在第 {row} 行；上面的第 {rows} 行不是表头，没有读：{words}。",
        row=found.header_row,
        rows=listed([str(row) for row, _ in rows]),
        n=len(rows),
        words=listed([quoted(next(cell.strip() for cell in cells if cell.strip())[:_QUOTED]) for _, cells in rows]),
    )
    return [notice("passedOver", words, rows[0][0])]
