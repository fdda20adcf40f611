-- One row per meeting and project it dealt with; not_coordinated says why it was no coordination.
-- stored: yes
-- inputs: record.meeting, fact.project
SELECT
    m.meeting_id || ' · ' || m.project_id AS record_id,
    m.project_id,
    p.project_no,
    p.category,
    p.investment_type,
    p.street,
    p.level,
    p.workgroup,
    m.held_on,
    m.meeting_type,
    CASE WHEN m.meeting_type = '联合会商' THEN '联合会商' END AS not_coordinated,
    m.chair_level,
    m.owner_department AS department,
    m.batch_no AS source_batch,
    m.row_no AS source_row
FROM record.meeting AS m
LEFT JOIN fact.project AS p ON p.project_id = m.project_id
