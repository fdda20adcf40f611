"""The KPIs that a subject of the bureau's work speaks of: each by the place it has there, from its kpis.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from queries.catalogue import ROOM, DefinitionError, Kpi, kpis


def named_kpis(subject: str) -> dict[str, Kpi]:
    """Return place → KPI as queries/<subject>/kpis.toml names them (place = "name of the KPI"), in its order.

    Raises DefinitionError naming file, place and word when there is no such KPI.
    """
    path = ROOM / subject / "kpis.toml"
    every, found = kpis(), {}
    for place, name in _named(path, path.stat().st_mtime_ns):
        if name not in every:
            raise DefinitionError(f"{path.name}, '{place}': there is no KPI {name!r} in queries/kpi")
        found[place] = every[name]
    return found


def kpi_of(subject: str, place: str) -> Kpi:
    """Return the KPI at ``place`` (such as 'open') of a subject. Raises KeyError for another place, DefinitionError as
    named_kpis.
    """
    return named_kpis(subject)[place]


@lru_cache(maxsize=8)
def _named(path: Path, _state: int) -> tuple[tuple[str, str], ...]:
    return tuple((place, str(name)) for place, name in tomllib.loads(path.read_text(encoding="utf-8")).items())
