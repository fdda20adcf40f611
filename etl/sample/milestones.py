"""The backward schedule: the milestones of each project, planned, moved with a reason, and met or not."""

from __future__ import annotations

import numpy as np

from etl.sample.days import END, NO_DAY, START, day, only, working
from etl.sample.dice import Dice, Whole
from etl.sample.ledger import BLANK, Ledger
from etl.sample.menu import Schedule
from etl.sample.projects import WORKGROUPS, Projects

# The items that stand on the wall chart; start and completion are milestones without an approval.
_ITEMS = ("A05", "A03", "A08", "B01", "B03", "D02", "D05", "D09", "M02", "E02", "E09", "E11")
_START, _COMPLETION = "X00", "X01"
_NAMES = {_START: "里程碑:实际开工", _COMPLETION: "里程碑:工程完工(五方竣工验收合格)"}
_GROUPS = {_START: 5, _COMPLETION: 7}
_CHARTED_SINCE = day("2023-01-01")
_CHARTED_UNTIL = day("2026-12-31")
# The share of milestones that are met late, by the year they are met in: 2023 and before, 2024, 2025 and after.
_LATE = np.array([0.20, 0.18, 0.08])
_YEAR_BEGINS = np.array([day("2024-01-01"), day("2025-01-01")])
_MOVED_CHANCE = 0.16
# Between so many days after the completion is due.
_AFTER_COMPLETION = {"E02": (12, 26), "E09": (28, 70), "E11": (28, 70)}
REASONS = (
    "设计方案优化调整",
    "征迁进度滞后",
    "资金拨付晚于计划",
    "施工图审查意见整改",
    "市政管线迁改未完成",
    "土地出让时间推迟",
    "汛期停工",
    "建设单位申请顺延",
)


def ledger(dice: Dice, projects: Projects, schedule: Schedule) -> Ledger:
    """Return the wall chart of the block's projects, in the order in which it was drawn up."""
    lives = projects.lives
    columns = [_of_item(dice, projects, schedule, name) for name in _ITEMS if _has(schedule, name)]
    columns += [_of_start(projects), _of_completion(projects)]
    words, groups = zip(
        *(_word(schedule, name) for name in (*_ITEMS, _START, _COMPLETION) if _has(schedule, name)), strict=True
    )
    kind = np.repeat(np.arange(len(columns)), lives.n)
    project = np.tile(np.arange(lives.n), len(columns))
    planned, baseline, moved, actual = (np.concatenate([column[part] for column in columns]) for part in range(4))
    is_charted = (planned >= _CHARTED_SINCE) & (baseline >= _CHARTED_SINCE) & (planned <= _CHARTED_UNTIL)
    is_charted &= (lives.ended[project] == NO_DAY) | (planned < lives.ended[project])
    keep = np.flatnonzero(is_charted)
    known = lives.known[project[keep]] + 12
    keep = keep[np.lexsort((kind[keep], known))]
    known = lives.known[project[keep]] + 12
    book = Ledger("milestone", np.minimum(known, END))
    book.text("project_id", projects.codes(project[keep]))
    # Each group writes its milestones by code or by name, as it always did.
    book.words("milestone", words, kind[keep])
    planned, baseline, moved = planned[keep], baseline[keep], moved[keep]
    still_to_move = moved > known
    later = only(still_to_move, moved)
    reason = dice.whole(0, len(REASONS) - 1, len(keep))
    book.days("planned_on", np.where(still_to_move, baseline, planned), (later, planned))
    book.days("baseline_on", baseline)
    book.when("actual_on", actual[keep])
    book.words("workgroup", WORKGROUPS, np.array(groups)[kind[keep]])
    is_known = (moved != NO_DAY) & ~still_to_move
    book.words("moved_reason", REASONS, np.where(is_known, reason, BLANK), (later, reason))
    return book


def _has(schedule: Schedule, name: str) -> bool:
    return name in _NAMES or any(item.item_id == name for item in schedule.items)


def _word(schedule: Schedule, name: str) -> tuple[str, int]:
    """Return how the chart writes the milestone, and the group that answers for it."""
    if name in _NAMES:
        return _NAMES[name], _GROUPS[name]
    item = schedule.items[schedule.place(name)]
    return (item.name if item.item_id[0] in "BE" else item.item_id), item.group


def _of_item(dice: Dice, projects: Projects, schedule: Schedule, name: str) -> tuple[Whole, Whole, Whole, Whole]:
    """Return planned, baseline, day of moving and actual day of one item for every project, where it has one."""
    actual = schedule.decided[:, schedule.place(name)]
    n = projects.n
    is_late = dice.share(n) < _LATE[np.searchsorted(_YEAR_BEGINS, actual, side="right")]
    slip = np.where(is_late, dice.whole(2, 40, n), -dice.whole(0, 24, n))
    planned = working(np.maximum(actual - slip, START - 900))
    is_moved = dice.yes(_MOVED_CHANCE, n)
    baseline = np.where(is_moved, working(planned - dice.whole(12, 75, n)), planned)
    if name in _AFTER_COMPLETION:
        # What follows the completion is planned after it, however it was moved.
        least, most = _AFTER_COMPLETION[name]
        lives = projects.lives
        planned = working(np.clip(planned, lives.due + least, lives.due + most))
        baseline = working(np.clip(baseline, lives.first_due + least, lives.first_due + most))
        is_moved = baseline != planned
    moved = only(is_moved, baseline - dice.whole(-4, 12, n))
    exists = actual != NO_DAY
    return only(exists, planned), only(exists, baseline), only(exists, moved), actual


def _of_start(projects: Projects) -> tuple[Whole, Whole, Whole, Whole]:
    lives = projects.lives
    return lives.plan, lives.first_plan, lives.plan_moved, lives.start


def _of_completion(projects: Projects) -> tuple[Whole, Whole, Whole, Whole]:
    lives = projects.lives
    return lives.due, lives.first_due, lives.due_moved, lives.completion
