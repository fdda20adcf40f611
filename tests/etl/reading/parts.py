"""Workbooks put together from their parts, as programs other than Excel, and people of ill will, put them together."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from etl.recognising.source import Source

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats"
VISITS = ("服务编号", "项目代码", "走访日期", "走访方式", "走访专班")
VISIT = ("V1", "P1", "2025-06-03", "现场", "施工许可")


def xlsx_parts(
    sheets: dict[str, str], *, styles: Sequence[str] = (), strings: str = "", before: str = "", head: str = ""
) -> dict[str, str]:
    """Return the parts of an XLSX whose sheets hold this XML; ``styles`` are number formats, for s="1" and on.

    ``before`` stands before the root of each sheet, ``head`` at the beginning of the workbook.
    """
    entries = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    links += f'<Relationship Id="strings" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    formats = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{escape(code)}"/>' for n, code in enumerate(styles))
    cells = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(styles)))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{_TYPE}-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}-officedocument.spreadsheetml.sheet.main+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{head}<sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
    }
    for number, content in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'{before}<worksheet xmlns="{_MAIN}">{content}</worksheet>'
    return parts


def data(*rows: str) -> str:
    """Return rows, each the XML of its cells, as the data of a sheet."""
    return "<sheetData>" + "".join(f'<row r="{n}">{cells}</row>' for n, cells in enumerate(rows, 1)) + "</sheetData>"


def texts(row: int, cells: Iterable[str]) -> str:
    """Return the XML of cells of text in a row, from column A on."""
    return "".join(text(f"{chr(65 + n)}{row}", cell) for n, cell in enumerate(cells))


def text(place: str, words: str) -> str:
    """Return the XML of a cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def write(path: Path, parts: dict[str, str] | dict[str, bytes], name: str = "走访服务记录.xlsx") -> Source:
    """Pack parts to a file and return it as a source called ``name``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return Source(name, path)


def ods_parts(tables: str, styles: str = "") -> dict[str, str]:
    """Return the parts of an ODS with these tables and automatic styles."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return {
        "mimetype": kind,
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="urn:x"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
    }


def ole(streams: dict[str, bytes]) -> bytes:
    """Return an OLE container with these streams, each padded so that none is a small one."""
    contents = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    table, sectors = [0xFFFFFFFD, 0xFFFFFFFE], []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, content) in enumerate(contents.items(), 1):
        first, pieces = len(table), [content[at : at + 512] for at in range(0, len(content), 512)]
        table += [*range(first + 1, first + len(pieces)), 0xFFFFFFFE]
        sectors += [piece.ljust(512, b"\0") for piece in pieces]
        entries.append(_entry(name, 2, first, len(content), right=number + 1 if number < len(contents) else -1))
    assert len(table) <= 128
    assert len(entries) <= 4
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<6I", 1, 1, 0, 4096, 0xFFFFFFFE, 0) + struct.pack("<2I", 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *([0xFFFFFFFF] * 108))
    fat = struct.pack("<128I", *table, *([0xFFFFFFFF] * (128 - len(table))))
    return header + fat + b"".join(entries).ljust(512, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, child: int = -1, right: int = -1) -> bytes:
    called = name.encode("utf-16-le") + b"\0\0"
    return (
        called.ljust(64, b"\0")
        + struct.pack("<HBB", len(called), kind, 1)
        + struct.pack("<3i", -1, right, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
