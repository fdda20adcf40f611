-- One row per building (and segment) taken through acceptance.
-- stored: yes
-- inputs: record.acceptance, fact.project
-- jointly is 1 for a joint acceptance, segmented or not, else 0.
-- settled_on is the day it passed, else the day of application, else of the plan.
-- A segment not said to be the last is one before the last: it never counts as a finished acceptance.
-- A row without any day is dated 2015-01-01, the calendar's first, so that it is still listed among the rows left out.
WITH judged AS (
    SELECT
        *,
        mode = '分段联合验收' AND NOT COALESCE(is_last_segment, FALSE) AS is_before_last
    FROM record.acceptance
)
SELECT
    a.acceptance_id AS record_id,
    a.project_id,
    p.project_no,
    p.category,
    p.investment_type,
    p.street,
    p.level,
    p.workgroup,
    a.mode,
    CASE WHEN a.mode IN ('联合验收', '分段联合验收') THEN 1 ELSE 0 END AS jointly,
    a.is_before_last,
    CASE WHEN a.passed_on IS NULL THEN '未通过' WHEN a.is_before_last THEN '非末段' END AS not_accepted,
    CASE WHEN a.plan_issued_on IS NULL THEN '无方案' END AS not_planned,
    a.plan_issued_on,
    a.applied_on,
    a.passed_on,
    COALESCE(a.passed_on, a.applied_on, a.plan_issued_on, DATE '2015-01-01') AS settled_on,
    COALESCE(a.plan_issued_on, a.applied_on, a.passed_on, DATE '2015-01-01') AS planned_or_known_on,
    CASE WHEN a.passed_on IS NOT NULL AND NOT a.is_before_last THEN '是' ELSE '否' END AS passed,
    a.batch_no AS source_batch,
    a.row_no AS source_row
FROM judged AS a
LEFT JOIN fact.project AS p ON p.project_id = a.project_id
