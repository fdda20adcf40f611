"""The KPIs that a subject of the bureau's work speaks of: each by the place it has there, from a small TOML file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from queries.catalogue import DefinitionError, Kpi, kpis


def named_kpis(path: Path) -> dict[str, Kpi]:
    """Return place → KPI as the file at ``path`` names them (place = "name of the KPI"), in its order.

    Raises DefinitionError naming file, place and word when there is no such KPI.
    """
    every, found = kpis(), {}
    for place, name in _named(path, path.stat().st_mtime_ns):
        if name not in every:
            raise DefinitionError(f"{path.name}, '{place}': there is no KPI {name!r} in queries/kpi")
        found[place] = every[name]
    return found


@lru_cache(maxsize=8)
def _named(path: Path, _state: int) -> tuple[tuple[str, str], ...]:
    return tuple((place, str(name)) for place, name in tomllib.loads(path.read_text(encoding="utf-8")).items())
