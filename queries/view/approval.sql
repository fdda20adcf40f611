-- One row per approval case, with the working days it took and the stage and workgroup of its item.
-- stored: yes
-- inputs: record.approval, reference.item, reference.workgroup, reference.calendar, fact.project
-- handled_days: working days from the day after acceptance to the decision, less the days the clock stood still;
-- begun_no is the number of the working day from which such days are counted.
-- ended_on: the day from which it runs no more. One withdrawn or returned on a day nobody wrote down has never run.
-- A rating counts with the decision: before it there is nothing to rate.
-- A case without an outcome, or whose outcome has no day yet, is still in progress (在办).
WITH menu AS (
    SELECT i.item_id, i.stage_name, g.workgroup
    FROM reference.item AS i
    LEFT JOIN reference.workgroup AS g ON g.group_id = i.group_id
),
judged AS (
    SELECT
        *,
        CASE
            WHEN outcome IN ('撤件', '退件') THEN outcome
            WHEN outcome IS NULL OR decided_on IS NULL THEN '在办'
        END AS not_handled,
        CASE
            WHEN outcome IN ('撤件', '退件') THEN COALESCE(decided_on, accepted_on)
            WHEN outcome IS NOT NULL THEN decided_on
        END AS ended_on
    FROM record.approval
)
SELECT
    a.approval_id AS record_id,
    a.project_id,
    p.project_no,
    p.category,
    p.investment_type,
    p.street,
    p.level,
    COALESCE(m.workgroup, p.workgroup) AS workgroup,
    a.item_id,
    a.accepted_on,
    a.ended_on,
    COALESCE(a.decided_on, a.accepted_on) AS settled_on,
    a.not_handled,
    CASE
        WHEN a.not_handled IS NOT NULL THEN a.not_handled
        WHEN a.promised_days IS NULL THEN '无承诺时限'
    END AS not_timed,
    CASE WHEN a.decided_on IS NULL OR a.satisfaction IS NULL THEN '未评价' END AS not_rated,
    CASE WHEN a.satisfaction IN ('非常满意', '满意', '基本满意') THEN 1 ELSE 0 END AS rated_well,
    CAST(ended.working_day_no - begun.working_day_no - COALESCE(a.suspended_days, 0) AS INTEGER) AS handled_days,
    begun.working_day_no AS begun_no,
    COALESCE(a.suspended_days, 0) AS suspended_days,
    COALESCE(a.supplement_count, 0) AS supplement_count,
    a.promised_days,
    m.stage_name AS stage,
    a.department,
    a.outcome,
    a.batch_no AS source_batch,
    a.row_no AS source_row
FROM judged AS a
LEFT JOIN fact.project AS p ON p.project_id = a.project_id
LEFT JOIN menu AS m ON m.item_id = a.item_id
LEFT JOIN reference.calendar AS begun ON begun.day = a.accepted_on
LEFT JOIN reference.calendar AS ended ON ended.day = a.decided_on
