"""Queries to begin with: each a question that the pages do not answer, in SQL over the relations offered."""

from __future__ import annotations

from datetime import date

from queries.catalogue import Words


def examples(day: date) -> tuple[tuple[Words, str], ...]:
    """Return queries with their titles; those about a time end on ``day``, the last with complete data."""
    new_year = day.replace(month=1, day=1)
    return (
        (
            Words("走访最多的项目", "Projects visited most"),
            "SELECT p.project_name, p.category, COUNT(*) AS visits, MAX(v.visited_on) AS last_visit\n"
            "FROM record.visit AS v\n"
            "JOIN record.project AS p USING (project_id)\n"
            "GROUP BY p.project_name, p.category\n"
            "ORDER BY visits DESC, p.project_name\n"
            "LIMIT 20",
        ),
        (
            Words("超过时限未销号的堵点", "Blockers past their date and not signed off"),
            "SELECT blocker_id, project_id, department, found_on, due_on\n"
            "FROM record.blocker\n"
            f"WHERE verified_on IS NULL AND due_on < DATE '{day}'\n"
            "ORDER BY due_on, blocker_id",
        ),
        (
            Words("各部门办理用时的中位数", "Median handling time by department"),
            "SELECT department, COUNT(*) AS approvals, MEDIAN(numerator) AS working_days\n"
            "FROM kpi.approval_days\n"
            f"WHERE left_out IS NULL AND happened_on BETWEEN DATE '{new_year}' AND DATE '{day}'\n"
            "GROUP BY department\n"
            "ORDER BY working_days DESC, department",
        ),
        (
            Words("首次走访到开工的天数", "Days from the first visit to the start"),
            "WITH first_visit AS (\n"
            "    SELECT project_id, MIN(visited_on) AS visited_on FROM record.visit GROUP BY project_id\n"
            ")\n"
            "SELECT p.project_name, f.visited_on, p.actual_start_on,\n"
            "       days_between(f.visited_on, p.actual_start_on) AS days\n"
            "FROM first_visit AS f\n"
            "JOIN record.project AS p USING (project_id)\n"
            "WHERE p.actual_start_on >= f.visited_on\n"
            "ORDER BY days DESC, p.project_name",
        ),
        (
            Words("本区联合验收率的逐月排名", "Our district's rank by month"),
            "SELECT month, rank, districts, numerator, denominator, rate\n"
            "FROM list.district_rank\n"
            "WHERE is_ours\n"
            "ORDER BY month DESC",
        ),
    )
