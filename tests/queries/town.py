"""Random small towns for hypothesis: rows of every record type, with the edges of real life drawn on purpose."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]

# Days where counting goes wrong: year ends, a leap day, month ends, the National Day holiday and its worked weekends.
EDGES = [
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 1, 2),
    date(2025, 3, 31),
    date(2025, 6, 29),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2025, 9, 28),
    date(2025, 10, 1),
    date(2025, 10, 11),
    date(2025, 12, 31),
]
day = st.one_of(st.sampled_from(EDGES), st.dates(date(2023, 6, 1), date(2026, 2, 28)))
maybe_day = st.one_of(st.none(), day)
CATEGORIES = ["产业与科创", "城市更新", "公共服务"]
STREETS = ["中韩街道", "北宅街道", "跨街道"]
GROUPS = ["项目立项", "施工许可", "招标投标"]
ITEMS = ["A05", "B03", "D05", "E09"]
RATINGS = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
TEAMS = ["金牌团队", "审批会客厅", "心服务工作室"]
STAGES = ["立项用地规划许可", "施工许可"]
MODES = ["联合验收", "分段联合验收", "单项验收"]


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy that sometimes leaves the cell empty."""
    return st.one_of(st.none(), strategy)


def words(*values: str) -> st.SearchStrategy[str]:
    """Return a strategy that draws one of the words."""
    return st.sampled_from(values)


def ordered(draw: st.DrawFn, *names: str) -> dict[str, date | None]:
    """Draw a day for the first name and, for each next one, an empty cell or a day that is not earlier."""
    days: dict[str, date | None] = {names[0]: draw(day)}
    latest = days[names[0]]
    for name in names[1:]:
        drawn = draw(st.one_of(st.none(), st.just(latest), day))
        days[name] = drawn if drawn is not None and latest is not None and drawn >= latest else None
        latest = days[name] or latest
    return days


def several(strategy: st.SearchStrategy[Row], key: str, most: int = 8) -> st.SearchStrategy[list[Row]]:
    """Return a strategy for rows numbered 1, 2, … under ``key``."""
    return st.lists(strategy, max_size=most).map(
        lambda rows: [{**row, key: f"{key[:2].upper()}{number}"} for number, row in enumerate(rows, start=1)]
    )


@st.composite
def project(draw: st.DrawFn) -> Row:
    """Draw one project."""
    return {
        "project_name": "项目",
        "category": draw(st.sampled_from(CATEGORIES)),
        "investment_type": draw(words("政府财力投资", "社会投资")),
        "street": draw(st.sampled_from(STREETS)),
        "status": draw(words("前期", "在建", "竣工", "终止")),
        "lead_group": draw(maybe(st.sampled_from(GROUPS))),
        **{name: draw(maybe_day) for name in ("planned_start_on", "actual_start_on")},
        **{name: draw(maybe_day) for name in ("planned_completion_on", "actual_completion_on")},
    }


def unique(rows: list[Row], *key: str) -> list[Row]:
    """Keep the first row of each key."""
    return list({tuple(row[name] for name in key): row for row in reversed(rows)}.values())


@st.composite
def town(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Draw a whole town: one to five projects and what befell them."""
    known = draw(st.lists(project(), min_size=1, max_size=5))
    for number, row in enumerate(known, start=1):
        row["project_id"] = f"P{number}"
    of_project = st.sampled_from([row["project_id"] for row in known])

    @st.composite
    def listing(draw: st.DrawFn) -> Row:
        return {
            "project_id": draw(of_project),
            "list_year": draw(st.sampled_from([2024, 2025, 2026])),
            "level": draw(words("省级", "市级", "市级", "区级")),
            "list_class": draw(words("建设类", "建设类", "建设类", "准备类")),
            "carried_over": draw(st.booleans()),
            "listed_on": draw(maybe_day),
            "delisted_on": draw(st.one_of(st.none(), st.none(), day)),
            "planned_start_on": draw(maybe_day),
        }

    @st.composite
    def meeting(draw: st.DrawFn) -> Row:
        return {
            "meeting_id": draw(words("H1", "H2", "H3")),
            "project_id": draw(of_project),
            "held_on": draw(day),
            "meeting_type": draw(words("调度会", "联合会商", "顶格协调")),
            "owner_department": draw(maybe(words("区住建局", "区财政局"))),
        }

    @st.composite
    def visit(draw: st.DrawFn) -> Row:
        return {
            "project_id": draw(of_project),
            "visited_on": draw(day),
            "visit_mode": draw(words("现场", "上门", "线上", "来访")),
            "workgroup": draw(st.sampled_from(GROUPS)),
            "team_level": draw(maybe(words("区级", "市级", "市区两级"))),
        }

    @st.composite
    def consultation(draw: st.DrawFn) -> Row:
        return {
            "project_id": draw(maybe(of_project)),
            "channel": draw(words("审批会客厅", "心服务工作室", "电话", "网上")),
            "stage": draw(maybe(st.sampled_from(STAGES))),
            "satisfaction": draw(maybe(st.sampled_from(RATINGS))),
            **ordered(draw, "received_on", "answered_on"),
        }

    @st.composite
    def blocker(draw: st.DrawFn) -> Row:
        return {
            "project_id": draw(of_project),
            "found_channel": draw(words("走访", "审批会客厅")),
            "stage": draw(st.sampled_from(STAGES)),
            "blocker_type": draw(words("手续办理", "手续办理", "用地")),
            "owner_team": draw(st.sampled_from(TEAMS)),
            "helper_teams": draw(maybe(st.lists(st.sampled_from(TEAMS), min_size=1, unique=True).map("；".join))),
            "workgroup": draw(maybe(st.sampled_from(GROUPS))),
            "department": draw(maybe(words("区住建局", "区财政局"))),
            "escalation": draw(maybe(words("专班", "部门"))),
            **ordered(draw, "found_on", "verified_on"),
            "reopened_on": draw(st.one_of(st.none(), st.none(), day)),
        }

    @st.composite
    def approval(draw: st.DrawFn) -> Row:
        return {
            "project_id": draw(of_project),
            "item_id": draw(st.sampled_from(ITEMS)),
            "department": draw(maybe(words("区行政审批服务局", "区住建局"))),
            "promised_days": draw(maybe(st.integers(0, 30))),
            "suspended_days": draw(maybe(st.integers(0, 3))),
            "outcome": draw(maybe(words("准予", "准予", "准予", "不予", "撤件", "退件"))),
            "satisfaction": draw(maybe(st.sampled_from(RATINGS))),
            **ordered(draw, "accepted_on", "decided_on"),
        }

    @st.composite
    def acceptance(draw: st.DrawFn) -> Row:
        return {
            "project_id": draw(of_project),
            "mode": draw(st.sampled_from(MODES)),
            "is_last_segment": draw(maybe(st.booleans())),
            **{name: draw(maybe_day) for name in ("plan_issued_on", "applied_on", "passed_on")},
        }

    @st.composite
    def milestone(draw: st.DrawFn) -> Row:
        return {
            "project_id": draw(of_project),
            "milestone": draw(words("A05", "B03", "D05", "里程碑:实际开工")),
            "planned_on": draw(day),
            "baseline_on": draw(maybe_day),
            "actual_on": draw(maybe_day),
            "workgroup": draw(maybe(st.sampled_from(GROUPS))),
        }

    return {
        "project": known,
        "listing": unique(draw(st.lists(listing(), max_size=10)), "project_id", "list_year"),
        "visit": draw(several(visit(), "visit_id")),
        "meeting": unique(draw(st.lists(meeting(), max_size=8)), "meeting_id", "project_id"),
        "consultation": draw(several(consultation(), "consultation_id")),
        "blocker": draw(several(blocker(), "blocker_id", most=10)),
        "approval": draw(several(approval(), "approval_id", most=10)),
        "acceptance": draw(several(acceptance(), "acceptance_id")),
        "milestone": unique(draw(st.lists(milestone(), max_size=8)), "project_id", "milestone"),
    }


window = st.tuples(st.sampled_from(EDGES), st.sampled_from(EDGES)).map(sorted).map(tuple)
