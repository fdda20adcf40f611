"""Answers remembered between page runs, one object for all who ask: what was asked before is not worked out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from inspect import signature
from threading import Condition
from typing import Any, TypeVar, cast

from cachetools import LRUCache, cached

Asked = TypeVar("Asked", bound=Callable[..., Any])
_every: list[LRUCache[Hashable, Any]] = []


def remembered(most: int) -> Callable[[Asked], Asked]:
    """Return a decorator that remembers the last ``most`` answers of a function; who gets one must not change it.

    Arguments whose name begins with an underscore do not tell one answer from another; the others must be hashable.
    All are given by position. Who asks what is being worked out waits for it; an error is not remembered.
    Streamlit's own cache would pickle each answer and take its arguments apart: a third of the time of a page.
    """

    def decorate(function: Asked) -> Asked:
        telling = [at for at, name in enumerate(signature(function).parameters) if not name.startswith("_")]

        def key(*given: Any) -> tuple[Hashable, ...]:
            return tuple(given[at] for at in telling)

        cache: LRUCache[Hashable, Any] = LRUCache(most)
        _every.append(cache)
        return cast(Asked, cached(cache, key, condition=Condition())(function))

    return decorate


def forget() -> None:
    """Forget every answer, as a server does that starts again."""
    for cache in _every:
        cache.clear()
