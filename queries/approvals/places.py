"""The KPIs that the time of approvals is told by, each by its place in kpis.toml."""

from __future__ import annotations

from pathlib import Path

from queries.catalogue import Kpi
from queries.named_kpis import named_kpis

PLACES = Path(__file__).with_name("kpis.toml")


def kpi_of(place: str) -> Kpi:
    """Return the KPI at ``place`` (such as 'handled'). Raises KeyError for another place, and DefinitionError when the
    file names a KPI there is not.
    """
    return named_kpis(PLACES)[place]
