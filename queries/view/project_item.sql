-- One row per project and item of the menu: when its first case was accepted and when it was first granted.
-- stored: yes
-- inputs: record.approval, record.project, reference.item, reference.workgroup, reference.calendar, fact.project
-- Cases withdrawn or returned do not count: nothing was begun by them. The milestones of the menu, actual start (X00)
-- and works complete (X01), are there on their day. started_no and done_no are the running numbers of the working days,
-- so that a difference counts what lay between; what is not granted yet has no done_on. item_no is a dense number.
WITH menu AS (
    SELECT
        i.item_id,
        g.workgroup,
        CAST(ROW_NUMBER() OVER (ORDER BY i.item_id NULLS LAST) - 1 AS SMALLINT) AS item_no
    FROM reference.item AS i
    LEFT JOIN reference.workgroup AS g ON g.group_id = i.group_id
),
course AS (
    SELECT
        project_id,
        item_id,
        MIN(accepted_on) AS started_on,
        MIN(CASE WHEN outcome = '准予' THEN decided_on END) AS done_on
    FROM record.approval
    WHERE outcome IS NULL OR outcome IN ('准予', '不予')
    GROUP BY project_id, item_id
    UNION ALL
    SELECT project_id, 'X00' AS item_id, actual_start_on AS started_on, actual_start_on AS done_on
    FROM record.project
    WHERE actual_start_on IS NOT NULL
    UNION ALL
    SELECT project_id, 'X01' AS item_id, actual_completion_on AS started_on, actual_completion_on AS done_on
    FROM record.project
    WHERE actual_completion_on IS NOT NULL
)
SELECT
    p.project_no,
    c.project_id,
    m.item_no,
    c.item_id,
    p.category,
    p.investment_type,
    p.street,
    p.level,
    COALESCE(m.workgroup, p.workgroup) AS workgroup,
    c.started_on,
    c.done_on,
    CAST(begun.working_day_no AS INTEGER) AS started_no,
    CAST(ended.working_day_no AS INTEGER) AS done_no
FROM course AS c
JOIN fact.project AS p ON p.project_id = c.project_id
JOIN menu AS m ON m.item_id = c.item_id
LEFT JOIN reference.calendar AS begun ON begun.day = c.started_on
LEFT JOIN reference.calendar AS ended ON ended.day = c.done_on
