"""The records of the sample tell stories that hold together, with the mess of real life in them."""

from __future__ import annotations

import csv

import pytest

from etl.types.reference_data import reference_files
from queries.warehouse import Warehouse

# Each counts records that contradict one another.
CONTRADICTIONS = {
    "a permit came after the start it permits": """
        SELECT count(*) FROM record.approval JOIN record.project USING (project_id)
        WHERE item_id IN ('D05', 'D07') AND outcome = '准予' AND decided_on > actual_start_on""",
    "an acceptance item was applied for before the works were complete": """
        SELECT count(*) FROM record.approval JOIN record.project USING (project_id)
        WHERE item_id LIKE 'E%' AND (actual_completion_on IS NULL OR accepted_on < actual_completion_on)""",
    "an acceptance was applied for before its plan was issued": """
        SELECT count(*) FROM record.acceptance WHERE applied_on < plan_issued_on OR passed_on < plan_issued_on""",
    "a building was accepted before the works had begun": """
        SELECT count(*) FROM record.acceptance JOIN record.project USING (project_id)
        WHERE applied_on IS NOT NULL AND (actual_start_on IS NULL OR applied_on < actual_start_on)""",
    "a project is complete without a completion, or the other way round": """
        SELECT count(*) FROM record.project
        WHERE (status = '竣工') <> (actual_completion_on IS NOT NULL)
            OR (status = '前期' AND actual_start_on IS NOT NULL) OR (status = '在建' AND actual_start_on IS NULL)""",
    "a blocker was found on a visit that nobody made": """
        SELECT count(*) FROM record.blocker AS b WHERE found_channel = '走访' AND NOT EXISTS (
            SELECT 1 FROM record.visit AS v WHERE v.project_id = b.project_id AND v.visited_on = b.found_on)""",
    "a blocker was found in a meeting that nobody held": """
        SELECT count(*) FROM record.blocker AS b WHERE found_channel = '调度会' AND NOT EXISTS (
            SELECT 1 FROM record.meeting AS m WHERE m.project_id = b.project_id AND m.held_on = b.found_on)""",
    "a blocker reached the top without a top-level meeting": """
        SELECT count(*) FROM record.blocker AS b WHERE escalation = '区领导顶格' AND NOT EXISTS (
            SELECT 1 FROM record.meeting AS m WHERE m.project_id = b.project_id AND m.meeting_type = '顶格协调')""",
    "the wall chart and the project ledger know other starts or completions": """
        SELECT count(*) FROM record.milestone AS m JOIN record.project AS p USING (project_id)
        WHERE (milestone = 'X00' AND m.actual_on IS DISTINCT FROM p.actual_start_on)
            OR (milestone = 'X01' AND m.actual_on IS DISTINCT FROM p.actual_completion_on)""",
    "the wall chart and the approval know other days": """
        SELECT count(*) FROM record.milestone AS m
        JOIN record.approval AS a ON a.project_id = m.project_id AND a.item_id = m.milestone AND a.outcome = '准予'
        WHERE m.actual_on <> a.decided_on""",
    "a milestone was moved without a reason": """
        SELECT count(*) FROM record.milestone WHERE planned_on <> baseline_on AND moved_reason IS NULL""",
    "a project was carried over that had not started": """
        SELECT count(*) FROM record.listing JOIN record.project USING (project_id)
        WHERE carried_over <> COALESCE(year(actual_start_on) < list_year, FALSE)""",
    "work was done on a day off": """
        SELECT count(*) FROM (
            SELECT visited_on AS day FROM record.visit UNION ALL SELECT held_on FROM record.meeting
            UNION ALL SELECT accepted_on FROM record.approval UNION ALL SELECT decided_on FROM record.approval
        ) JOIN reference.calendar USING (day) WHERE NOT is_working_day""",
    "something happened after the last day": """
        SELECT count(*) FROM (
            SELECT actual_completion_on AS day FROM record.project UNION ALL SELECT actual_start_on FROM record.project
            UNION ALL SELECT answered_on FROM record.consultation UNION ALL SELECT verified_on FROM record.blocker
            UNION ALL SELECT decided_on FROM record.approval UNION ALL SELECT passed_on FROM record.acceptance
            UNION ALL SELECT actual_on FROM record.milestone UNION ALL SELECT done_on FROM record.meeting
        ) WHERE day > DATE '2025-06-30'""",
    "two projects bear one name": """
        SELECT count(*) - count(DISTINCT project_name) FROM record.project""",
}
# Each counts records of a kind that real ledgers have.
MESSES = {
    "taken off the list": "SELECT count(*) FROM record.listing WHERE delisted_on IS NOT NULL",
    "added during the year": "SELECT count(*) FROM record.listing WHERE listed_on IS NOT NULL",
    "preparatory": "SELECT count(*) FROM record.listing WHERE list_class = '准备类' AND level <> '区级'",
    "reopened and still open": "SELECT count(*) FROM fact.blocker WHERE not_resolved = '已退回'",
    "reopened and solved again": "SELECT count(*) FROM record.blocker WHERE reopened_on < verified_on",
    "open beyond its due day": """SELECT count(*) FROM record.blocker
        WHERE verified_on IS NULL AND due_on < DATE '2025-06-30'""",
    "without helpers": "SELECT count(*) FROM record.blocker WHERE helper_teams IS NULL",
    "with several helpers": "SELECT count(*) FROM record.blocker WHERE helper_teams LIKE '%；%'",
    "never answered": "SELECT count(*) FROM record.consultation WHERE answered_on IS NULL",
    "asked about no project": "SELECT count(*) FROM record.consultation WHERE project_id IS NULL",
    "answered and not rated": """SELECT count(*) FROM record.consultation
        WHERE answered_on IS NOT NULL AND satisfaction IS NULL""",
    "suspended": "SELECT count(*) FROM record.approval WHERE suspended_days > 0",
    "withdrawn": "SELECT count(*) FROM record.approval WHERE outcome = '撤件'",
    "sent back": "SELECT count(*) FROM record.approval WHERE outcome = '退件'",
    "in progress": "SELECT count(*) FROM record.approval WHERE outcome IS NULL",
    "promised nothing": "SELECT count(*) FROM record.approval WHERE promised_days IS NULL",
    "given up": "SELECT count(*) FROM record.project WHERE status = '终止'",
    "standing still": "SELECT count(*) FROM record.project WHERE status = '停工'",
    "segments before the last": """SELECT count(*) FROM record.acceptance
        WHERE NOT is_last_segment AND passed_on IS NOT NULL""",
    "rectified": "SELECT count(*) FROM record.acceptance WHERE rectifications > 0",
    "moved": "SELECT count(*) FROM record.milestone WHERE planned_on <> baseline_on",
    "level at the top of the city": """SELECT count(*) FROM (
        SELECT month FROM record.district_month GROUP BY month
        HAVING count(*) - count(DISTINCT CAST(joint_accepted AS DOUBLE) / total_accepted) > 0)""",
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_it_never_happens_that(started: Warehouse, name: str) -> None:
    assert started.rows(CONTRADICTIONS[name]) == [(0,)]


@pytest.mark.parametrize("name", MESSES)
def test_some_are(started: Warehouse, name: str) -> None:
    assert started.rows(MESSES[name])[0][0] > 0


def test_no_item_was_applied_for_before_those_it_waits_for_were_granted(started: Warehouse) -> None:
    with reference_files()["item"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    waits = {
        (kind, row["item_id"], other)
        for row in rows
        for kind, column in (("政府财力投资", "prereq_gov"), ("社会投资", "prereq_social"))
        for other in row[column].split(";")
        if other
    }
    granted = started.rows(
        "SELECT project_id, investment_type, item_id, accepted_on, decided_on FROM record.approval "
        "JOIN record.project USING (project_id) WHERE outcome = '准予'"
    )
    days = {(project, item): (accepted, decided) for project, _, item, accepted, decided in granted}
    kinds = {project: kind for project, kind, *_ in granted}
    pairs = [
        (days[project, item][0], days[project, other][1])
        for kind, item, other in waits
        for project in kinds
        if kinds[project] == kind and (project, item) in days and (project, other) in days
    ]
    assert len(pairs) > 100
    assert all(applied >= decided for applied, decided in pairs)


def test_one_district_missed_a_month(started: Warehouse) -> None:
    missed = started.rows("SELECT month, count(*) FROM record.district_month GROUP BY month HAVING count(*) < 10")
    assert [count for _, count in missed] == [9]
