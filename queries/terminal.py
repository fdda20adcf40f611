"""What command lines do with the terminal: refuse a wrong command, speak Chinese, log what nobody foresaw."""

from __future__ import annotations

import argparse
import logging
import os
import re
import secrets
import sys
import traceback
from collections.abc import Iterator
from typing import NoReturn

from queries.warehouse import warehouse_folder

WRONG_USAGE = 2
UNFORESEEN = "这个问题没能回答（编号 {reference}），数据没有改变。"
LOGGED = "详情记在 {path}，请把编号告诉维护人员。"
NOT_LOGGED = "日志也写不进 {path}。"
# What may be the content of a cell in the message of an exception: what is quoted, what is no ASCII, long numbers.
_CONTENT = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|[^\x00-\x7f]+|\d{5,}")
LONGEST_MESSAGE = 500


class CommandParser(argparse.ArgumentParser):
    """A parser of the numbers' commands, which says in Chinese what is wrong."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and how to see what is right. Source of the exit code: the contract."""
        print(f"命令写得不对：{message}。用法见：{self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def log_unforeseen(
    room: str, unforeseen: BaseException, said: str, logged: str = LOGGED, not_logged: str = NOT_LOGGED
) -> str:
    """Write the trace to the log beside the warehouse (its owner's eyes only); return the sentences to show.

    ``room`` names the command line in the log; ``said`` tells the person what happened, its {reference} the number;
    ``logged`` and ``not_logged`` tell where the log is, its {path} the place. No content of a cell comes into the log.
    """
    reference = secrets.token_hex(4)
    folder = warehouse_folder()
    path = folder.with_name(folder.name + ".log")
    sentence = said.format(reference=reference)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as log:
            handler = logging.StreamHandler(log)
            handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            record = logging.LogRecord(room, logging.ERROR, "", 0, f"{reference}\n{trace_of(unforeseen)}", (), None)
            handler.emit(record)
    except OSError:
        return sentence + not_logged.format(path=path)
    return sentence + logged.format(path=path)


def trace_of(error: BaseException) -> str:
    """Return the trace of ``error`` and of what led to it, without anything in its messages that a cell may hold.

    The database quotes in its messages the value it could not read, and the statement with the words in it.
    """
    parts = []
    for one in _chain(error):
        message = _CONTENT.sub("…", str(one))[:LONGEST_MESSAGE]
        frames = "".join(traceback.format_tb(one.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{type(one).__qualname__}: {message}")
    return "\n\n".join(parts)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exceptions that led to ``error``, the first of them first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _chain(before)
    yield error


def speak_utf8() -> None:
    """Chinese must survive a pipe on Windows, whose default there is the local code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8", errors="replace")
