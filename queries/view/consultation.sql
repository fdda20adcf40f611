-- One row per question asked; settled_on is the day it was answered, else the day it came in.
-- stored: yes
-- inputs: record.consultation, fact.project
-- A rating counts with the answer: before it there is nothing to rate.
-- A question may belong to no project: its project's dimensions are then unknown, not '未列入'.
SELECT
    c.consultation_id AS record_id,
    c.project_id,
    p.project_no,
    p.category,
    p.investment_type,
    p.street,
    p.level,
    p.workgroup,
    c.received_on,
    c.answered_on,
    COALESCE(c.answered_on, c.received_on) AS settled_on,
    c.channel,
    c.stage,
    CASE WHEN c.answered_on IS NULL THEN '未答复' END AS not_answered,
    CASE WHEN c.answered_on IS NULL OR c.satisfaction IS NULL THEN '未评价' END AS not_rated,
    CASE WHEN c.satisfaction IN ('非常满意', '满意', '基本满意') THEN 1 ELSE 0 END AS rated_well,
    c.batch_no AS source_batch,
    c.row_no AS source_row
FROM record.consultation AS c
LEFT JOIN fact.project AS p ON p.project_id = c.project_id
