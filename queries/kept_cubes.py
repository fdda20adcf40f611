"""The month cubes that are kept: per version as long as it is open, and per definition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from queries.catalogue import Kpi
from queries.warehouse import Warehouse

if TYPE_CHECKING:
    from queries.month_cube import Cube

# By the KPI's name and text: an edited definition has a cube of its own. None: there can be none.
_kept: WeakKeyDictionary[Warehouse, dict[tuple[str, str], Cube | None]] = WeakKeyDictionary()


def kept_cube(warehouse: Warehouse, kpi: Kpi) -> Cube | None:
    """Return the cube of ``kpi`` in this version; None when none was made, or none can be."""
    return _kept.get(warehouse, {}).get((kpi.name, kpi.text))


def keep_cube(warehouse: Warehouse, kpi: Kpi, splits: Iterable[str]) -> None:
    """Make the cube of ``kpi`` by those of ``splits`` that it has, unless that was done before."""
    # Only where cubes are made: a command that asks once starts without the libraries behind them.
    from queries.cube_making import make_cube

    own = _kept.setdefault(warehouse, {})
    key = (kpi.name, kpi.text)
    if key not in own:
        own[key] = make_cube(warehouse, kpi, [split for split in splits if split in kpi.splits])
