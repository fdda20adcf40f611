"""What both command lines do with the terminal: speak Chinese through any pipe, and log what nobody foresaw."""

from __future__ import annotations

import logging
import os
import secrets
import sys

from queries.warehouse import warehouse_folder


def log_unforeseen(room: str, unforeseen: Exception, said: str) -> str:
    """Write the trace to the log beside the warehouse (its owner's eyes only); return the sentence to show.

    ``room`` names the command line in the log; ``said`` tells the person what happened, its {reference} the number.
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
            trace = (type(unforeseen), unforeseen, unforeseen.__traceback__)
            handler.emit(logging.LogRecord(room, logging.ERROR, "", 0, reference, (), trace))
    except OSError:
        return f"{sentence}；日志也写不进 {path}。"
    return f"{sentence}。详情记在 {path}，请把编号告诉维护人员。"


def speak_utf8() -> None:
    """Chinese must survive a pipe on Windows, whose default there is the local code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8", errors="replace")
