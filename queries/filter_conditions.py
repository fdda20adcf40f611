"""Filters as SQL: which rows pass, for every question that is asked of filtered records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# Column → accepted values, None = empty; a column without values is not held to any.
Where = Mapping[str, Sequence[str | None]]


def conditions_of(where: Where, parameters: dict[str, Any], prefix: str = "") -> list[str]:
    """Return a condition for each column that ``where`` holds to values, and add the values to ``parameters``.

    ``prefix`` (such as 'p.') stands before the columns. Who calls knows that the columns are there.
    """
    conditions = []
    for number, (column, values) in enumerate(where.items()):
        texts = {f"w{number}_{at}": value for at, value in enumerate(values) if value is not None}
        parameters.update(texts)
        accepted = [f"{prefix}{column} IN ({', '.join(f'${name}' for name in texts)})"] if texts else []
        if None in values:
            accepted.append(f"{prefix}{column} IS NULL")
        if accepted:
            conditions.append(f"({' OR '.join(accepted)})")
    return conditions
