"""Asking as a person does: ``python -m queries …`` in a process of its own, on a warehouse folder made from rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from queries.warehouse import version_path
from tests.queries.version_file import ROOT, Rows, make_version


@dataclass(frozen=True)
class Said:
    """What a command wrote, and the code it ended with."""

    code: int
    out: bytes
    error: str

    @property
    def text(self) -> str:
        """What it wrote for a person."""
        return self.out.decode("utf-8-sig")


def publish(folder: Path, number: int, rows: Rows) -> None:
    """Publish version ``number`` of a warehouse, made from rows."""
    make_version(version_path(folder, number), rows)
    (folder / "current").write_text(str(number), encoding="ascii")


def say(folder: Path, *words: str, code: Path = ROOT) -> Said:
    """Run ``python -m queries`` with ``words`` on the warehouse in ``folder``, with the code in ``code``."""
    settings = {**os.environ, "APPROVALS_WAREHOUSE": str(folder), "APPROVALS_THREADS": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "queries", *words], cwd=code, env=settings, capture_output=True, check=False, timeout=60
    )
    return Said(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def ask(folder: Path, *words: str, code: Path = ROOT) -> Said:
    """Say the words and return the answer, which must be one."""
    said = say(folder, *words, code=code)
    assert (said.code, said.error) == (0, "")
    return said


def asked(folder: Path, *words: str, code: Path = ROOT) -> dict[str, Any]:
    """Say the words and return the JSON that answers."""
    found = json.loads(ask(folder, *words, code=code).out)
    assert isinstance(found, dict)
    return found
