"""The moves of a stock: what its rows add to the sums and take away, day by day, from which every state follows."""

from __future__ import annotations

from collections.abc import Sequence

from queries.asked_rows import AskedRows, is_achieved

# A row stands from enters_on to the day before leaves_on. One that leaves before it enters never does: it leaves on the
# day it enters, and no move between is counted. (An OR in a condition is slow; as few as can be.)
EVER_ENTERS = "left_out IS NULL AND enters_on <= $last"
LEAVES_ON = "GREATEST(enters_on, leaves_on)"
STANDS_ON = "(leaves_on IS NULL OR {day} < leaves_on)"
# Achieved once it stands; unless it was undone again by then.
ACHIEVED_ON = "GREATEST(enters_on, achieved_on)"
UNLESS_UNDONE = f"CASE WHEN undone_on >= achieved_on AND undone_on <= {ACHIEVED_ON} THEN 0 ELSE numerator END"
IS_UNDONE = "undone_on > enters_on AND undone_on <= $last AND undone_on <> achieved_on"
# Undone before it was achieved: it entered as achieved.
ENTERED_ACHIEVED = "undone_on < achieved_on AND undone_on > enters_on"
ACHIEVED_TO_THE_END = (
    f"CASE WHEN leaves_on <= enters_on THEN 0 WHEN {is_achieved('leaves_on', '<')} THEN -numerator ELSE 0 END"
)


def stock_moves(asked: AskedRows, labels: Sequence[str] = ()) -> str:
    """Return the SQL of (day, change of the numerator, change of the denominator) up to ``$last``, for the rows asked
    about; a day may have several rows. With ``labels`` (columns, or such as 'street AS label') each of their groups has
    its own, and they come first.

    A row enters, may be achieved and undone while it stands, and leaves with what it had achieved.
    """
    moves = [
        (ACHIEVED_ON, f"SUM({UNLESS_UNDONE})", "0", f"achieved_on <= $last AND {STANDS_ON.format(day=ACHIEVED_ON)}"),
        ("undone_on", "-SUM(numerator)", "0", f"{IS_UNDONE} AND {STANDS_ON.format(day='undone_on')}"),
        ("enters_on", "SUM(numerator)", "0", f"{ENTERED_ACHIEVED} AND {STANDS_ON.format(day='enters_on')}"),
        (LEAVES_ON, f"SUM({ACHIEVED_TO_THE_END})", "-SUM(denominator)", "leaves_on <= $last"),
    ]
    if asked.shows_denominator:
        moves.append(("enters_on", "0", "SUM(denominator)", "TRUE"))
    own = "".join(f"{label}, " for label in labels)
    names = "".join(f"{label.rpartition(' ')[2]}, " for label in labels)
    return " UNION ALL ".join(
        asked.select(
            f"{own}{day} AS day, CAST({top} AS DOUBLE) AS top, CAST({bottom} AS DOUBLE) AS bottom",
            f"{EVER_ENTERS} AND {only}",
            f"{names}day",
        )
        for day, top, bottom, only in moves
    )
