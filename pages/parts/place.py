"""Where a page stands: its own name, the choices in its address, and the version of the data it speaks about."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property

from pages.parts.address import Choice
from queries.catalogue import kpis
from queries.questions import Window
from queries.warehouse import Warehouse


@dataclass(frozen=True)
class Here:
    """Where this page stands: its url_path, the Choice in the address, and the warehouse version it reads."""

    page: str
    choice: Choice
    warehouse: Warehouse

    @cached_property
    def state(self) -> str:
        """What answers depend on besides the question: the version's file and every definition's text."""
        return state_of(self.warehouse)

    @property
    def window(self) -> Window:
        """The window asked for."""
        return self.choice.window

    @property
    def filters(self) -> dict[str, tuple[str | None, ...]]:
        """What records must be, as questions take it: split → values, by filters and by what a KPI is narrowed to."""
        return dict(self.choice.where)


def state_of(warehouse: Warehouse) -> str:
    """Return what answers depend on besides the question: the version's file and every definition's text."""
    return f"{warehouse.path}:{warehouse.version}:{hash(tuple(kpi.text for kpi in kpis().values()))}"


_here: ContextVar[Here] = ContextVar("here")


def here() -> Here:
    """Return where the page of this script run stands (the main script sets it)."""
    return _here.get()


def here_if_known() -> Here | None:
    """Return where the page stands, None before the main script has said so."""
    return _here.get(None)


def stand(at: Here) -> None:
    """Make ``at`` the place of this script run."""
    _here.set(at)
