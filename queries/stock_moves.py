"""The moves of a stock: what its rows add to the sums and take away, day by day, from which every state follows."""

from __future__ import annotations

from queries.asked_rows import AskedRows, is_achieved

# A row stands from enters_on to the day before leaves_on; one that leaves before it enters never does.
EVER_STANDS = "left_out IS NULL AND enters_on <= $last AND (leaves_on IS NULL OR leaves_on > enters_on)"
# Achieved once it stands; unless it was undone again before it even entered. (A CASE in the sum is quicker than an OR
# in the condition.)
ACHIEVED_ON = "GREATEST(enters_on, achieved_on)"
IS_ACHIEVED = "achieved_on <= $last AND (leaves_on IS NULL OR achieved_on < leaves_on)"
UNLESS_UNDONE = f"CASE WHEN undone_on >= achieved_on AND undone_on <= {ACHIEVED_ON} THEN 0 ELSE numerator END"
IS_UNDONE = (
    "undone_on > enters_on AND undone_on <= $last AND undone_on <> achieved_on "
    "AND (leaves_on IS NULL OR undone_on < leaves_on)"
)
# Undone before it was achieved: it entered as achieved.
ENTERED_ACHIEVED = "undone_on < achieved_on AND undone_on > enters_on"
ACHIEVED_TO_THE_END = f"CASE WHEN {is_achieved('leaves_on', '<')} THEN -numerator ELSE 0 END"


def stock_moves(asked: AskedRows) -> str:
    """Return the SQL of (day, change of the numerator, change of the denominator) up to ``$last``, for the rows asked
    about; a day may have several rows.

    A row enters, may be achieved and undone while it stands, and leaves with what it had achieved.
    """
    moves = [
        (ACHIEVED_ON, f"SUM({UNLESS_UNDONE})", "0", IS_ACHIEVED),
        ("undone_on", "-SUM(numerator)", "0", IS_UNDONE),
        ("enters_on", "SUM(numerator)", "0", ENTERED_ACHIEVED),
        ("leaves_on", f"SUM({ACHIEVED_TO_THE_END})", "-SUM(denominator)", "leaves_on <= $last"),
    ]
    if asked.shows_denominator:
        moves.append(("enters_on", "0", "SUM(denominator)", "TRUE"))
    return " UNION ALL ".join(
        asked.select(
            f"{day} AS day, CAST({top} AS DOUBLE), CAST({bottom} AS DOUBLE)", f"{EVER_STANDS} AND {only}", "day"
        )
        for day, top, bottom, only in moves
    )
