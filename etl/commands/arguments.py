"""The arguments that ``check`` and ``load`` share: which files, of which type, and which header means which column."""

from __future__ import annotations

import argparse
from datetime import date

from etl.language import said
from etl.refusal import WrongUsage


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Declare files, ``--type`` and ``--map``."""
    parser.add_argument("files", nargs="+", metavar=said("文件"), help=said("CSV 或 Excel 文件，或装着它们的文件夹"))
    parser.add_argument("--type", metavar=said("类型"), help=said("记录类型，如 approval 或 审批办件；不写则自动认"))
    parser.add_argument(
        "--map", action="append", default=[], metavar=said("表头=列"), help=said("这个表头是哪一列，可写多次")
    )


def mapping_of(arguments: argparse.Namespace) -> dict[str, str] | None:
    """Return the ``--map`` arguments as header → column ("": leave it out), or None. Raises WrongUsage."""
    pairs = {}
    for text in arguments.map:
        header, equals, column = text.rpartition("=")
        if not equals or not header.strip():
            raise WrongUsage(
                said(
                    '--map 要写成“表头=列名”，如 --map "受理日=accepted_on"；等号后面不写就是这一列不导入。'
                    "收到的是“{text}”。",
                    text=text,
                )
            )
        pairs[header.strip()] = column.strip()
    return pairs or None


def month_of(text: str | None) -> date | None:
    """Return the first day of the month written as 2025-07, or None without a text. Raises WrongUsage."""
    if text is None:
        return None
    try:
        if len(text) != len("2025-07"):
            raise ValueError(text)
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise WrongUsage(said("--month 要写成 2025-07 的样子，收到的是“{text}”。", text=text)) from None
