"""Where an address stands that is not drawn as a page: its choices, its version and, of a KPI's page, the KPI."""

from __future__ import annotations

from pages.parts import address, answers
from pages.parts.address import WrongAddress
from pages.parts.frame import shell
from pages.parts.names import not_reached
from pages.parts.place import Here, stand
from pages.parts.words import _
from queries.catalogue import Kpi, kpis
from queries.questions import default_window


def place_asked(page: str, params: dict[str, tuple[str, ...]]) -> Here:
    """Return where ``page`` stands with ``params``. Raises WrongAddress, as the page itself would say."""
    warehouse = shell.open_asked(params)
    values = answers.split_values(warehouse, answers.state_of(warehouse), address.FILTERS)
    at = Here(page, address.read(params, default_window(warehouse), values), warehouse)
    stand(at)
    return at


def kpi_asked(at: Here) -> Kpi:
    """Return the KPI of the address. Raises WrongAddress when there is none, or when the filters do not reach it."""
    kpi = kpis().get(at.choice.kpi or "")
    if kpi is None:
        raise WrongAddress(_("没有名为“{name}”的指标，可能已改名。", name=(at.choice.kpi or "")[:60]), ("kpi",))
    if beyond := not_reached(kpi, at.choice.filters):
        raise WrongAddress(beyond, tuple(kpi.lacking(at.choice.filters)))
    return kpi
