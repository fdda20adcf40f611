"""Comparing words as people type them: one form for all writings of a header, and the accepted word nearest to one."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = str.maketrans("【】[]〔〕{}〈〉《》", "()()()()()()")
# Below this two words have nothing in common worth pointing out.
_ALIKE = 0.34


@lru_cache(1 << 14)
def normalised(header: str) -> str:
    """Return one form for a header however it was typed: width, blanks, line breaks, brackets, case, mark."""
    folded = unicodedata.normalize("NFKC", header)
    return _BLANKS.sub("", folded).translate(_BRACKETS).strip("*:;.'\"").lower()


def nearest(word: str, accepted: Iterable[str]) -> str | None:
    """Return the accepted word most like ``word``, or None when none is. A word contained in the other is nearest."""
    best, score = None, _ALIKE
    for candidate in accepted:
        alike = difflib.SequenceMatcher(None, word, candidate).ratio()
        if word and (candidate in word or word in candidate):
            alike += 0.5
        if alike > score:
            best, score = candidate, alike
    return best
