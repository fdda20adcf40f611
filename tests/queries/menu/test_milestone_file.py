"""The milestone file of a backward schedule: the real intake takes it without a fault, and its days are the plan's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from etl.__main__ import main as etl
from etl.publishing.load import load_files
from etl.recognising.source import Source
from queries.csv_text import as_csv
from queries.menu.backward import Planned, plan_backward
from queries.menu.items import START, item_file
from queries.menu.milestone_file import HEADER, milestone_lines, workgroup_names
from queries.menu.project_course import Course, project_course
from queries.menu.project_path import project_path
from queries.menu.working_days import working_days
from queries.warehouse import open_warehouse

ITEMS = item_file().items
TODAY, TARGET = date(2025, 6, 30), date(2025, 12, 31)
PROJECTS = """项目代码,项目名称,项目类别,投资类型,所属街道,项目状态
P1,海湾一号,城市更新,社会投资,中韩街道,前期
"""
CASES = """受理编号,项目代码,事项编码,受理时间,办结时间,办理结果,承诺时限(工作日)
S1,P1,A05,2025-03-03,2025-03-04,准予,1
S2,P1,A08,2025-06-27,,,3
"""
KNOWN = """项目代码,节点,计划日期,原计划日期,实际日期,责任专班,调整原因
P1,A05,2025-03-04,2025-03-03,2025-03-04,项目立项,材料补正
P1,B03,2025-09-30,2025-08-29,,用地规划,方案调整
"""


def load(folder: Path, **files: str | bytes) -> int:
    """Load files (name → text) as a clerk would, and return how many faults they have, of whatever severity."""
    sources = []
    for name, content in files.items():
        path = folder.with_name(f"{name}.csv")
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8-sig"))
        sources.append(Source(path.name, path))
    result = load_files(folder, sources)
    assert not result.is_refused
    return sum(sum(file.check.counts.values()) for file in result.files)


def planned_for(folder: Path) -> tuple[Course, list[Planned], bytes]:
    """Return what is recorded of the project, its schedule, and the file that makes of it."""
    warehouse = open_warehouse(folder)
    days, course = working_days(warehouse), project_course(warehouse, "P1", TODAY)
    planned = plan_backward(project_path(course, ITEMS, days).left, START, TARGET, days, TODAY)
    lines = milestone_lines(course, planned, ITEMS, workgroup_names(warehouse), TARGET)
    return course, planned, as_csv(HEADER, lines)


@dataclass
class Loaded:
    """A project before and after its milestone file was loaded: course, schedule, file; and the faults it had."""

    before: tuple[Course, list[Planned], bytes]
    faults: int
    after: tuple[Course, list[Planned], bytes]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Return a project with two cases and two milestones, scheduled, and its file loaded."""
    folder = tmp_path_factory.mktemp("milestones") / "warehouse"
    load(folder, 重点项目台账=PROJECTS, 审批办件=CASES, 倒排工期节点=KNOWN)
    before = planned_for(folder)
    return Loaded(before, load(folder, 新节点=before[2]), planned_for(folder))


def test_its_header_is_that_of_the_template(tmp_path: Path) -> None:
    template = tmp_path / "template.csv"
    assert etl(["template", "milestone", "-o", str(template)]) == 0
    assert template.read_text(encoding="utf-8-sig").splitlines()[0].split(",") == list(HEADER)


def test_the_intake_takes_it_without_a_fault_and_has_the_days_of_the_plan(loaded: Loaded) -> None:
    planned, after = loaded.before[1], loaded.after[0]
    assert {"A08", "B03", START} <= {one.item_id for one in planned}
    assert loaded.faults == 0
    days = {item_id: node.planned_on for item_id, node in after.nodes.items() if item_id != "A05"}
    assert days == {one.item_id: one.finish_on for one in planned}
    assert after.nodes[START].planned_on == TARGET
    assert after.nodes["A05"] == loaded.before[0].nodes["A05"]


def test_a_milestone_known_keeps_its_first_plan_and_its_group_and_says_why_it_moved(loaded: Loaded) -> None:
    node = loaded.after[0].nodes["B03"]
    assert (node.baseline_on, node.workgroup) == (date(2025, 8, 29), "用地规划")
    assert node.moved_reason == f"按目标日 {TARGET} 倒排"


def test_a_new_milestone_has_its_plan_for_its_first_and_the_group_of_its_item(loaded: Loaded) -> None:
    new = loaded.after[0].nodes["D05"]
    assert (new.baseline_on, new.workgroup, new.moved_reason) == (new.planned_on, "施工许可", "")


def test_made_again_for_the_same_day_it_is_the_same_file(loaded: Loaded) -> None:
    assert loaded.after[2] == loaded.before[2]
