"""The waiting line before the warehouse: who came first goes first, each is told how many are in front of them."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from etl.language import said
from etl.refusal import Refusal

Progress = Callable[[float, str], object]

LINE = "queue"
WRITERS = "load"
TRIALS = "trial"
# So long nobody in front gets done: then whoever waits is told, and may try again later.
PATIENCE_SECONDS = 600.0
LOOK_SECONDS = 0.1
TELL_SECONDS = 1.0


@contextmanager
def turn(folder: Path, kind: str, *, at_once: int = 1, waiting: Progress | None = None) -> Iterator[str]:
    """Wait until fewer than ``at_once`` others of ``kind`` are in front, and yield the name of one's ticket.

    A ticket is a file in ``queue/`` that its owner, a thread of any process, keeps locked: the lock of whoever died is
    gone, so their ticket no longer counts and is cleared. ``waiting`` is called every second with how many are in
    front; what it raises leaves the line. Raises Refusal when nobody in front gets done for ten minutes.
    """
    line = folder / LINE
    line.mkdir(parents=True, exist_ok=True)
    path = line / _next_name(line, kind)
    lock = FileLock(path)
    lock.acquire()
    try:
        _wait(line, path.name, kind, at_once, waiting)
        yield path.name
    finally:
        _drop(path, lock)


def is_alive(folder: Path, ticket: str) -> bool:
    """Return whether the owner of a ticket still holds it; a ticket that nobody holds is cleared."""
    path = folder / LINE / ticket
    if not path.is_file():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    _drop(path, lock)
    return False


def _next_name(line: Path, kind: str) -> str:
    """Return a name behind all others, also when the clock was set back meanwhile."""
    last = max((int(path.name.split("-")[1]) for path in line.glob(f"{kind}-*-*")), default=0)
    return f"{kind}-{max(time.time_ns(), last + 1):020d}-{secrets.token_hex(4)}"


def _wait(line: Path, mine: str, kind: str, at_once: int, waiting: Progress | None) -> None:
    seen: list[str] | None = None
    tell_at = give_up_at = 0.0
    while True:
        names = sorted(path.name for path in line.glob(f"{kind}-*-*"))
        ahead = [name for name in names if name < mine and is_alive(line.parent, name)]
        if len(ahead) < at_once:
            return
        now = time.monotonic()
        if ahead != seen:
            seen, tell_at, give_up_at = ahead, now, now + PATIENCE_SECONDS
        if now >= give_up_at:
            words = "前面还有 {n} 个人在导入，已经十分钟没有动静，请稍后再试；数据没有变化。"
            raise Refusal(said(words, n=len(ahead)))
        if waiting and now >= tell_at:
            waiting(0.0, said("前面还有 {n} 个人在导入，请稍等", n=len(ahead)))
            tell_at = now + TELL_SECONDS
        time.sleep(LOOK_SECONDS)


def _drop(path: Path, lock: FileLock) -> None:
    # Where an open file can be deleted, it goes before it is unlocked, so that nobody finds it unlocked.
    with contextlib.suppress(PermissionError):
        path.unlink(missing_ok=True)
    lock.release()
    with contextlib.suppress(PermissionError):
        path.unlink(missing_ok=True)
