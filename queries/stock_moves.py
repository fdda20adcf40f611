"""The moves of a stock: what its rows add to the sums and take away, day by day, from which every state follows."""

from __future__ import annotations

from queries.asked_rows import AskedRows, is_achieved

# A row stands from enters_on to the day before leaves_on; one that leaves before it enters never does.
EVER_STANDS = "left_out IS NULL AND enters_on <= $last AND (leaves_on IS NULL OR leaves_on > enters_on)"
# Achieved at the end of the day before it leaves: as is_achieved, with what happens on leaves_on itself not counted.
ACHIEVED_TO_THE_END = (
    "((achieved_on < leaves_on AND (undone_on IS NULL OR undone_on >= leaves_on OR undone_on < achieved_on)) "
    "OR (undone_on < achieved_on AND undone_on >= leaves_on))"
)


def stock_moves(asked: AskedRows) -> str:
    """Return the SQL of (day, change of the numerator, change of the denominator) up to ``$last``, for the rows asked
    about; a day may have several rows.

    A row enters with what it has achieved by then and leaves with it again; between, it may achieve and be undone.
    """
    whiles = "{day} > enters_on AND {day} <= $last AND (leaves_on IS NULL OR {day} < leaves_on)"
    moves = (
        ("enters_on", f"CASE WHEN {is_achieved('enters_on')} THEN numerator ELSE 0 END", "denominator", "TRUE"),
        (
            "leaves_on",
            f"CASE WHEN {ACHIEVED_TO_THE_END} THEN -numerator ELSE 0 END",
            "-denominator",
            "leaves_on <= $last",
        ),
        (
            "achieved_on",
            "numerator",
            "0",
            f"{whiles.format(day='achieved_on')} AND (undone_on IS NULL OR undone_on <> achieved_on)",
        ),
        (
            "undone_on",
            "-numerator",
            "0",
            f"{whiles.format(day='undone_on')} AND achieved_on IS NOT NULL AND undone_on <> achieved_on",
        ),
    )
    return " UNION ALL ".join(
        asked.select(
            f"{day} AS day, CAST(SUM({top}) AS DOUBLE), CAST(SUM({bottom}) AS DOUBLE)", f"{EVER_STANDS} AND {only}", day
        )
        for day, top, bottom, only in moves
    )
